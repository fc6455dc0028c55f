"""Forms of hours and of days that differ; what is wrong stands beside its field."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from scheduling.hours import CHANGED, CLOSED, EXTRA, Change, Rule
from scheduling.models import WeeklyHour
from scheduling.refusals import (
    AlreadyThere,
    BadDesks,
    BadHour,
    BadMinutes,
    BadWeekday,
    DatesOutOfOrder,
    DayPast,
    EndBeforeStart,
    NoHour,
    NothingOnline,
    OutsideDay,
    Overlaps,
    Running,
)

WORDS = {
    EndBeforeStart: _("The end must be later than the start."),
    OutsideDay: _("An hour lies between 07:00 and 22:00."),
    BadWeekday: _("Choose a day of the week."),
    BadMinutes: _("A talk takes 15 to 120 minutes, and one must fit in the hour."),
    BadDesks: _("Choose 1 to 6 desks. Each desk needs one person of each role."),
    NothingOnline: _("This leaves no time to book online. Keep fewer times apart."),
    DatesOutOfOrder: _("The last day cannot be before the first day."),
    Overlaps: _("This overlaps with another hour at the same desk."),
    AlreadyThere: _("There is one already. Undo that one first."),
    NoHour: _("There is no hour on this date. Choose an extra hour."),
    DayPast: _("This date is over. Choose today or a later day."),
    Running: _("This hour is being held now. Close it at the desk when it is over."),
}
CHOOSE_DATE = _("Choose a date.")
CHOOSE_TIME = _("Fill in a time, like 13:00.")
TYPE_NUMBER = _("Fill in a whole number.")


def words_for(fault: BadHour) -> str:
    """Return what to do about an hour that cannot be so."""
    return str(WORDS[type(fault)])


def _date(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": CHOOSE_DATE, "invalid": CHOOSE_DATE},
    )


def _time(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": CHOOSE_TIME, "invalid": CHOOSE_TIME},
    )


def _number(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), TYPE_NUMBER
        ),
    )


class HourForm(forms.Form):
    """A weekly hour."""

    weekday = forms.TypedChoiceField(
        label=_("Day"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), WORDS[BadWeekday]),
    )
    start = _time(_("From"))
    end = _time(_("Until"))
    slot_minutes = _number(_("Minutes for one talk"))
    desks = _number(_("Desks"))
    desk_share = _number(_("Times a desk keeps for callers"))
    walk_in_share = _number(_("Times a desk keeps for who just comes"))
    valid_from = _date(_("First day"))
    valid_until = _date(_("Last day, if there is one"), required=False)

    @classmethod
    def of(cls, hour: WeeklyHour) -> "HourForm":
        """Return the form filled in with an hour as it is."""
        return cls(initial={name: getattr(hour, name) for name in cls.base_fields})

    def refuse(self, fault: BadHour) -> None:
        """Show the words beside their field; what is about a date, beside the start."""
        field = fault.field if fault.field in self.fields else "start"
        self.add_error(field, words_for(fault))

    @property
    def rule(self) -> Rule:
        """The hour that a valid form describes."""
        return Rule(**self.cleaned_data)


class DayForm(forms.Form):
    """A day that differs: closed, changed or with an extra hour."""

    date = _date(_("Date"))
    kind = forms.ChoiceField(
        label=_("What is different"),
        choices=[
            (CLOSED, _("No hour on this day")),
            (CHANGED, _("The hour has other times")),
            (EXTRA, _("An extra hour")),
        ],
        initial=CLOSED,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what is different.")
        ),
    )
    start = _time(_("From"), required=False)
    end = _time(_("Until"), required=False)
    desks = _number(_("Desks"), required=False)
    slot_minutes = _number(_("Minutes for one talk"), required=False)
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("holiday", _("holiday")),
            ("staff", _("too few colleagues")),
            ("building", _("the building is closed")),
            ("other", _("another reason")),
        ],
        initial="other",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose a reason from the list.")
        ),
    )

    def refuse(self, fault: BadHour) -> None:
        self.add_error(fault.field, words_for(fault))

    @property
    def change(self) -> Change:
        """The day that a valid form describes; a closed day has no times."""
        kept = dict(self.cleaned_data)
        del kept["reason"]
        if kept["kind"] == CLOSED:
            return Change(date=kept["date"], kind=CLOSED)
        return Change(**kept)


class HolidaysForm(forms.Form):
    """The holidays that a person has ticked."""

    dates = forms.MultipleChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice", "invalid_list"),
            _("Tick a holiday of the list."),
        )
    )

    def __init__(self, *args: Any, suggested: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"{day:%Y-%m-%d}", "") for day in suggested]
        self.fields["dates"].choices = choices  # type: ignore[attr-defined]  # a choice

    @property
    def changes(self) -> list[Change]:
        return [
            Change(date=date.fromisoformat(day), kind=CLOSED)
            for day in self.cleaned_data["dates"]
        ]


REASONS: dict[str, Any] = dict(
    DayForm.base_fields["reason"].choices  # type: ignore[attr-defined]  # a ChoiceField
)
KINDS = {CLOSED: _("closed"), CHANGED: _("other times"), EXTRA: _("extra hour")}
