"""Closing the hour, pausing the web, releasing what somebody took in one go."""

from datetime import UTC, datetime, timedelta
from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scheduling.forms import ReleaseForm, SessionForm
from scheduling.hours import hour_count
from scheduling.models import Agenda, Session
from scheduling.models.releases import count_made, release_made
from scheduling.models.sessions import CLOSED
from scheduling.refusals import Gone, StillRunning
from staff.audit import Action
from staff.models import AuditEntry

SHOWN_HOURS = 72


@require_http_methods(["GET", "HEAD", "POST"])
def close_hour(request: HttpRequest) -> HttpResponse:
    """Delete the day's bookings once its last time has begun."""
    form = SessionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _closing(request)
    try:
        Session.objects.close(
            form.cleaned_data["session"],
            now=timezone.now(),
            late_minutes=settings.MUNICIPALITY.hour.late_minutes,
            random=token_bytes(16),
        )
    except StillRunning:
        return _closing(request, problem=_("This hour still runs."))
    except Gone:
        return _closing(request)
    return redirect("desk:today")


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest) -> HttpResponse:
    """Stop booking on the web, or open it again; one line in the log."""
    if request.method != "POST":
        state = Agenda.objects.state(timezone.now())
        return render(request, "desk/pause.html", {"is_paused": state.is_paused})
    on = "on" in request.POST
    Agenda.objects.pause(on, random=token_bytes(16))
    _record(request, Action.BOOKING_PAUSED if on else Action.BOOKING_OPENED)
    return redirect("desk:today")


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest) -> HttpResponse:
    """Release what was made in some hours, after the number of it was typed."""
    now = timezone.now()
    hours = _hours(now)
    form = ReleaseForm(request.POST if request.method == "POST" else None, hours=hours)
    if not form.is_valid():
        return _releasing(request, form)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    count = count_made(first, last, now=now)
    if "go" not in request.POST or not count:
        return _releasing(request, form, count=count)
    if form.cleaned_data["count"] != count:
        form.add_error("count", _("Type the number that stands above the field."))
        return _releasing(request, form, count=count)
    released = release_made(
        first,
        last,
        moments=settings.MUNICIPALITY.waiting,
        now=now,
        random=token_bytes(16),
    )
    _record(request, Action.BOOKINGS_RELEASED, count=released)
    return _releasing(request, ReleaseForm(hours=hours), released=released)


def _closing(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    now, late = timezone.now(), settings.MUNICIPALITY.hour.late_minutes
    sessions = Session.objects.on(timezone.localdate(now))
    listed = [(one, one.closable_at(late)) for one in sessions if one.status != CLOSED]
    context = {
        "sessions": [(one, moment, moment <= now) for one, moment in listed],
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "desk/close_hour.html", context, status=status)


def _releasing(
    request: HttpRequest,
    form: ReleaseForm,
    *,
    count: int | None = None,
    released: int | None = None,
) -> HttpResponse:
    context = {"form": form, "count": count, "released": released}
    return render(request, "desk/release.html", context)


def _hours(now: datetime) -> list[tuple[int, datetime]]:
    """Return (count, its moment) of the last hours, the present one first."""
    current = hour_count(now)
    return [
        (count, datetime.fromtimestamp(0, UTC) + timedelta(hours=count))
        for count in range(current, current - SHOWN_HOURS, -1)
    ]


def _record(request: HttpRequest, action: Action, *, count: int = 1) -> None:
    AuditEntry.objects.record(
        action, actor=request.user, now=timezone.now(), count=count
    )
