"""What the holder of a code sees: the code itself, an appointment, a place in the list."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from scheduling import codes, rounds
from scheduling.codes import Code
from scheduling.forms import TimeForm
from scheduling.models import Booked, Claim, Session, Slot
from scheduling.models.lookup import LATE, Found
from scheduling.models.queue import Joined
from scheduling.views import pages


def booked(request: HttpRequest, booked: Booked) -> HttpResponse:
    context = _of(booked.code, booked.claim) | written(booked.code)
    return render(request, "worker/book.html", context)


def joined(request: HttpRequest, joined: Joined) -> HttpResponse:
    context = {"code": joined.code, "place": joined.entry.place, "next": _next_round()}
    context |= written(joined.code)
    return render(request, "worker/on_list.html", context)


def found(request: HttpRequest, code: Code, found: Found) -> HttpResponse:
    """Show what a code stands for: an appointment, or a place in the list."""
    if found.claim is not None:
        is_late = found.state == LATE
        return appointment(request, code, found.claim, is_late=is_late)
    context = {
        "code": code,
        "state": found.state,
        "place": found.place,
        "offer": found.entry.offer if found.entry else None,
        "next": _next_round(),
    }
    return render(request, "worker/waiting.html", context)


def appointment(
    request: HttpRequest,
    code: Code,
    claim: Claim,
    *,
    news: str = "",
    is_late: bool = False,
) -> HttpResponse:
    """Show an appointment; `news` is "moved" or "booked" where it has just changed."""
    if is_late:
        ends = [one.end for one in Session.objects.on(timezone.localdate())]
        context = {"until": max(ends, default=None)}
        return render(request, "worker/come_anyway.html", context)
    started = claim.has_started(timezone.now())
    context = _of(code, claim) | {"has_started": started, "news": news}
    return render(request, "worker/appointment.html", context)


def other_times(
    request: HttpRequest,
    form: TimeForm,
    code: Code,
    found: Found,
    *,
    is_lost: bool = False,
) -> HttpResponse:
    """List where a code may go: for an entry of the list, what the public may have."""
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    if found.claim is None:
        free = Slot.objects.free(now=now, hour=hour)
    else:
        free = Slot.objects.free_for(found.claim, now=now, hour=hour)
    lost = form.cleaned_data["time"] if is_lost else None
    context = {
        "form": form,
        "code": code,
        "slot": found.claim.slot if found.claim else None,
        "days": pages.by_day(free),
        "chosen": pages.next_after(free, lost) if lost else None,
        "is_refused": is_lost,
    }
    return render(request, "worker/move.html", context, status=409 if is_lost else 200)


def written(code: Code) -> dict[str, Any]:
    """Return a code for the eye, two halves of two groups, and for the ear."""
    groups = codes.show(code).split()
    spoken = ", ".join(" ".join(group) for group in groups)
    return {"halves": [groups[:2], groups[2:]], "spoken": spoken}


def _of(code: Code, claim: Claim) -> dict[str, Any]:
    entrance = settings.MUNICIPALITY.place.entrance
    return {
        "code": code,
        "claim": claim,
        "slot": claim.slot,
        "entrance": entrance[get_language() or "en"],
    }


def _next_round() -> datetime:
    return rounds.next_moment(timezone.now(), settings.MUNICIPALITY.waiting.times)
