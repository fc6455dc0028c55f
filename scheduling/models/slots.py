"""Slots: the times that can be had, one row for each time and desk."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from scheduling import rounds
from scheduling.hours import DESK, ONLINE, WALK_IN, PlannedSlot, instant, later
from scheduling.models.times import SlotManager, horizon
from scheduling.policy import Hour
from scheduling.refusals import Closed, Lost, NotOnline, TooFar, TooSoon

if TYPE_CHECKING:
    from scheduling.models.claims import Claim

__all__ = ["Slot", "horizon"]


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
    # 5-minute steps since 1970-01-01T00Z; empty is at once.
    visible_from = models.PositiveIntegerField(null=True)
    interpreter_ready = models.BooleanField(default=False)

    objects: ClassVar[SlotManager] = SlotManager()

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
        """What sits on this slot, of any kind, if anything does."""
        return getattr(self, "claim", None)

    def is_taken(self, now: datetime) -> bool:
        """Whether something sits here; an offer long over counts as nothing."""
        return self.booking is not None and not self.booking.is_stale(now)

    def is_back(self, now: datetime) -> bool:
        """Whether the moment has come at which a freed slot shows again."""
        return self.visible_from is None or self.visible_from <= rounds.step(now)

    def follow(self, planned: PlannedSlot | None, session_id: int) -> bool:
        """Take over what is planned, or close; returns whether anything changed."""
        before = (self.session_id, self.minutes, self.channel, self.is_open)
        self.is_open = planned is not None
        if planned is not None:
            self.session_id = session_id
            self.minutes = planned.minutes
            self.channel = planned.channel
        return before != (self.session_id, self.minutes, self.channel, self.is_open)

    def closed_to_desk(self, now: datetime, hour: Hour) -> type[Lost] | None:
        """Return why not even the desk may book this slot, whoever sits on it."""
        if not self.is_open:
            return Closed
        if self.starts_at <= now:
            return TooSoon
        return TooFar if self.date > horizon(now, hour) else None

    def closed_to_all(self, now: datetime, hour: Hour) -> type[Lost] | None:
        """Return why nobody may book this slot on the web, whoever sits on it."""
        refusal = self.closed_to_desk(now, hour)
        notice = timedelta(minutes=hour.notice_minutes)
        if refusal is None and self.starts_at - now <= notice:
            return TooSoon
        return refusal

    def closed_to_public(self, now: datetime, hour: Hour) -> type[Lost] | None:
        """Return why the public may not book this slot now: its channel too."""
        if refusal := self.closed_to_waiting(now, hour):
            return refusal
        return None if self.is_back(now) else NotOnline

    def closed_to_waiting(self, now: datetime, hour: Hour) -> type[Lost] | None:
        """Return why a round may not offer this slot: all but its moment."""
        if refusal := self.closed_to_all(now, hour):
            return refusal
        release = timedelta(hours=hour.desk_release_hours)
        is_released = self.starts_at - now <= release
        if self.channel == ONLINE or (self.channel == DESK and is_released):
            return None
        return NotOnline
