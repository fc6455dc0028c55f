"""Sessions: the hours that are held, made from the plan and closed when they end."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q

from scheduling.hours import PlannedSession, instant, local_date, plan
from scheduling.models.agenda import fresh, turnstile
from scheduling.models.claims import Claim
from scheduling.models.hours import ExceptionDay, WeeklyHour
from scheduling.models.slots import Slot, horizon
from scheduling.policy import Hour

OPEN, CANCELLED, CLOSED = "open", "cancelled", "closed"

CLOSES_AFTER = timedelta(hours=2)
KEPT_DAYS = 56


class SessionManager(models.Manager["Session"]):
    def make(self, *, now: datetime, hour: Hour, random: bytes) -> None:
        """Make the sessions and slots of today to the horizon; twice is once.

        Raises PlanOverlap; nothing has changed then.
        """
        with turnstile(fresh(random)):
            self.apply(local_date(now), horizon(now, hour))

    def apply(self, first: date, last: date) -> None:
        """Bring sessions and slots in line with the rules, inside the turnstile.

        Slots that are no longer planned are closed, never deleted: a booking on one
        of them is displaced. Past dates and closed sessions are not touched.
        """
        planned = _planned(first, last)
        span = self.filter(date__range=(first, last))
        over = set(span.filter(status=CLOSED).values_list("date", "start"))
        planned = [one for one in planned if (one.date, one.start) not in over]

        self._follow(planned, span.exclude(status=CLOSED))
        numbers = {
            (date, start): pk
            for date, start, pk in span.values_list("date", "start", "pk")
        }
        _follow_slots(planned, numbers, Slot.objects.filter(date__range=(first, last)))

    def missing(self, first: date, last: date) -> list[date]:
        """Return the dates from `first` to `last` that lack a planned session."""
        made = set(self.filter(date__range=(first, last)).values_list("date", "start"))
        planned = _planned(first, last)
        return [one.date for one in planned if (one.date, one.start) not in made]

    def close(self, session: "Session", *, random: bytes) -> None:
        """End a session: its claims and slots are deleted. Twice is once."""
        with turnstile(fresh(random)):
            self._close([session.pk])

    def forget(self, now: datetime, *, latest: time, random: bytes) -> int:
        """Close what is over and delete what is old; returns how many were closed.

        Over is what ended 2 hours ago, of today everything once it is `latest`, and
        all earlier days.
        """
        today = local_date(now)
        unfinished = self.filter(date__lte=today).exclude(status=CLOSED)
        over = [one.pk for one in unfinished if one.is_over(now, latest)]
        old = self.filter(date__lt=today - timedelta(days=KEPT_DAYS))
        if over or old.exists():
            with turnstile(fresh(random)):
                self._close(over)
                old.delete()
        return len(over)

    def _close(self, sessions: list[int]) -> None:
        Claim.objects.filter(slot__session__in=sessions).delete()
        Slot.objects.filter(session__in=sessions).delete()
        self.filter(pk__in=sessions).update(status=CLOSED)

    def _follow(
        self, planned: list[PlannedSession], rows: "models.QuerySet[Session]"
    ) -> None:
        wanted = {(one.date, one.start): one for one in planned}
        changed = [
            row for row in rows if row.follow(wanted.pop((row.date, row.start), None))
        ]
        self.bulk_update(changed, ["end", "slot_minutes", "desks", "status"])
        self.bulk_create(
            Session(
                date=one.date,
                start=one.start,
                end=one.end,
                slot_minutes=one.slot_minutes,
                desks=one.desks,
            )
            for one in wanted.values()
        )


class Session(models.Model):
    STATUSES = [(OPEN, "open"), (CANCELLED, "cancelled"), (CLOSED, "closed")]

    date = models.DateField()
    start = models.TimeField()
    end = models.TimeField()
    slot_minutes = models.PositiveSmallIntegerField()
    desks = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=9, choices=STATUSES, default=OPEN)

    objects = SessionManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "start"], name="session_once"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="session_start_before_end"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[OPEN, CANCELLED, CLOSED]),
                name="session_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.start:%H:%M}-{self.end:%H:%M}"

    def is_over(self, now: datetime, latest: time) -> bool:
        """Whether the session should be closed by now."""
        ended = instant(self.date, self.end) + CLOSES_AFTER
        return now >= min(ended, instant(self.date, latest))

    def follow(self, planned: PlannedSession | None) -> bool:
        """Take over what is planned, or cancel; returns whether anything changed."""
        before = (self.end, self.slot_minutes, self.desks, self.status)
        self.status = OPEN if planned and planned.slots else CANCELLED
        if planned is not None:
            self.end = planned.end
            self.slot_minutes = planned.slot_minutes
            self.desks = planned.desks
        return before != (self.end, self.slot_minutes, self.desks, self.status)


def _planned(first: date, last: date) -> list[PlannedSession]:
    return plan(
        [rule.as_rule() for rule in WeeklyHour.objects.all()],
        [day.as_change() for day in ExceptionDay.objects.all()],
        first,
        last,
    )


def _follow_slots(
    planned: list[PlannedSession],
    numbers: dict[tuple[date, time], int],
    rows: models.QuerySet[Slot],
) -> None:
    """Make the planned slots that are missing and close the others of `rows`."""
    wanted = {
        (one.date, slot.start, slot.desk): (slot, numbers[one.date, one.start])
        for one in planned
        for slot in one.slots
    }
    changed = []
    for row in rows:
        slot, number = wanted.pop(
            (row.date, row.start, row.desk), (None, row.session_id)
        )
        if row.follow(slot, number):
            changed.append(row)
    Slot.objects.bulk_update(changed, ["session", "minutes", "channel", "is_open"])
    Slot.objects.bulk_create(
        Slot(
            session_id=number,
            date=day,
            start=slot.start,
            minutes=slot.minutes,
            desk=slot.desk,
            channel=slot.channel,
        )
        for (day, _, _), (slot, number) in wanted.items()
    )
