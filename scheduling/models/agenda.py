"""The one row that says which state the calendar is in, and the turnstile before it.

Every verb that writes goes through the turnstile: one writer at a time on both
engines, so there is no lock order to remember. It makes losers polite; what makes
them safe is the unique constraint on Claim.slot.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction

from scheduling.hours import hour_count, local_date
from scheduling.policy import Hour

_STATE = """
SELECT version, web_paused,
  (SELECT count(*) FROM scheduling_claim WHERE kind = 'booking' AND made_hour = %s)
  + (SELECT count(*) FROM scheduling_waiting WHERE made_hour = %s),
  (SELECT count(*) FROM scheduling_claim
    JOIN scheduling_slot ON scheduling_slot.id = scheduling_claim.slot_id
    JOIN scheduling_session ON scheduling_session.id = scheduling_slot.session_id
    WHERE scheduling_claim.kind = 'booking' AND NOT scheduling_slot.is_open
    AND scheduling_session.first_choice_until >= %s)
FROM scheduling_agenda WHERE id = 1
"""


@dataclass(frozen=True)
class State:
    """What decides, beside the slots, whether the public may book now."""

    version: int
    is_paused: bool
    made: int  # bookings and waiting entries made in this clock hour
    displaced: int  # bookings that still have the first choice of a new time

    def is_full(self, hour: Hour) -> bool:
        """Whether this clock hour has had its online bookings; 0 is no cap."""
        return 0 < hour.online_cap <= self.made


class AgendaManager(models.Manager["Agenda"]):
    def read_version(self) -> int:
        """Return the version by one bare SELECT: kept list pages hang on it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT version FROM scheduling_agenda WHERE id = 1")
            return int(cursor.fetchone()[0])

    def state(self, now: datetime) -> State:
        """Return the state of the calendar, in one statement."""
        hour, today = hour_count(now), local_date(now).isoformat()
        with connection.cursor() as cursor:
            cursor.execute(_STATE, [hour, hour, today])
            version, paused, made, displaced = cursor.fetchone()
        return State(version, bool(paused), made, displaced)

    def pause(self, on: bool, *, random: bytes) -> None:
        """Stop booking and joining on the web, or open them again."""
        with turnstile(fresh(random)):
            self.filter(pk=1).update(web_paused=on)

    def note_tick(self, now: datetime) -> None:
        """Remember the hour in which the timer last ran."""
        self.filter(pk=1).update(tick_hour=hour_count(now))

    def note_forget(self, now: datetime) -> None:
        """Remember the hour in which old rows were last deleted."""
        self.filter(pk=1).update(forget_hour=hour_count(now))


class Agenda(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.BigIntegerField(default=0)  # random per change: counts nothing
    web_paused = models.BooleanField(default=False)
    tick_hour = models.PositiveIntegerField(null=True)
    forget_hour = models.PositiveIntegerField(null=True)

    objects = AgendaManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="agenda_single_row"),
        ]

    def __str__(self) -> str:
        return "agenda"


def fresh(random: bytes) -> int:
    """Return the version that 8 random bytes make, a signed 64-bit number."""
    return int.from_bytes(random[:8], "big", signed=True)


@contextmanager
def turnstile(version: int) -> Iterator[None]:
    """Hold everything that writes until the block has committed.

    `version` is the calendar's version afterwards.
    """
    with transaction.atomic(durable=True):
        # PostgreSQL queues here; SQLite already did at BEGIN IMMEDIATE.
        Agenda.objects.select_for_update().get(pk=1)
        yield
        Agenda.objects.filter(pk=1).update(version=version)
