"""Booking, and with its code: seeing, moving and cancelling an appointment.

No page sets a cookie or opens a session: choices travel in forms, and a reload of
the last page shows the same code again.
"""

from contextlib import suppress
from secrets import token_bytes

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from scheduling import calendarfile
from scheduling.codes import Code
from scheduling.forms import CodeForm, TimeForm
from scheduling.models import Claim, Miss, Waiting
from scheduling.models.lookup import BOOKED, DISPLACED, LATE, STARTED, Found
from scheduling.refusals import (
    Late,
    Lost,
    PageExpired,
    TicketRefused,
    TicketTooOld,
    UnknownCode,
)
from scheduling.views import given, pages, shown
from scheduling.views.guards import ask_code, find, unless_closed, with_code


@login_not_required
@csrf_exempt
@require_safe
@unless_closed
def choose_time(request: HttpRequest) -> HttpResponse:
    return pages.times(request, TimeForm())


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
def check_booking(request: HttpRequest) -> HttpResponse:
    """Show what will be booked and ask for the language of the talk."""
    time = TimeForm(request.POST)
    if not time.is_valid():
        return pages.times(request, time)
    # After a lost race the language that was chosen comes along.
    chosen = request.POST if "language" in request.POST else None
    return pages.check(request, time.cleaned_data["time"], pages.language_form(chosen))


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
def book(request: HttpRequest) -> HttpResponse:
    """Book what the ticket names; the same ticket again shows the same code."""
    time, language = TimeForm(request.POST), pages.language_form(request.POST)
    if not time.is_valid():
        return pages.refused(request)
    slot_id = time.cleaned_data["time"]
    if not language.is_valid():
        return pages.check(request, slot_id, language)

    ticket, wanted = request.POST.get("ticket", ""), language.cleaned_data["wanted"]
    try:
        booked = Claim.objects.book(ticket, wanted, **given.booking())
    except TicketRefused:
        return pages.refused(request)
    except TicketTooOld:
        return pages.check(request, slot_id, language, is_old=True)
    except PageExpired:
        return ask_code(request, CodeForm(), is_expired=True)
    except Lost:
        return pages.lost(request, slot_id, language)
    return shown.booked(request, booked)


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unless_closed
def appointment(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return with_code(shown.found)(request)
    return ask_code(request, CodeForm())


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
@with_code
def move(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    """Offer other times, then move there; the code stays the same."""
    form = TimeForm(request.POST if "go" in request.POST else None)
    if not form.is_valid():
        if found.state in (STARTED, LATE):
            return shown.found(request, code, found)
        return shown.other_times(request, form, code, found)

    verb = Waiting.objects.book if found.claim is None else Claim.objects.move
    try:
        claim = verb(code, form.cleaned_data["time"], **given.moving())
    except Late:
        return shown.found(request, code, find(code))
    except Lost:
        return shown.other_times(request, form, code, found, is_lost=True)
    news = "booked" if found.claim is None else "moved"
    return shown.appointment(request, code, claim, news=news)


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
def cancel(request: HttpRequest) -> HttpResponse:
    """Ask once, then cancel; a second click finds it cancelled, which is the aim."""
    form = CodeForm(request.POST)
    if "go" not in request.POST or not form.is_valid():
        return with_code(_ask_cancel)(request)

    code: Code = form.cleaned_data["c"]
    try:
        Claim.objects.cancel(code, **given.freeing())
    except UnknownCode:
        Miss.objects.add(timezone.now())
    except Late:
        with suppress(UnknownCode):  # the hour may be closed at this very moment
            return shown.found(request, code, find(code))
    return render(request, "worker/cancelled.html")


@login_not_required
@csrf_exempt
@require_POST
@unless_closed
@with_code
def calendar_file(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    slot = found.claim.slot if found.claim else None
    if slot is None:
        return shown.found(request, code, found)
    body = calendarfile.draw(
        date=slot.date,
        start=slot.start,
        minutes=slot.minutes,
        street=settings.MUNICIPALITY.place.street,
        summary=_("Appointment"),
        random=token_bytes(16),
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


def _ask_cancel(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    if found.claim is None or found.state not in (BOOKED, DISPLACED):
        return shown.found(request, code, found)
    context = {"code": code, "slot": found.claim.slot}
    return render(request, "worker/cancel.html", context)
