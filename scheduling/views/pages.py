"""The pages that more than one step towards an appointment answers with."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from scheduling import tickets
from scheduling.forms import LanguageForm, TimeForm
from scheduling.models import Agenda, ExceptionDay, Session, Slot, Waiting
from scheduling.models.queue import MOST
from scheduling.models.slots import horizon
from scheduling.refusals import HourFull, Lost, Paused
from scheduling.views import given


def times(request: HttpRequest, form: TimeForm) -> HttpResponse:
    """List the free times; raises HourFull or Paused where none could be booked."""
    refuse_closed()
    now, hour = timezone.now(), settings.MUNICIPALITY.hour
    today = timezone.localdate(now)
    free = Slot.objects.free(now=now, hour=hour)
    context = {
        "form": form,
        "first": next(iter(free), None),
        "days": by_day(free),
        "closed": ExceptionDay.objects.closed_days(today, horizon(now, hour)),
        "walk_ins": [] if free else walk_ins(now),
        "is_list_full": not free and is_list_full(),
    }
    return render(request, "worker/choose_time.html", context)


def refuse_closed() -> None:
    """Raise HourFull or Paused where nothing can be booked on the web now."""
    state = Agenda.objects.state(timezone.now())
    if state.is_paused:
        raise Paused
    if state.is_full(settings.MUNICIPALITY.hour):
        raise HourFull


def walk_ins(now: datetime) -> list[Slot]:
    """Return the next few times to come without an appointment."""
    seats = Session.objects.next_walk_ins(timezone.localdate(now))
    return [seat for seat in seats if seat.starts_at > now][:3]


def is_list_full() -> bool:
    return Waiting.objects.count() >= MOST


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
        key=given.booking_keys().current,
    )
    context = {"slot": slot, "ticket": ticket, "form": form, "is_old": is_old}
    return render(request, "worker/check_booking.html", context)


def join(
    request: HttpRequest, form: LanguageForm, *, is_old: bool = False
) -> HttpResponse:
    """Say how the waiting list works and ask for the language of the talk."""
    ticket = tickets.issue_waiting(
        nonce=token_bytes(16), now=timezone.now(), key=given.booking_keys().current
    )
    context = {"ticket": ticket, "form": form, "is_old": is_old}
    return render(request, "worker/join_list.html", context)


def lost(request: HttpRequest, slot_id: int, form: LanguageForm) -> HttpResponse:
    free = Slot.objects.free(now=timezone.now(), hour=settings.MUNICIPALITY.hour)
    context = {"next": next_after(free, slot_id), "form": form, "is_refused": True}
    return render(request, "worker/lost.html", context, status=409)


def refused(request: HttpRequest) -> HttpResponse:
    context = {"is_refused": True}
    return render(request, "worker/refused.html", context, status=400)


def language_form(data: Any) -> LanguageForm:
    languages = settings.MUNICIPALITY.languages
    spoken = list(dict.fromkeys([get_language() or "en", *languages.staff]))
    others = [code for code in languages.interpreter if code not in spoken]
    return LanguageForm(data, spoken=spoken, interpreted=others)


def by_day(slots: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    return [(day, list(group)) for day, group in groupby(slots, lambda one: one.date)]


def next_after(free: list[Slot], slot_id: int) -> Slot | None:
    """Return the first free time that is not before the slot that was lost."""
    lost = Slot.objects.filter(pk=slot_id).first()
    later = [one for one in free if lost and one.starts_at >= lost.starts_at]
    return next(iter(later or free), None)
