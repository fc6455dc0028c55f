"""The pages that more than one step of a booking answers with."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from scheduling import codes, keys, tickets
from scheduling.codes import Code
from scheduling.forms import LanguageForm, TimeForm
from scheduling.hours import WALK_IN
from scheduling.models import Booked, Claim, ExceptionDay, Slot
from scheduling.models.slots import horizon
from scheduling.refusals import Lost


def times(request: HttpRequest, form: TimeForm) -> HttpResponse:
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    free = Slot.objects.free(now=now, hour=hour)
    last = horizon(now, hour)
    context = {
        "form": form,
        "first": next(iter(free), None),
        "days": _by_day(free),
        "closed": ExceptionDay.objects.closed_days(timezone.localdate(now), last),
        "walk_in": None if free else _next_walk_in(timezone.localdate(now)),
    }
    return render(request, "worker/choose_time.html", context)


def check(
    request: HttpRequest, slot_id: int, form: LanguageForm, *, is_old: bool = False
) -> HttpResponse:
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    try:
        slot = Slot.objects.bookable(slot_id, now=now, hour=hour)
    except Lost:
        return lost(request, slot_id, form)
    ticket = tickets.issue(
        nonce=token_bytes(16),
        slot=slot.pk,
        turn=slot.turn,
        now=now,
        key=keys.read(settings.KEYS_DIR).current,
    )
    context = {"slot": slot, "ticket": ticket, "form": form, "is_old": is_old}
    return render(request, "worker/check_booking.html", context)


def lost(request: HttpRequest, slot_id: int, form: LanguageForm) -> HttpResponse:
    free = Slot.objects.free(now=timezone.now(), hour=settings.MUNICIPALITY.hour)
    context = {"next": _next(free, slot_id), "form": form, "is_refused": True}
    return render(request, "worker/lost.html", context, status=409)


def refused(request: HttpRequest) -> HttpResponse:
    context = {"is_refused": True}
    return render(request, "worker/refused.html", context, status=400)


def booked(request: HttpRequest, booked: Booked) -> HttpResponse:
    groups = codes.show(booked.code).split()
    context = _of(booked.code, booked.claim) | {
        "halves": [groups[:2], groups[2:]],
        "spoken": ", ".join(" ".join(group) for group in groups),
    }
    return render(request, "worker/book.html", context)


def appointment(
    request: HttpRequest, code: Code, claim: Claim, *, is_moved: bool = False
) -> HttpResponse:
    started = claim.has_started(timezone.now())
    context = _of(code, claim) | {"has_started": started, "is_moved": is_moved}
    return render(request, "worker/appointment.html", context)


def other_times(
    request: HttpRequest,
    form: TimeForm,
    code: Code,
    claim: Claim,
    *,
    is_lost: bool = False,
) -> HttpResponse:
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    free = Slot.objects.free_for(claim, now=now, hour=hour)
    context = {
        "form": form,
        "code": code,
        "slot": claim.slot,
        "days": _by_day(free),
        "chosen": _next(free, form.cleaned_data["time"]) if is_lost else None,
        "is_refused": is_lost,
    }
    return render(request, "worker/move.html", context, status=409 if is_lost else 200)


def _of(code: Code, claim: Claim) -> dict[str, Any]:
    entrance = settings.MUNICIPALITY.place.entrance
    return {
        "code": code,
        "claim": claim,
        "slot": claim.slot,
        "entrance": entrance[get_language() or "en"],
    }


def language_form(data: Any) -> LanguageForm:
    languages = settings.MUNICIPALITY.languages
    spoken = list(dict.fromkeys([get_language() or "en", *languages.staff]))
    others = [code for code in languages.interpreter if code not in spoken]
    return LanguageForm(data, spoken=spoken, interpreted=others)


def _by_day(slots: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    return [(day, list(group)) for day, group in groupby(slots, lambda one: one.date)]


def _next(free: list[Slot], slot_id: int) -> Slot | None:
    """Return the first free time that is not before the slot that was lost."""
    lost = Slot.objects.filter(pk=slot_id).first()
    later = [one for one in free if lost and one.starts_at >= lost.starts_at]
    return next(iter(later or free), None)


def _next_walk_in(today: date) -> Slot | None:
    seats = Slot.objects.filter(channel=WALK_IN, is_open=True, date__gte=today)
    return seats.order_by("date", "start").first()
