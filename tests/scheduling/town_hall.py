"""The calendar as a machine, second part: what the desk does."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from scheduling.hours import hour_count, instant, local_date
from scheduling.models import Agenda, Claim, Session, Slot
from scheduling.models.releases import release_made
from tests.scheduling.diary import LATE
from tests.scheduling.people import ANY, HOUR, SOME, People, pick, random
from tests.scheduling.town import KEYS, MOMENTS


class TownHall(People):
    def __init__(self):
        super().__init__()
        self.released = self.is_hour_day = False

    @precondition(lambda self: len(self.diary.booked()) < SOME)
    @rule(n=ANY)
    def phone(self, n):
        slot = self.slot(n)
        form = self.form_for(slot)
        may = slot in Slot.objects.free_for_desk(now=self.now, hour=HOUR)

        booked = self.attempt(
            "phone",
            lambda: Claim.seats.book_for_caller(
                form.ticket, "", keys=KEYS, hour=HOUR, now=self.now, random=random()
            ),
        )

        assert bool(booked) == may
        if booked:
            self.diary.note(booked.code, slot.pk, self.now)

    @rule(n=ANY)
    def block(self, n):
        slot = self.slot(n)
        is_taken = slot.is_taken(self.now)

        done = self.attempt(
            "block", lambda: Claim.seats.block(slot.pk, now=self.now, random=random())
        )

        assert bool(done) == (slot.is_open and not is_taken)

    @rule()
    def unblock(self):
        blocked = Slot.objects.filter(claim__kind="block").first()
        if blocked:
            Claim.seats.unblock(blocked.pk, random=random())

            assert not Claim.objects.filter(slot=blocked).exists()

    @precondition(lambda self: self.is_hour_day)
    @rule()
    def walk_in(self):
        session = self.session_of_today()
        seats = self.seats_of(session)

        claim = self.attempt(
            "walk_in",
            lambda: Claim.seats.seat_walk_in(
                session.pk, "es", now=self.now, random=random()
            ),
        )

        assert bool(claim) == bool(seats)
        assert claim is None or claim.slot in seats

    @precondition(lambda self: self.is_hour_day and self.diary.known(self.now.date()))
    @rule(n=ANY)
    def not_come(self, n):
        code = pick(n, self.begun(), self.diary.known(self.now.date()))
        claim = Claim.objects.find(code, keys=KEYS, now=self.now)
        late_from = claim.slot and claim.slot.starts_at + timedelta(minutes=10)
        may = claim.is_late or (claim.slot.is_open and self.now >= late_from)

        done = self.attempt(
            "not_come",
            lambda: (
                Claim.seats.not_come(claim.pk, hour=HOUR, now=self.now, random=random())
                or True
            ),
        )

        assert bool(done) == may
        if done:
            self.diary.note(code, LATE, self.now)

    @precondition(lambda self: LATE in self.diary.codes.values())
    @precondition(lambda self: self.is_hour_day)
    @rule()
    def came_after_all(self):
        code = next(one for one, at in self.diary.codes.items() if at == LATE)
        claim = Claim.objects.find(code, keys=KEYS, now=self.now)
        session = self.session_of_today()
        seats = self.seats_of(session)

        seated = self.attempt(
            "came_after_all",
            lambda: Claim.seats.came_after_all(
                claim.pk, session.pk, now=self.now, random=random()
            ),
        )

        assert bool(seated) == bool(seats)
        if seated:
            self.diary.note(code, seated.slot_id, self.now)

    @precondition(lambda self: self.is_hour_day)
    @rule()
    def close_the_hour(self):
        session = self.session_of_today()
        may = session.status == "closed" or self.now >= session.closable_at(10)

        done = self.attempt(
            "close_the_hour",
            lambda: (
                Session.objects.close(
                    session.pk, now=self.now, late_minutes=10, random=random()
                )
                or True
            ),
        )

        assert bool(done) == may
        self.diary.bury(self.now)

    @rule(on=st.booleans())
    def pause(self, on):
        Agenda.objects.pause(on, random=random())

    @rule(hours=st.integers(0, 30))
    def release(self, hours):
        last = hour_count(self.now)
        begun = {slot.pk for slot in Slot.objects.all() if slot.starts_at <= self.now}

        release_made(last - hours, last, moments=MOMENTS, now=self.now, random=random())

        self.released = True
        self.diary.release(last - hours, last, begun)

    def begun(self):
        """Return the codes whose time has begun today."""
        slots = {slot.pk for slot in Slot.objects.all() if slot.starts_at <= self.now}
        known = self.diary.known(self.now.date())
        return [code for code in known if self.diary.codes[code] in slots]

    def session_of_today(self):
        return Session.objects.get(date=local_date(self.now))

    def seats_of(self, session):
        """Return where somebody may sit who just comes."""
        slots = Slot.objects.filter(session=session, is_open=True)
        return [
            slot
            for slot in slots
            if not slot.is_taken(self.now) and self.now < instant(slot.date, slot.end)
        ]
