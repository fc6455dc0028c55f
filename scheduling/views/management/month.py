"""The hours of a month: how many times, how many booked, who of the two sides is there."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from scheduling.models import Duty, Session
from scheduling.models.sessions import OPEN

WARN_FROM = timedelta(days=14)
SIDES = ("ggd", "oov")


@dataclass(frozen=True)
class Line:
    """One hour of the list; `staff` says who is there or who is missing yet."""

    session: Session
    staff: str
    is_gap: bool


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Begin with the hours of the coming two weeks."""
    today = timezone.localdate()
    lines = _lines(today, today + WARN_FROM)
    return render(request, "management/start.html", {"lines": lines})


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    return redirect("management:month", month=f"{timezone.localdate():%Y-%m}")


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", month, re.ASCII)
    if not found:
        words = _("There is no such month. A month is written like 2026-12.")
        return render(request, "management/no_such.html", {"words": words}, status=404)
    first = date(int(found[1]), int(found[2]), 1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    lines = _lines(first, last)
    by_day: dict[date, list[Line]] = {}
    for line in lines:
        by_day.setdefault(line.session.date, []).append(line)
    context = {
        "first": first,
        "lines": lines,
        "weeks": [
            [(day, day.month == first.month, by_day.get(day, [])) for day in week]
            for week in weeks
        ],
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last + timedelta(days=1):%Y-%m}",
        "today": timezone.localdate(),
    }
    return render(request, "management/month.html", context)


def _lines(first: date, last: date) -> list[Line]:
    gaps = {gap.session.pk: set(gap.roles) for gap in Duty.objects.gaps(first, last)}
    today = timezone.localdate()
    return [
        _line(session, gaps.get(session.pk, set()), today)
        for session in Session.objects.month(first, last)
    ]


def _line(session: Session, missing: set[str], today: date) -> Line:
    """Say who is there; who is missing only where it is time to look for somebody."""
    if session.status != OPEN:
        return Line(session, "", False)
    interview = settings.MUNICIPALITY.interview
    labels = dict(
        zip(SIDES, (interview.health_label, interview.order_label), strict=True)
    )
    is_near = today <= session.date <= today + WARN_FROM
    there = " + ".join(labels[side] for side in SIDES if side not in missing)
    lacking = [
        _("no %(side)s yet") % {"side": labels[side]}
        for side in SIDES
        if side in missing
    ]
    if is_near and lacking:
        return Line(session, ", ".join(filter(None, [there, *lacking])), True)
    return Line(session, there, False)
