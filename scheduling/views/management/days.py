"""Days that differ: closed, changed, extra; holidays to tick; and the way back."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from scheduling.hours import CHANGED, CLOSED, EXTRA, Change, plan
from scheduling.models import ExceptionDay, Slot, WeeklyHour, timetable
from scheduling.publicholidays import Holiday, suggest
from scheduling.refusals import BadHour, Gone
from scheduling.templatetags.appointments import day as in_words
from scheduling.views.management.asking import Question, ask, is_sure, now_and_chance
from scheduling.views.management.forms import (
    KINDS,
    REASONS,
    DayForm,
    HolidaysForm,
    words_for,
)
from staff.audit import Action
from staff.models import AuditEntry

AHEAD = timedelta(days=400)
ACTIONS = {
    CLOSED: Action.DAY_CLOSED,
    CHANGED: Action.DAY_CHANGED,
    EXTRA: Action.DAY_ADDED,
}


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
def add_day(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "management/day.html", {"form": DayForm()})
    form = DayForm(request.POST)
    if not form.is_valid():
        return render(request, "management/day.html", {"form": form})
    change, context = form.change, now_and_chance()
    try:
        hit = timetable.hit_by_exception(change, now=context.now, hour=context.hour)
        question = _question(change, len(hit))
        if not is_sure(request, question):
            return ask(request, question, form.fields)
        timetable.add_exception(change, form.cleaned_data["reason"], context=context)
    except BadHour as fault:
        form.refuse(fault)
        return render(request, "management/day.html", {"form": form})
    _note(request, ACTIONS[change.kind], change.date)
    return redirect("management:days")


@require_http_methods(["GET", "HEAD", "POST"])
def restore_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a change: a closed day opens again, an extra hour goes."""
    change = get_object_or_404(ExceptionDay, pk=pk)
    context = now_and_chance()
    try:
        hit = timetable.hit_without_exception(pk, now=context.now, hour=context.hour)
        question = Question(
            title=_("Undo this change?"),
            sentences=[_when(change.date, change.kind), *_outside(hit)],
            button=_("Reopen") if change.kind == CLOSED else _("Undo"),
            back=reverse("management:days"),
            count=len(hit),
        )
        if request.method != "POST" or not is_sure(request, question):
            return ask(request, question)
        timetable.remove_exception(pk, context=context)
    except BadHour as fault:
        return _list(request, trouble=words_for(fault))
    except Gone:  # pragma: no cover  # only when two tabs race
        raise Http404 from None
    _note(request, Action.DAY_RESTORED, change.date)
    return redirect("management:days")


@require_POST
def close_holidays(request: HttpRequest) -> HttpResponse:
    suggested = [one.date for one in _holidays(timezone.localdate())]
    form = HolidaysForm(request.POST, suggested=suggested)
    if not form.is_valid():
        return _list(request, holidays_form=form)
    context = now_and_chance()
    try:
        hits = {
            change: len(
                timetable.hit_by_exception(change, now=context.now, hour=context.hour)
            )
            for change in form.changes
        }
        question = _holidays_question(hits)
        if not is_sure(request, question):
            return ask(request, question, ["dates"])
        for change in hits:
            timetable.add_exception(change, "holiday", context=now_and_chance())
            _note(request, Action.DAY_CLOSED, change.date)
    except BadHour as fault:
        return _list(request, trouble=words_for(fault))
    return redirect("management:days")


@require_safe
def door_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a page to print and put on the door; it says nothing of the talk."""
    change = get_object_or_404(ExceptionDay, pk=pk)
    return render(request, "management/door_note.html", {"change": change})


def _list(
    request: HttpRequest,
    *,
    holidays_form: HolidaysForm | None = None,
    trouble: str = "",
) -> HttpResponse:
    today = timezone.localdate()
    coming = ExceptionDay.objects.filter(date__gte=today).order_by("date", "start")
    changes = [(one, KINDS[one.kind], REASONS[one.reason]) for one in coming]
    context = {
        "changes": changes,
        "holidays": _holidays(today),
        "holidays_form": holidays_form,
        "trouble": trouble,
    }
    return render(request, "management/days.html", context)


def _holidays(today: date) -> list[Holiday]:
    """Return the holidays of the coming year on which there would be an hour."""
    rules = [rule.as_rule() for rule in WeeklyHour.objects.all()]
    closed = ExceptionDay.objects.closed_days(today, today + AHEAD)
    held = {one.date for one in plan(rules, [], today, today + AHEAD)}
    return suggest(held, closed=closed, language=get_language() or "nl")


def _question(change: Change, count: int) -> Question:
    buttons = {
        CLOSED: _("Close this day"),
        CHANGED: _("Change this day"),
        EXTRA: _("Add this hour"),
    }
    return Question(
        title=_("Is this right?"),
        sentences=[_when(change.date, change.kind), *_are_there(change.date, count)],
        button=buttons[change.kind],
        back=reverse("management:days"),
        count=count,
    )


def _holidays_question(hits: dict[Change, int]) -> Question:
    lines = [
        ngettext(
            "%(day)s: %(count)s booking is hit.",
            "%(day)s: %(count)s bookings are hit.",
            count,
        )
        % {"day": _capital(in_words(change.date)), "count": count}
        for change, count in hits.items()
    ]
    return Question(
        title=ngettext("Close this day?", "Close these days?", len(hits)),
        sentences=lines,
        button=ngettext("Close this day", "Close these days", len(hits)),
        back=reverse("management:days"),
        count=sum(hits.values()),
    )


def _when(day: date, kind: str) -> str:
    return f"{_capital(in_words(day))}: {KINDS[kind]}."


def _are_there(day: date, count: int) -> list[str]:
    if not count:
        return [_("No appointment is touched.")]
    touched = ngettext(
        "%(count)s appointment on %(day)s is touched.",
        "%(count)s appointments on %(day)s are touched.",
        count,
    )
    return [
        touched % {"count": count, "day": in_words(day)},
        _("We cannot call anyone. Whoever enters the code chooses a new time first."),
        _("Put up a note too."),
    ]


def _outside(hit: list[Slot]) -> list[str]:
    if not hit:
        return [_("No appointment is touched.")]
    touched = ngettext(
        "%(count)s appointment falls outside the hours then.",
        "%(count)s appointments fall outside the hours then.",
        len(hit),
    )
    return [touched % {"count": len(hit)}]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _note(request: HttpRequest, action: Action, day: date) -> None:
    AuditEntry.objects.record(
        action, actor=request.user, now=timezone.now(), name=f"{day:%Y-%m-%d}"
    )
