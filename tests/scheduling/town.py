"""A town with one consultation hour: the words in which these tests are written."""

import threading
from contextlib import contextmanager
from datetime import datetime, time
from secrets import token_bytes

from django.db import connection

from scheduling import codes, tickets
from scheduling.hours import ZONE
from scheduling.keys import BookingKeys
from scheduling.models import (
    Claim,
    ExceptionDay,
    OfferRound,
    Session,
    Slot,
    Waiting,
    WeeklyHour,
    timetable,
)
from scheduling.models.lookup import look_up
from scheduling.policy import Hour, Moments

KEYS = BookingKeys(current=bytes(range(32)))
HOUR = Hour(
    weekday="tuesday",
    start="13:00",
    end="16:00",
    slot_minutes=30,
    desks=1,
    walk_in_share=1,
    desk_share=1,
    horizon_weeks=6,
    desk_release_hours=24,
    notice_minutes=60,
    online_cap=6,
    late_minutes=10,
)

MOMENTS = Moments(offer_times=("09:00", "17:00"))


def at(text):
    """Return "2026-11-22 10:12" on the town hall's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NOW = at("2026-11-22 10:12")  # a Sunday; the next hour is on Tuesday the 24th


def make_hours(now=NOW, hour=HOUR):
    WeeklyHour.objects.seed(hour, valid_from=now.date())
    Session.objects.make(now=now, hour=hour, moments=MOMENTS, random=token_bytes(16))


def slot_at(text):
    """Return the slot of "2026-11-24 13:30" at the first desk."""
    moment = datetime.fromisoformat(text)
    return Slot.objects.get(date=moment.date(), start=moment.time(), desk=1)


def ticket(slot, now=NOW, keys=KEYS):
    return tickets.issue(
        nonce=token_bytes(16), slot=slot.pk, turn=slot.turn, now=now, key=keys.current
    )


def send(form, language="", *, now=NOW, keys=KEYS, hour=HOUR):
    """Confirm the check page that carries the ticket `form`."""
    return Claim.objects.book(
        form, language, keys=keys, hour=hour, now=now, random=token_bytes(16)
    )


def book(slot, language="", *, now=NOW):
    """Book a slot; returns the code."""
    return send(ticket(slot, now), language, now=now).code


def find(code, *, now=NOW, keys=KEYS):
    return Claim.objects.find(code, keys=keys, now=now)


def move(code, slot, *, now=NOW, hour=HOUR):
    return Claim.objects.move(
        code,
        slot.pk,
        keys=KEYS,
        hour=hour,
        moments=MOMENTS,
        now=now,
        random=token_bytes(16),
    )


def cancel(code, *, now=NOW):
    Claim.objects.cancel(
        code, keys=KEYS, moments=MOMENTS, now=now, random=token_bytes(16)
    )


def look(code, *, now=NOW):
    """Return how a code stands, as one word."""
    return look_up(code, keys=KEYS, now=now).state


def entry_form(now=NOW):
    """Return the ticket of the page that puts somebody on the waiting list."""
    return tickets.issue_waiting(nonce=token_bytes(16), now=now, key=KEYS.current)


def join(language="", *, now=NOW, form=None, hour=HOUR):
    """Put somebody on the waiting list; returns the code."""
    joined = Waiting.objects.join(
        form or entry_form(now),
        language,
        keys=KEYS,
        hour=hour,
        now=now,
        random=token_bytes(16),
    )
    return joined.code


def accept(code, *, now=NOW):
    return Waiting.objects.accept(code, keys=KEYS, now=now, random=token_bytes(16))


def give_back(verb, code, *, now=NOW):
    """Do one of Waiting's verbs that may free a slot: skip, leave, wait_instead."""
    return getattr(Waiting.objects, verb)(
        code, keys=KEYS, moments=MOMENTS, now=now, random=token_bytes(16)
    )


def book_waiting(code, slot, *, now=NOW, hour=HOUR):
    return Waiting.objects.book(
        code,
        slot.pk,
        keys=KEYS,
        hour=hour,
        moments=MOMENTS,
        now=now,
        random=token_bytes(16),
    )


def hold_round(now, hour=HOUR):
    """Hold the round that is due; returns how many offers it made."""
    return OfferRound.objects.hold(
        now=now, hour=hour, moments=MOMENTS, random=token_bytes(16)
    )


def queue():
    """Return the digests on the waiting list, in order, for comparing."""
    rows = Waiting.objects.order_by("priority", "pk").values_list("digest", flat=True)
    return [bytes(digest) for digest in rows]


def digest(code):
    return codes.digest(code, key=KEYS.current)


def book_for_caller(slot, language="", *, now=NOW):
    booked = Claim.seats.book_for_caller(
        ticket(slot, now),
        language,
        keys=KEYS,
        hour=HOUR,
        now=now,
        random=token_bytes(16),
    )
    return booked.code


def move_for_caller(code, slot, *, now=NOW):
    return Claim.seats.move_for_caller(
        code,
        slot.pk,
        keys=KEYS,
        hour=HOUR,
        moments=MOMENTS,
        now=now,
        random=token_bytes(16),
    )


def seat(session, language="", *, now):
    """Seat somebody without an appointment."""
    return Claim.seats.seat_walk_in(
        session.pk, language, now=now, random=token_bytes(16)
    )


def block(slot, *, now=NOW):
    return Claim.seats.block(slot.pk, now=now, random=token_bytes(16))


def not_come(claim, *, now):
    Claim.seats.not_come(claim.pk, hour=HOUR, now=now, random=token_bytes(16))


def came(claim, session, *, now):
    """Seat somebody who came after all."""
    return Claim.seats.came_after_all(
        claim.pk, session.pk, now=now, random=token_bytes(16)
    )


def context(now=NOW):
    return timetable.Context(
        now=now, hour=HOUR, moments=MOMENTS, random=token_bytes(16)
    )


def change_day(change, *, now=NOW):
    """Add an exceptional day, as the coordinator does."""
    return timetable.add_exception(change, "other", context=context(now))


def reopen(day, *, now=NOW):
    """Take an exceptional day back."""
    timetable.remove_exception(day.pk, context=context(now))


def close_day(day, now=NOW):
    ExceptionDay.objects.create(date=day, kind="closed")
    make_hours(now)


def forget(now, latest=time(23, 59)):
    return Session.objects.forget(now, latest=latest, random=token_bytes(16))


def free_times(now=NOW, hour=HOUR):
    free = Slot.objects.free(now=now, hour=hour)
    return [f"{slot.date} {slot.start:%H:%M}" for slot in free]


def rows(model):
    """Return all there is in a table, for comparing before and after."""
    return list(model.objects.order_by("pk").values())


def race(jobs):
    """Run all jobs at once, each in a thread; returns results or refusal classes."""
    gate = threading.Barrier(len(jobs))
    outcomes = [None] * len(jobs)

    def run(number, job):
        try:
            with own_connection():
                gate.wait()
                outcomes[number] = job()
        except Exception as refusal:
            outcomes[number] = type(refusal)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@contextmanager
def own_connection():
    """Open this thread's connection before the race and close it afterwards."""
    connection.ensure_connection()
    try:
        yield
    finally:
        connection.close()
