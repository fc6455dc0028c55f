"""The calendar as a machine, third part: the coordinator, the timer and the clock.

After every step the database must agree with what everybody knows (diary) and keep
what always holds (promises). Time jumps, with a timer that works or stands still.
"""

from datetime import UTC, time, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from config.management.commands.forget import forget_appointments
from scheduling.hours import CLOSED, ZONE, Change, instant, local_date
from scheduling.models import ExceptionDay, OfferRound, Session, Slot, timetable
from scheduling.refusals import BadHour
from tests.scheduling import promises
from tests.scheduling.people import ANY, HOUR, random
from tests.scheduling.town import MOMENTS, at, make_hours
from tests.scheduling.town_hall import TownHall

# Two hours before a round; two of them in the days before a change of the clock.
STARTS = [at("2026-11-22 07:12"), at("2026-10-23 07:50"), at("2027-03-25 15:58")]
MINUTES = [1, 5, 20, 60, 180, 480, 1440, 2880]


class Calendar(TownHall):
    steps = 0

    def __init__(self):
        super().__init__()
        # All of an example is undone at its end; the verbs take it for no transaction.
        self.undone = transaction.atomic()
        self.undone._from_testcase = True
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(
        start=st.sampled_from(STARTS),
        look=st.integers(0, 287),
        taken=st.integers(0, 8),
        waiting=st.integers(0, 4),
    )
    def open(self, start, look, taken, waiting):
        """Begin with some appointments and some who wait, until after a round.

        Everybody who waits looks at one time of the day, every day.
        """
        self.now, self.look = start, time(*divmod(5 * look, 60))
        self.made_on = None
        self.make()
        for number in range(taken):
            self.phone(2 * number + 1)
        self.travel(start.astimezone(UTC) + timedelta(hours=1), is_up=True)
        for _ in range(waiting):
            self.join()
        self.travel(start.astimezone(UTC) + timedelta(hours=2), is_up=True)

    # The coordinator

    @rule(n=ANY)
    def close_a_day(self, n):
        self.close_day_of(self.slot(n))

    @rule(n=ANY)
    def open_it_again(self, n):
        closed = ExceptionDay.objects.filter(date__gte=local_date(self.now))
        if closed:
            one = closed.order_by("pk")[n % len(closed)]
            timetable.remove_exception(one.pk, context=self.context())

    @rule(n=ANY)
    def close_a_day_and_open_it_again(self, n):
        slot = self.slot(n)
        before = self.layout(slot.date)

        closed = self.close_day_of(slot)
        if closed:
            timetable.remove_exception(closed.pk, context=self.context())

        assert self.layout(slot.date) == before

    @rule()
    def make_the_hours_again(self):
        make_hours(self.now, HOUR)
        before = self.layout()

        make_hours(self.now, HOUR)

        assert self.layout() == before

    # Time

    @rule(minutes=st.sampled_from(MINUTES), is_up=st.sampled_from([True, True, False]))
    def wait(self, minutes, is_up):
        later = self.now.astimezone(UTC) + timedelta(minutes=minutes)
        self.travel(later, is_up=is_up)

    @rule(minutes=st.integers(0, 180))
    def go_to_the_hour(self, minutes):
        day = Slot.objects.filter(date__gte=local_date(self.now)).order_by("date")[0]
        target = instant(day.date, day.session.start) + timedelta(minutes=minutes)
        if target > self.now:
            self.travel(target, is_up=True)

    @rule()
    def run_the_timer(self):
        self.tick()

    @invariant()
    def all_is_as_it_should_be(self):
        seen = promises.picture(self.now)
        if len(seen.unseen) <= promises.MOST_UNSEEN:
            self.released = False

        promises.hold_of(seen, HOUR)
        self.diary.agrees(seen)
        self.diary.follow_offers(seen)
        assert self.released or len(seen.unseen) <= promises.MOST_UNSEEN
        today = local_date(self.now)
        self.is_hour_day = today in {slot.date for slot in seen.slots}
        type(self).steps += 1

    # Words

    def context(self):
        return timetable.Context(self.now, HOUR, MOMENTS, random())

    def close_day_of(self, slot):
        """Close the date of a slot; returns the exception, None if it is refused."""
        change = Change(slot.date, CLOSED)
        try:
            return timetable.add_exception(change, "staff", context=self.context())
        except BadHour:
            return None

    def layout(self, day=None):
        """Return what closing and opening again must leave as it was."""
        of = {"date": day} if day else {}
        slots = Slot.objects.filter(**of).order_by("pk")
        fields = ("session", "start", "minutes", "desk", "channel", "is_open", "turn")
        sessions = Session.objects.filter(**of).order_by("pk")
        held = slots.filter(claim__kind="booking")
        return (
            list(slots.values_list("pk", *fields)),
            list(sessions.values()),
            list(held.values_list("claim__digest", "claim__call_sign", "pk")),
        )

    def travel(self, target, *, is_up):
        """Let time pass; whoever waits looks every day, the timer may stand still."""
        target = target.astimezone(UTC)
        for moment in self.stops(target):
            self.now = moment.astimezone(ZONE)
            if is_up and (moment == target or self.now.time() in MOMENTS.times):
                self.tick()
            if self.now.time() == self.look:
                self.diary.look_at_offers(promises.picture(self.now))

    def stops(self, target):
        """Return the moments of rounds and looks up to `target`, and `target`."""
        days = (target.astimezone(ZONE).date() - self.now.date()).days
        found = {target} | {
            instant(self.now.date() + timedelta(days=day), clock)
            for day in range(days + 1)
            for clock in [*MOMENTS.times, self.look]
        }
        return sorted(one for one in found if self.now < one <= target)

    def tick(self):
        """Do what the timer does: forget, make the hours, hold the round."""
        forget_appointments(self.now)
        self.diary.bury(self.now)
        if self.made_on != local_date(self.now):
            self.make()
        self.hold_round()

    def make(self):
        make_hours(self.now, HOUR)
        self.made_on = local_date(self.now)

    def hold_round(self):
        before = promises.picture(self.now)
        promises.nothing_is_older_than_today(before)
        is_due = OfferRound.objects.is_due(self.now, MOMENTS)

        OfferRound.objects.hold(
            now=self.now, hour=HOUR, moments=MOMENTS, random=random()
        )

        if is_due:
            after = promises.picture(self.now)
            promises.queue_is_served_in_order(before, after)
            in_time = self.now == promises.moment(self.now)
            self.diary.follow_offers(after, in_time=in_time)
