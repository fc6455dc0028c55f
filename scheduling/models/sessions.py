"""Sessions: the hours that are held, made from the plan and closed when they end."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Count, F, Q

from scheduling.hours import WALK_IN, PlannedSession, instant, local_date
from scheduling.models import plans, tallies
from scheduling.models.agenda import fresh, turnstile
from scheduling.models.claims import BLOCK, BOOKING, Claim
from scheduling.models.claims import WALK_IN as SEATED
from scheduling.models.slots import Slot, horizon
from scheduling.models.tallies import Tally
from scheduling.policy import Hour, Moments
from scheduling.refusals import Gone, StillRunning

OPEN, CANCELLED, CLOSED = "open", "cancelled", "closed"

CLOSES_AFTER = timedelta(hours=2)
KEPT_DAYS = 56


class SessionManager(models.Manager["Session"]):
    def make(
        self, *, now: datetime, hour: Hour, moments: Moments, random: bytes
    ) -> None:
        """Make the sessions and slots of today to the horizon; twice is once.

        Raises PlanOverlap; nothing has changed then.
        """
        with turnstile(fresh(random)):
            self.apply(local_date(now), horizon(now, hour), now=now, moments=moments)

    def apply(
        self, first: date, last: date, *, now: datetime, moments: Moments
    ) -> None:
        """Bring sessions and slots in line with the rules, inside the turnstile.

        Slots that are no longer planned are closed, never deleted: a booking on one
        of them is displaced. Past dates and closed sessions are not touched.
        """
        planned = plans.planned(first, last)
        span = self.filter(date__range=(first, last))
        over = set(span.filter(status=CLOSED).values_list("date", "start"))
        planned = [one for one in planned if (one.date, one.start) not in over]

        self._follow(planned, span.exclude(status=CLOSED))
        numbers = {
            (date, start): pk
            for date, start, pk in span.values_list("date", "start", "pk")
        }
        wanted = {
            (one.date, slot.start, slot.desk): (slot, numbers[one.date, one.start])
            for one in planned
            for slot in one.slots
        }
        rows = Slot.objects.filter(date__range=(first, last))
        plans.follow(wanted, rows, now=now, moments=moments)
        plans.clear_closed(list(numbers.values()))
        self._give_first_choice(span.exclude(status=CLOSED), local_date(now))

    def missing(self, first: date, last: date) -> list[date]:
        """Return the dates from `first` to `last` that lack a planned session."""
        made = set(self.filter(date__range=(first, last)).values_list("date", "start"))
        planned = plans.planned(first, last)
        return [one.date for one in planned if (one.date, one.start) not in made]

    def on(self, day: date) -> list["Session"]:
        """Return the sessions of a date, in order."""
        return list(self.filter(date=day).order_by("start"))

    def month(self, first: date, last: date) -> list["Session"]:
        """Return sessions with their counts: open, booked, displaced, free."""
        is_open, is_booked = Q(slot__is_open=True), Q(slot__claim__kind=BOOKING)
        rows = self.filter(date__range=(first, last)).annotate(
            open_count=Count("slot", filter=is_open),
            booked_count=Count("slot", filter=is_open & is_booked),
            displaced_count=Count("slot", filter=~is_open & is_booked),
            free_count=Count("slot", filter=is_open & Q(slot__claim=None)),
        )
        return list(rows.order_by("date", "start"))

    def next_walk_ins(self, today: date) -> list[Slot]:
        """Return the first seat for walk-ins of each coming session."""
        seats = Slot.objects.filter(channel=WALK_IN, is_open=True, date__gte=today)
        first: dict[int, Slot] = {}
        for seat in seats.order_by("date", "start", "desk"):
            first.setdefault(seat.session_id, seat)
        return list(first.values())

    def close(
        self, session_id: int, *, now: datetime, late_minutes: int, random: bytes
    ) -> None:
        """End a session: its claims and slots are deleted. Twice is once.

        Raises Gone, and StillRunning while its last time may still be waited for.
        """
        with turnstile(fresh(random)):
            session = self.filter(pk=session_id).first()
            if session is None:
                raise Gone
            if session.status == CLOSED:
                return
            if now < session.closable_at(late_minutes):
                raise StillRunning
            self._close([session])

    def forget(self, now: datetime, *, latest: time, random: bytes) -> int:
        """Close what is over and delete what is old; returns how many were closed.

        Over is what ended 2 hours ago, of today everything once it is `latest`, and
        all earlier days.
        """
        today = local_date(now)
        unfinished = self.filter(date__lte=today).exclude(status=CLOSED)
        over = [one for one in unfinished if one.is_over(now, latest)]
        old = self.filter(date__lt=today - timedelta(days=KEPT_DAYS))
        if over or old.exists():
            with turnstile(fresh(random)):
                numbers = [one.pk for one in over]
                # Read again: the desk may have closed one just now.
                self._close(list(self.filter(pk__in=numbers).exclude(status=CLOSED)))
                old.delete()
        return len(over)

    def _close(self, sessions: list["Session"]) -> None:
        for session in sessions:
            Tally.objects.add(session.date, session.figures())
            Claim.objects.filter(slot__session=session).delete()
            Slot.objects.filter(session=session).delete()
            session.status = CLOSED
            session.save(update_fields=["status"])
            if not self.filter(date=session.date).exclude(status=CLOSED).exists():
                # Who is late may still come to a second hour of the day.
                Claim.objects.filter(slot=None).delete()

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

    def _give_first_choice(self, span: "models.QuerySet[Session]", today: date) -> None:
        """Give it to sessions with displaced bookings, take it from the others."""
        displaced = Q(slot__is_open=False, slot__claim__kind=BOOKING)
        losing = set(span.filter(displaced).values_list("pk", flat=True))
        for session in span.filter(first_choice_until=None, pk__in=losing):
            until = plans.first_choice_until(session.date, today)
            self.filter(pk=session.pk).update(first_choice_until=until)
        given = span.filter(first_choice_until__isnull=False)
        given.exclude(pk__in=losing).update(first_choice_until=None)


class Session(models.Model):
    STATUSES = [(OPEN, "open"), (CANCELLED, "cancelled"), (CLOSED, "closed")]

    date = models.DateField()
    start = models.TimeField()
    end = models.TimeField()
    slot_minutes = models.PositiveSmallIntegerField()
    desks = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=9, choices=STATUSES, default=OPEN)
    # Until when the people whose time was closed choose a new one first.
    first_choice_until = models.DateField(null=True)
    not_come = models.PositiveSmallIntegerField(default=0)

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
        end = instant(self.date, self.end)
        # `latest` belongs to the policy, `end` to this hour, which may be held later.
        return now >= min(end + CLOSES_AFTER, max(end, instant(self.date, latest)))

    def closable_at(self, late_minutes: int) -> datetime:
        """Return from when on the desk may close it: its last time has begun.

        Times that were closed under a booking count; a session without any open time
        waits for its end.
        """
        used = Q(is_open=True) | Q(claim__isnull=False)
        slots = list(Slot.objects.filter(used, session=self).order_by("start"))
        if not any(slot.is_open for slot in slots):
            return instant(self.date, self.end)
        return slots[-1].starts_at + timedelta(minutes=late_minutes)

    def count_not_come(self, change: int) -> None:
        """Count one who has not come, or who came after all."""
        rows = Session.objects.filter(pk=self.pk, not_come__gte=-change)
        rows.update(not_come=F("not_come") + change)

    def figures(self) -> dict[str, int]:
        """Return what the totals of a quarter take over at the closing."""
        slots = Slot.objects.select_related("claim").filter(session=self, is_open=True)
        kinds = [slot.booking.kind if slot.booking else "" for slot in slots]
        held = sum(kind in (BOOKING, SEATED) for kind in kinds)
        taken = held + kinds.count(BLOCK) + self.not_come
        return {
            tallies.MINUTES_HELD: sum(slot.minutes for slot in slots),
            tallies.SLOTS_OPEN: len(kinds),
            tallies.SLOTS_TAKEN: min(taken, len(kinds)),
            tallies.INTERVIEWS: held,
            tallies.NOT_COME: self.not_come,
        }

    def follow(self, planned: PlannedSession | None) -> bool:
        """Take over what is planned, or cancel; returns whether anything changed."""
        before = (self.end, self.slot_minutes, self.desks, self.status)
        self.status = OPEN if planned and planned.slots else CANCELLED
        if planned is not None:
            self.end = planned.end
            self.slot_minutes = planned.slot_minutes
            self.desks = planned.desks
        return before != (self.end, self.slot_minutes, self.desks, self.status)
