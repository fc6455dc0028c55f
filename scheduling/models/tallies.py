"""Numbers about nobody: totals of a quarter, and look-ups that found nothing."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models
from django.db.models import F

from scheduling.hours import hour_count, local_date

MINUTES_HELD, SLOTS_OPEN, SLOTS_TAKEN = "minutes_held", "slots_open", "slots_taken"
INTERVIEWS, NOT_COME = "interviews", "not_come"
NAMES = (MINUTES_HELD, SLOTS_OPEN, SLOTS_TAKEN, INTERVIEWS, NOT_COME)

MANY_MISSES = 60  # in this clock hour and the one before: the desk is told
MISS_HOURS = 48


def quarter(day: date) -> int:
    """Return the quarter of a date: 20264 is the last one of 2026."""
    return day.year * 10 + (day.month + 2) // 3


class TallyManager(models.Manager["Tally"]):
    def add(self, day: date, counts: Mapping[str, int]) -> None:
        """Add to the totals of a day's quarter, inside the turnstile."""
        for name, count in counts.items():
            row, _ = self.get_or_create(quarter=quarter(day), name=name)
            row.count += count
            row.save(update_fields=["count"])

    def read(self, number: int) -> dict[str, int]:
        """Return the totals of a quarter by name; a name never counted is 0."""
        found = dict(self.filter(quarter=number).values_list("name", "count"))
        return {name: found.get(name, 0) for name in NAMES}

    def quarters(self) -> list[int]:
        """Return the quarters with totals, the latest first."""
        numbers = self.order_by("-quarter").values_list("quarter", flat=True)
        return list(numbers.distinct())

    def forget(self, now: datetime, *, years: int) -> int:
        """Delete totals of more than `years` years ago; returns how many rows."""
        return self.filter(quarter__lt=quarter(local_date(now)) - 10 * years).delete()[
            0
        ]


class Tally(models.Model):
    quarter = models.PositiveIntegerField()  # 20264
    name = models.CharField(max_length=12, choices=[(name, name) for name in NAMES])
    count = models.PositiveIntegerField(default=0)

    objects = TallyManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quarter", "name"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.name}"


class MissManager(models.Manager["Miss"]):
    def add(self, now: datetime) -> None:
        """Count a well-formed code that nobody has; about whom is not known."""
        hour = hour_count(now)
        # Another node may make the row at this very moment.
        self.bulk_create([Miss(hour=hour, count=0)], ignore_conflicts=True)
        self.filter(hour=hour).update(count=F("count") + 1)

    def recent(self, now: datetime) -> int:
        """Return the misses of this clock hour and the one before."""
        hour = hour_count(now)
        counts = self.filter(hour__in=[hour - 1, hour]).values_list("count", flat=True)
        return sum(counts)

    def forget(self, now: datetime) -> int:
        """Delete the counts of more than 48 hours ago; returns how many."""
        return self.filter(hour__lt=hour_count(now) - MISS_HOURS).delete()[0]


class Miss(models.Model):
    hour = models.PositiveIntegerField()  # clock hours since 1970-01-01T00Z
    count = models.PositiveIntegerField()

    objects = MissManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour"], name="miss_once")]

    def __str__(self) -> str:
        return f"{self.count} in hour {self.hour}"
