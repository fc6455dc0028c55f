"""Papers: the sheet of a day, and the note for the door of an hour that is off.

Times, waiting numbers and languages; a code is on no paper.
"""

from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scheduling.models import Claim, Session
from scheduling.models.sessions import OPEN
from scheduling.views.desk import rows


@require_safe
def day_sheet(request: HttpRequest) -> HttpResponse:
    """Print today and the next hour, so the evening before is enough."""
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    days = [timezone.localdate(now), _next_date(timezone.localdate(now))]
    sheets = [
        (day, rows.of_day(day, now=now, hour=hour)) for day in days if day is not None
    ]
    context = {"sheets": [(day, listed) for day, listed in sheets if listed]}
    return render(request, "desk/day_sheet.html", context)


@require_safe
def door_note(request: HttpRequest) -> HttpResponse:
    """Print, for each day that is off, who has not moved yet, by waiting number."""
    displaced = Claim.seats.displaced(timezone.now())
    notes: list[tuple[date, list[Claim]]] = [
        (day, list(claims))
        for day, claims in groupby(displaced, key=lambda claim: claim.seat.date)
    ]
    context = {
        "notes": notes,
        "languages": settings.MUNICIPALITY.languages.worker,
        "address": settings.PUBLIC_URL,
    }
    return render(request, "desk/door_note.html", context)


def _next_date(today: date) -> date | None:
    upcoming = Session.objects.filter(date__gt=today, status=OPEN).order_by("date")
    session = upcoming.first()
    return session.date if session is not None else None
