"""The one row that says which state the calendar is in, and the turnstile before it.

Every verb that writes goes through the turnstile: one writer at a time on both
engines, so there is no lock order to remember. It makes losers polite; what makes
them safe is the unique constraint on Claim.slot.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, models, transaction

from scheduling.hours import hour_count


class AgendaManager(models.Manager["Agenda"]):
    def read_version(self) -> int:
        """Return the version by one bare SELECT: kept list pages hang on it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT version FROM scheduling_agenda WHERE id = 1")
            return int(cursor.fetchone()[0])

    def note_tick(self, now: datetime) -> None:
        """Remember the hour in which the timer last ran."""
        self.filter(pk=1).update(tick_hour=hour_count(now))

    def note_forget(self, now: datetime) -> None:
        """Remember the hour in which old rows were last deleted."""
        self.filter(pk=1).update(forget_hour=hour_count(now))


class Agenda(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.BigIntegerField(default=0)  # random per change: counts nothing
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
