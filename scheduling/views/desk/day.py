"""The list of the day: times, waiting numbers, languages. Nothing about a talk."""

from datetime import datetime
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scheduling.forms import InterpreterForm
from scheduling.models import Agenda, Claim, Miss, Session, Slot
from scheduling.models.sessions import OPEN
from scheduling.models.tallies import MANY_MISSES
from scheduling.views.desk import rows
from staff.roles import by_itself


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return day_page(request)


@by_itself
@require_safe
def day_list(request: HttpRequest) -> HttpResponse:
    """Give the list and the notices alone, for the page that refreshes itself."""
    return render(request, "desk/day_list.html", _day(timezone.now()))


def day_page(
    request: HttpRequest, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Show the day; `problem` says why the last press changed nothing."""
    context = _day(timezone.now()) | {"problem": problem}
    return render(request, "desk/today.html", context, status=status)


def to_row(slot_id: int) -> HttpResponse:
    """Lead back to the list, at the row of a slot."""
    response = redirect("desk:today")
    response.headers["Location"] += f"#row-{slot_id}"
    return response


@require_POST
def interpreter(request: HttpRequest) -> HttpResponse:
    """Note that an interpreter is arranged for a time, or no longer is."""
    form = InterpreterForm(request.POST)
    if not form.is_valid():
        return redirect("desk:today")
    Slot.objects.mark_interpreter(
        form.cleaned_data["slot"],
        is_ready=form.cleaned_data["ready"],
        random=token_bytes(16),
    )
    return to_row(form.cleaned_data["slot"])


def _day(now: datetime) -> dict[str, Any]:
    date, hour = timezone.localdate(now), settings.MUNICIPALITY.hour
    listed = rows.of_day(date, now=now, hour=hour)
    state, misses = Agenda.objects.state(now), Miss.objects.recent(now)
    upcoming = Session.objects.filter(date__gt=date, status=OPEN)
    return {
        "date": date,
        "now": now,
        "rows": listed,
        "is_nobody_booked": not any(row.is_person for row in listed),
        "next_hour": None if listed else upcoming.order_by("date", "start").first(),
        "session": rows.running(Session.objects.on(date), now),
        "late": Claim.seats.late(),
        "displaced": Claim.seats.displaced(now),
        "made": state.made,
        "is_full": state.is_full(hour),
        "is_paused": state.is_paused,
        "misses": misses if misses >= MANY_MISSES else 0,
    }
