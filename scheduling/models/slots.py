"""Slots: the times that can be had, one row for each time and desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from scheduling.hours import (
    DESK,
    ONLINE,
    WALK_IN,
    PlannedSlot,
    instant,
    later,
    local_date,
)
from scheduling.models.agenda import fresh, turnstile
from scheduling.policy import Hour
from scheduling.refusals import Closed, Gone, Lost, NotOnline, Taken, TooFar, TooSoon

if TYPE_CHECKING:
    from scheduling.models.claims import Claim


class SlotManager(models.Manager["Slot"]):
    def free(self, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return what the public may book now, each time once, in order of time."""
        return _once(
            slot
            for slot in self._unclaimed(now, hour)
            if slot.closed_to_public(now, hour) is None
        )

    def free_for(self, claim: Claim, *, now: datetime, hour: Hour) -> list[Slot]:
        """Return where `claim` may move to: every channel for a displaced one."""
        if not claim.is_displaced:
            return self.free(now=now, hour=hour)
        return _once(
            slot
            for slot in self._unclaimed(now, hour)
            if slot.closed_to_all(now, hour) is None
        )

    def bookable(self, slot_id: int, *, now: datetime, hour: Hour) -> Slot:
        """Return a slot that the public may book now; raises one of Lost."""
        slot = self.with_claim(slot_id)
        if slot.booking is not None:
            raise Taken
        if refusal := slot.closed_to_public(now, hour):
            raise refusal
        return slot

    def with_claim(self, slot_id: int) -> Slot:
        """Return a slot and what sits on it, in one query; raises Gone."""
        slot = self.select_related("claim").filter(pk=slot_id).first()
        if slot is None:
            raise Gone
        return slot

    def day(self, day: date) -> list[Slot]:
        """Return the desk's list of a date: open slots and those still claimed."""
        shown = Q(is_open=True) | Q(claim__isnull=False)
        return list(
            self.select_related("claim")
            .filter(shown, date=day)
            .order_by("start", "desk")
        )

    def release(self, slot_id: int) -> None:
        """Free a slot; its turn says that forms made before are void."""
        self.filter(pk=slot_id).update(turn=F("turn") + 1, interpreter_ready=False)

    def mark_interpreter(self, slot_id: int, *, is_ready: bool, random: bytes) -> None:
        """Note that the interpreter for a claimed slot is arranged, or is not."""
        with turnstile(fresh(random)):
            self.filter(pk=slot_id, claim__isnull=False).update(
                interpreter_ready=is_ready
            )

    def _unclaimed(self, now: datetime, hour: Hour) -> models.QuerySet[Slot]:
        return self.filter(
            date__range=(local_date(now), horizon(now, hour)),
            is_open=True,
            claim__isnull=True,
        ).order_by("date", "start", "desk")


class Slot(models.Model):
    CHANNELS = [(ONLINE, "online"), (DESK, "desk"), (WALK_IN, "walk-in")]

    session = models.ForeignKey("scheduling.Session", models.CASCADE)
    date = models.DateField()
    start = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    desk = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=7, choices=CHANNELS)
    is_open = models.BooleanField(default=True)
    turn = models.PositiveIntegerField(default=0)  # how often the slot was freed
    interpreter_ready = models.BooleanField(default=False)

    objects = SlotManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "start", "desk"], name="slot_once"),
            models.CheckConstraint(
                condition=Q(channel__in=[ONLINE, DESK, WALK_IN]),
                name="slot_channel_known",
            ),
            models.CheckConstraint(
                condition=Q(start__gte=time(7), start__lt=time(22)), name="slot_by_day"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(15, 120)), name="slot_minutes_15_120"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.start:%H:%M} desk {self.desk}"

    @property
    def end(self) -> time:
        return later(self.start, self.minutes)

    @property
    def starts_at(self) -> datetime:
        """The moment of the start, in UTC."""
        return instant(self.date, self.start)

    @property
    def booking(self) -> Claim | None:
        """What sits on this slot, if anything does."""
        return getattr(self, "claim", None)

    def follow(self, planned: PlannedSlot | None, session_id: int) -> bool:
        """Take over what is planned, or close; returns whether anything changed."""
        before = (self.session_id, self.minutes, self.channel, self.is_open)
        self.is_open = planned is not None
        if planned is not None:
            self.session_id = session_id
            self.minutes = planned.minutes
            self.channel = planned.channel
        return before != (self.session_id, self.minutes, self.channel, self.is_open)

    def closed_to_all(self, now: datetime, hour: Hour) -> type[Lost] | None:
        """Return why nobody may book this slot now, whoever sits on it."""
        if not self.is_open:
            return Closed
        if self.starts_at - now <= timedelta(minutes=hour.notice_minutes):
            return TooSoon
        if self.date > horizon(now, hour):
            return TooFar
        return None

    def closed_to_public(self, now: datetime, hour: Hour) -> type[Lost] | None:
        """Return why the public may not book this slot now: its channel too."""
        if refusal := self.closed_to_all(now, hour):
            return refusal
        release = timedelta(hours=hour.desk_release_hours)
        is_released = self.starts_at - now <= release
        if self.channel == ONLINE or (self.channel == DESK and is_released):
            return None
        return NotOnline


def horizon(now: datetime, hour: Hour) -> date:
    """Return the last date that can be booked."""
    return local_date(now) + timedelta(weeks=hour.horizon_weeks)


def _once(slots: Iterable[Slot]) -> list[Slot]:
    """Return the first slot of each time: desks are the town hall's affair."""
    return list(
        {(slot.date, slot.start): slot for slot in reversed(list(slots))}.values()
    )[::-1]
