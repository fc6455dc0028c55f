"""When there should be an hour: weekly rules, and the dates that differ."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from scheduling.hours import CHANGED, CLOSED, EXTRA, Change, Rule, local_date
from scheduling.policy import WEEKDAYS, Hour

KEPT_DAYS = 400


class WeeklyHourManager(models.Manager["WeeklyHour"]):
    def seed(self, hour: Hour, *, valid_from: date) -> None:
        """Make the first rule from the policy; afterwards the rows are the truth."""
        if self.exists():
            return
        self.create(valid_from=valid_from, **_columns(hour))

    def agrees_with(self, hour: Hour) -> bool:
        """Whether a rule is as the policy says, or none was made yet."""
        return self.filter(**_columns(hour)).exists() or not self.exists()


def _columns(hour: Hour) -> dict[str, Any]:
    """Return what the policy says about the first rule."""
    return {
        "weekday": WEEKDAYS.index(hour.weekday) + 1,
        "start": time.fromisoformat(hour.start),
        "end": time.fromisoformat(hour.end),
        "slot_minutes": hour.slot_minutes,
        "desks": hour.desks,
        "desk_share": hour.desk_share,
        "walk_in_share": hour.walk_in_share,
    }


class WeeklyHour(models.Model):
    weekday = models.PositiveSmallIntegerField()  # 1 is Monday
    start = models.TimeField()
    end = models.TimeField()
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    desks = models.PositiveSmallIntegerField(default=1)
    desk_share = models.PositiveSmallIntegerField(default=1)
    walk_in_share = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    objects = WeeklyHourManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["weekday", "start", "valid_from"], name="weeklyhour_once"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="weeklyhour_weekday_1_7"
            ),
            models.CheckConstraint(  # no clock change can touch an hour by day
                condition=Q(start__gte=time(7), start__lt=F("end"), end__lte=time(22)),
                name="weeklyhour_by_day",
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(15, 120)),
                name="weeklyhour_minutes_15_120",
            ),
            models.CheckConstraint(
                condition=Q(desks__range=(1, 6)), name="weeklyhour_desks_1_6"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="weeklyhour_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"weekday {self.weekday} {self.start:%H:%M}-{self.end:%H:%M}"

    def as_rule(self) -> Rule:
        return Rule(
            weekday=self.weekday,
            start=self.start,
            end=self.end,
            slot_minutes=self.slot_minutes,
            desks=self.desks,
            desk_share=self.desk_share,
            walk_in_share=self.walk_in_share,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class ExceptionDayManager(models.Manager["ExceptionDay"]):
    def closed_days(self, first: date, last: date) -> list[date]:
        """Return the dates on which there are no consultation hours."""
        closed = self.filter(kind=CLOSED, date__range=(first, last))
        return list(closed.order_by("date").values_list("date", flat=True))

    def forget(self, now: datetime) -> int:
        """Delete exceptions of more than 400 days ago; returns how many."""
        limit = local_date(now) - timedelta(days=KEPT_DAYS)
        return self.filter(date__lt=limit).delete()[0]


class ExceptionDay(models.Model):
    KINDS = [(CLOSED, "closed"), (CHANGED, "changed"), (EXTRA, "extra")]
    REASONS = [
        ("holiday", "holiday"),
        ("staff", "staff"),
        ("building", "building"),
        ("other", "other"),
    ]

    date = models.DateField()
    kind = models.CharField(max_length=7, choices=KINDS)
    start = models.TimeField(null=True)
    end = models.TimeField(null=True)
    desks = models.PositiveSmallIntegerField(null=True)
    slot_minutes = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=8, choices=REASONS, default="other")

    objects = ExceptionDayManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[CLOSED, CHANGED, EXTRA]),
                name="exceptionday_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=CLOSED, start=None, end=None, desks=None, slot_minutes=None
                )
                | Q(kind=CHANGED, start=None, end=None)
                | Q(
                    kind__in=[CHANGED, EXTRA],
                    start__isnull=False,  # a comparison with NULL would pass
                    end__isnull=False,
                    start__gte=time(7),
                    start__lt=F("end"),
                    end__lte=time(22),
                ),
                name="exceptionday_times_fit_kind",
            ),
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(kind__in=[CLOSED, CHANGED]),
                name="exceptionday_one_closed_or_changed",
            ),
            models.UniqueConstraint(
                fields=["date", "start"],
                condition=Q(kind=EXTRA),
                name="exceptionday_one_extra_per_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"

    def stands_against(self, change: Change) -> bool:
        """Whether the table has no room for `change` beside this row."""
        if EXTRA in (self.kind, change.kind):
            return self.kind == change.kind and self.start == change.start
        return True

    def as_change(self) -> Change:
        return Change(
            date=self.date,
            kind=self.kind,
            start=self.start,
            end=self.end,
            desks=self.desks,
            slot_minutes=self.slot_minutes,
        )
