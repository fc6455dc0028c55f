"""A venue whose people check passes: business data, no person."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passes import badge

WHITE, GREEN, INSPECTOR = badge.WHITE, badge.GREEN, badge.INSPECTOR
COLOURS = [
    (WHITE, _("white")),
    (GREEN, _("green")),
    (WHITE | GREEN, _("white and green")),
    (WHITE | GREEN | INSPECTOR, _("inspectors: white and green")),
]


class VenueForm(forms.Form):
    """A licensed business; there is no field for a person, and none for an address."""

    name = forms.CharField(
        label=_("Name of the business"),
        help_text=_("As in the licence, at most 32 characters. Never a person's name."),
        error_messages={"required": _("Fill in the name of the business.")},
    )
    licence = forms.CharField(
        label=_("Number of the licence"),
        help_text=_("At most 12 letters and digits."),
        error_messages={"required": _("Fill in the number of the licence.")},
    )
    colours = forms.TypedChoiceField(
        label=_("Which passes count here"),
        choices=COLOURS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose which passes count here.")
        ),
    )
    until = forms.DateField(
        label=_("Licence until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Fill in a date, such as 31-12-2027.")
        ),
    )
    is_business = forms.BooleanField(
        label=_("This is a business, not a home"),
        error_messages={"required": _("Tick this. A home is never a venue.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not badge.name_fits(name):
            raise forms.ValidationError(_("That name is too long for the badge."))
        return name

    def clean_licence(self) -> str:
        licence = str(self.cleaned_data["licence"])
        if not badge.licence_fits(licence):
            raise forms.ValidationError(
                _("At most 12 plain letters, digits and signs fit in the badge.")
            )
        return licence

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self._today:
            raise forms.ValidationError(_("That day is past. A licence must be valid."))
        if until.year > self._today.year + 20:
            raise forms.ValidationError(_("That day is too far ahead."))
        return until
