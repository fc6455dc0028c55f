"""The weekly hours: several may stand side by side, each with its first and last day."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from scheduling.models import Slot, WeeklyHour, timetable
from scheduling.policy import WEEKDAYS, Hour
from scheduling.refusals import BadHour, Gone
from scheduling.views.management.asking import Question, ask, is_sure, now_and_chance
from scheduling.views.management.forms import HourForm, words_for
from staff.audit import Action
from staff.models import AuditEntry

DAYS = (*WEEKDAYS, "saturday", "sunday")


@require_safe
def weekly_hours(request: HttpRequest) -> HttpResponse:
    rules = WeeklyHour.objects.order_by("weekday", "start", "valid_from")
    return render(request, "management/weekly_hours.html", {"rules": rules})


@require_http_methods(["GET", "HEAD", "POST"])
def add_hour(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, HourForm(initial=_usual(settings.MUNICIPALITY.hour)))
    return _put(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_hour(request: HttpRequest, pk: int) -> HttpResponse:
    hour = get_object_or_404(WeeklyHour, pk=pk)
    if request.method != "POST":
        return _show(request, HourForm.of(hour), hour)
    return _put(request, hour)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_hour(request: HttpRequest, pk: int) -> HttpResponse:
    hour = get_object_or_404(WeeklyHour, pk=pk)
    context = now_and_chance()
    try:
        hit = timetable.hit_without_rule(pk, now=context.now, hour=context.hour)
        question = Question(
            title=_("Remove this hour?"),
            sentences=_sentences(hit),
            button=_("Remove this hour"),
            back=reverse("management:weekly-hours"),
            count=len(hit),
        )
        if request.method != "POST" or not is_sure(request, question):
            return ask(request, question)
        timetable.remove_rule(pk, context=context)
    except BadHour as fault:
        return _show(request, HourForm.of(hour), hour, trouble=words_for(fault))
    except Gone:  # pragma: no cover  # only when two tabs race
        raise Http404 from None
    _note(request, Action.HOUR_REMOVED, hour.weekday, f"{hour.start:%H%M}")
    return redirect("management:weekly-hours")


def _put(request: HttpRequest, hour: WeeklyHour | None) -> HttpResponse:
    """Write a new hour, or `hour` anew, after the question was answered."""
    form = HourForm(request.POST)
    if not form.is_valid():
        return _show(request, form, hour)
    rule, context = form.rule, now_and_chance()
    number = hour.pk if hour else None
    try:
        hit = timetable.hit_by_rule(
            rule, replaces=number, now=context.now, hour=context.hour
        )
        question = Question(
            title=_("Save these hours?"),
            sentences=_sentences(hit),
            button=_("Save these hours"),
            back=reverse("management:weekly-hours"),
            count=len(hit),
        )
        if not is_sure(request, question):
            return ask(request, question, form.fields)
        if number is None:
            timetable.add_rule(rule, context=context)
        else:
            timetable.change_rule(number, rule, context=context)
    except BadHour as fault:
        form.refuse(fault)
        return _show(request, form, hour)
    except Gone:  # pragma: no cover  # only when two tabs race
        raise Http404 from None
    action = Action.HOUR_CHANGED if hour else Action.HOUR_MADE
    _note(request, action, rule.weekday, f"{rule.start:%H%M}")
    return redirect("management:weekly-hours")


def _show(
    request: HttpRequest,
    form: HourForm,
    hour: WeeklyHour | None = None,
    *,
    trouble: str = "",
) -> HttpResponse:
    context = {"form": form, "hour": hour, "trouble": trouble}
    return render(request, "management/hour.html", context)


def _sentences(hit: list[Slot]) -> list[str]:
    if not hit:
        return [_("No appointment is touched.")]
    touched = ngettext(
        "%(count)s appointment falls outside the new hours.",
        "%(count)s appointments fall outside the new hours.",
        len(hit),
    )
    return [
        touched % {"count": len(hit)},
        _("We cannot call anyone. Whoever enters the code chooses a new time first."),
    ]


def _usual(hour: Hour) -> dict[str, object]:
    """Return the hour of the policy, from today on, to begin with."""
    return {
        "weekday": WEEKDAYS.index(hour.weekday) + 1,
        "start": hour.start,
        "end": hour.end,
        "slot_minutes": hour.slot_minutes,
        "desks": hour.desks,
        "desk_share": hour.desk_share,
        "walk_in_share": hour.walk_in_share,
        "valid_from": timezone.localdate(),
    }


def _note(request: HttpRequest, action: Action, weekday: int, start: str) -> None:
    AuditEntry.objects.record(
        action,
        actor=request.user,
        now=timezone.now(),
        name=f"{DAYS[weekday - 1]}-{start}",
    )
