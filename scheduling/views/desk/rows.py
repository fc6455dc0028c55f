"""Rows of the day's list: what sits on each time, and what the desk may do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduling.hours import instant, local_date
from scheduling.models import Claim, Session, Slot
from scheduling.models.claims import BLOCK, BOOKING, WALK_IN
from scheduling.policy import Hour

FREE = "free"


@dataclass(frozen=True)
class Row:
    slot: Slot
    kind: str  # free, booking, walk_in, offer, block
    acts: frozenset[str]

    @property
    def claim(self) -> Claim | None:
        return None if self.kind == FREE else self.slot.booking

    @property
    def is_person(self) -> bool:
        return self.kind in (BOOKING, WALK_IN)


def of_day(day: date, *, now: datetime, hour: Hour) -> list[Row]:
    """Return the list of a date in order; acts are there on the day itself alone."""
    slots = Slot.objects.day(day)
    return [_row(slot, now=now, hour=hour) for slot in slots]


def running(sessions: list[Session], now: datetime) -> Session | None:
    """Return the session of today that is held now, or comes next, or came last."""
    later = [one for one in sessions if instant(one.date, one.end) > now]
    return next(iter(later or sessions[-1:]), None)


def _row(slot: Slot, *, now: datetime, hour: Hour) -> Row:
    claim = slot.booking if slot.is_taken(now) else None
    kind = FREE if claim is None else claim.kind
    acts = _acts(slot, kind, now, hour) if slot.date == local_date(now) else ()
    return Row(slot, kind, frozenset(acts))


def _acts(slot: Slot, kind: str, now: datetime, hour: Hour) -> Iterator[str]:
    if kind == FREE:
        if now < instant(slot.date, slot.end):
            yield from ("walk_in", "block")
        if slot.closed_to_desk(now, hour) is None:
            yield "book"
    elif kind == BOOKING and slot.is_open:
        if now >= slot.starts_at + timedelta(minutes=hour.late_minutes):
            yield "not_come"
    elif kind == WALK_IN:
        yield "unseat"
    elif kind == BLOCK:
        yield "unblock"
