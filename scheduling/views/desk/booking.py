"""Booking by telephone: choose a time and a language, read the code out.

No name is asked. The desk sees every free time; a seat for walk-ins only after it has
been told what that costs.
"""

from secrets import token_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from scheduling import codes, tickets
from scheduling.forms import LanguageForm, TimeForm
from scheduling.hours import WALK_IN
from scheduling.models import Booked, Claim, Slot
from scheduling.refusals import (
    Lost,
    PageExpired,
    TicketRefused,
    TicketTooOld,
)
from scheduling.views import given, pages


@require_http_methods(["GET", "HEAD", "POST"])
def book_caller(request: HttpRequest) -> HttpResponse:
    """Choose a time and a language on one page; the answer is the code to read out.

    From a row of the day's list comes a time without `go`: it is chosen beforehand.
    """
    time, language = TimeForm(request.POST), pages.language_form(request.POST)
    chosen = time.cleaned_data["time"] if time.is_valid() else None
    if "go" not in request.POST:
        return _choose(request, TimeForm(), pages.language_form(None), chosen)
    if chosen is None or not language.is_valid():
        return _choose(request, time, language, chosen)
    if "sure" not in request.POST and _is_for_walk_ins(chosen):
        return _choose(request, time, language, chosen, is_walk_in=True)
    return _book(request, chosen, language)


def each_time_once() -> list[Slot]:
    """Return every free time, before a seat for walk-ins one that is no such seat."""
    free = Slot.objects.free_for_desk(
        now=timezone.now(), hour=settings.MUNICIPALITY.hour
    )
    usual = sorted(free, key=lambda slot: slot.channel == WALK_IN)
    by_time: dict[tuple[object, object], Slot] = {}
    for slot in usual:
        by_time.setdefault((slot.date, slot.start), slot)
    return sorted(by_time.values(), key=lambda slot: (slot.date, slot.start))


def _book(request: HttpRequest, chosen: int, language: LanguageForm) -> HttpResponse:
    ticket = request.POST.get(f"ticket-{chosen}", "")
    wanted = language.cleaned_data["wanted"]
    try:
        booked = Claim.seats.book_for_caller(ticket, wanted, **given.booking())
    except (TicketRefused, TicketTooOld):
        problem = _("This page was open for too long. Nothing is booked yet.")
    except PageExpired:
        problem = _("This page was open for too long. The appointment stands.")
    except Lost:
        problem = _("That time has just gone. Choose another one.")
    else:
        return _read_out(request, booked)
    return _choose(request, TimeForm(), language, chosen, problem=problem)


def _read_out(request: HttpRequest, booked: Booked) -> HttpResponse:
    context = {
        "groups": codes.show(booked.code).split(),
        "claim": booked.claim,
        "slot": booked.claim.slot,
    }
    return render(request, "desk/read_out.html", context)


def _is_for_walk_ins(slot_id: int) -> bool:
    return Slot.objects.filter(pk=slot_id, channel=WALK_IN).exists()


def _choose(
    request: HttpRequest,
    time: TimeForm,
    language: LanguageForm,
    chosen: int | None,
    *,
    is_walk_in: bool = False,
    problem: str = "",
) -> HttpResponse:
    """List the free times; one nonce for all of them, so that a form books once."""
    now, key = timezone.now(), given.booking_keys().current
    nonce, free = token_bytes(16), each_time_once()
    sealed = [
        (
            slot.pk,
            tickets.issue(nonce=nonce, slot=slot.pk, turn=slot.turn, now=now, key=key),
        )
        for slot in free
    ]
    context = {
        "form": language,
        "time": time,
        "days": pages.by_day(free),
        "tickets": sealed,
        "chosen": chosen,
        "is_walk_in": is_walk_in,
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "desk/book_caller.html", context, status=status)
