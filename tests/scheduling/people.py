"""The calendar as a machine, first part: what people do with forms and codes.

Each rule says by itself, from what the pages would show, whether its verb must work.
What everybody knows afterwards is written into the diary.
"""

from dataclasses import replace
from datetime import timedelta
from secrets import token_bytes
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from scheduling import codes, tickets
from scheduling.hours import local_date
from scheduling.models import Agenda, Claim, Slot, Waiting
from scheduling.refusals import Refused, TicketRefused, UnknownCode
from tests.scheduling.diary import LATE, WAITING, Diary, Form, digest
from tests.scheduling.town import HOUR as TOWN
from tests.scheduling.town import KEYS, MOMENTS, NOW

HOUR = replace(TOWN, horizon_weeks=2)  # few times, so that people meet
SOME = 6  # of the 12 times; more would leave nothing to wait for
ANY = st.integers(0, 99)
FRESH = timedelta(minutes=30)


def random():
    return token_bytes(16)


def pick(number, preferred, every):
    among = every if number % 2 or not preferred else preferred
    return among[number // 2 % len(among)]


class People(RuleBasedStateMachine):
    done: ClassVar = set()  # the verbs that have worked at least once

    def __init__(self):
        super().__init__()
        self.diary, self.now = Diary(), NOW

    @rule(n=ANY)
    def read_the_check_page(self, n):
        self.form_for(self.slot(n))

    @rule(n=ANY)
    def book(self, n):
        self.confirm_form(self.form_for(self.slot(n)))

    @precondition(lambda self: self.diary.forms)
    @rule(n=ANY)
    def confirm(self, n):
        """Send a form that was opened some time ago, perhaps for the second time."""
        forms = self.diary.forms
        self.confirm_form(forms[n % len(forms)])

    @precondition(lambda self: self.diary.known(self.now.date()))
    @rule(n=ANY, to=ANY)
    def move(self, n, to):
        code, target = self.booked(n), self.slot(to)
        claim = Claim.objects.find(code, keys=KEYS, now=self.now)
        free = Slot.objects.free_for(claim, now=self.now, hour=HOUR)
        may = not claim.has_started(self.now) and target in free

        moved = self.attempt(
            "move",
            lambda: Claim.objects.move(code, target.pk, hour=HOUR, **self.common()),
        )

        if target.pk != claim.slot_id:
            assert bool(moved) == may
        if moved:
            self.diary.note(code, target.pk, self.now)

    @precondition(lambda self: self.diary.known(self.now.date()))
    @rule(n=ANY)
    def cancel(self, n):
        code = self.booked(n)
        claim = Claim.objects.find(code, keys=KEYS, now=self.now)

        gone = self.attempt(
            "cancel", lambda: Claim.objects.cancel(code, **self.common()) or True
        )

        assert bool(gone) == (not claim.has_started(self.now))
        if gone:
            self.diary.strike(code)

    # Waiting

    @precondition(lambda self: len(self.diary.waiting()) < SOME)
    @rule()
    def join(self):
        state, length = Agenda.objects.state(self.now), len(self.diary.waiting())
        ticket = tickets.issue_waiting(nonce=random(), now=self.now, key=KEYS.current)

        joined = self.attempt(
            "join",
            lambda: Waiting.objects.join(
                ticket, "es", keys=KEYS, hour=HOUR, now=self.now, random=random()
            ),
        )

        full = state.is_paused or state.is_full(HOUR) or length >= 24
        assert bool(joined) == (not full)
        if joined:
            self.diary.note(joined.code, WAITING, self.now)
            assert self.queue()[-1] == digest(joined.code)

    @precondition(lambda self: self.diary.offers)
    @rule(n=ANY)
    def accept(self, n):
        code = self.waiting(n)
        offer = self.offer_of(code)

        claim = self.attempt(
            "accept",
            lambda: Waiting.objects.accept(
                code, keys=KEYS, now=self.now, random=random()
            ),
        )

        assert bool(claim) == (offer is not None and not offer.is_over(self.now))
        if claim:
            assert claim.slot_id == offer.slot_id
            self.diary.note(code, claim.slot_id, self.now)

    @precondition(lambda self: self.diary.offers)
    @rule(n=ANY)
    def skip(self, n):
        code = self.waiting(n)
        offer = self.offer_of(code)

        done = self.attempt(
            "skip", lambda: Waiting.objects.skip(code, **self.common()) or True
        )

        assert bool(done) == (offer is not None and not offer.is_over(self.now))
        if done:
            assert self.queue()[-1] == digest(code)

    @precondition(lambda self: self.diary.waiting())
    @rule(n=ANY)
    def leave(self, n):
        code = self.waiting(n)

        Waiting.objects.leave(code, **self.common())

        self.diary.strike(code)

    @precondition(lambda self: self.diary.waiting())
    @rule(n=ANY, to=ANY)
    def book_while_waiting(self, n, to):
        code, target = self.waiting(n), self.slot(to)
        may = target in Slot.objects.free(now=self.now, hour=HOUR)

        claim = self.attempt(
            "book_while_waiting",
            lambda: Waiting.objects.book(code, target.pk, hour=HOUR, **self.common()),
        )

        assert bool(claim) == may
        if claim:
            self.diary.note(code, target.pk, self.now)

    @precondition(
        lambda self: self.diary.displaced and self.diary.known(self.now.date())
    )
    @rule(n=ANY)
    def wait_instead(self, n):
        code = self.booked(n)
        claim = Claim.objects.find(code, keys=KEYS, now=self.now)
        may = claim.is_displaced and not claim.has_started(self.now)

        entry = self.attempt(
            "wait_instead", lambda: Waiting.objects.wait_instead(code, **self.common())
        )

        assert bool(entry) == may
        if entry:
            self.diary.note(code, WAITING, self.now)
            assert entry.priority == 0

    # Words

    def common(self):
        return {"keys": KEYS, "moments": MOMENTS, "now": self.now, "random": random()}

    def attempt(self, name, verb):
        """Return what a verb returns, None where it refuses with one of its reasons."""
        try:
            answer = verb()
        except (TicketRefused, UnknownCode):
            raise
        except Refused:
            return None
        self.done.add(name)
        return answer

    def slot(self, n):
        """Choose a time: an even number means one that the list shows, if any."""
        every = Slot.objects.filter(date__gte=local_date(self.now)).order_by("pk")
        return pick(n, Slot.objects.free(now=self.now, hour=HOUR), every)

    def booked(self, n):
        """Choose an appointment: an even number means a displaced one, if any."""
        lost = {bytes(one.digest) for one in Claim.seats.displaced(self.now)}
        every = self.diary.known(self.now.date())
        return pick(n, [code for code in every if digest(code) in lost], every)

    def waiting(self, n):
        """Choose who waits: an even number means somebody with an offer, if any."""
        asked = Waiting.objects.exclude(claim=None).values_list("digest", flat=True)
        digests, every = set(map(bytes, asked)), self.diary.waiting()
        return pick(n, [code for code in every if digest(code) in digests], every)

    def offer_of(self, code):
        return Waiting.objects.find(code, keys=KEYS).offer

    def queue(self):
        rows = Waiting.objects.order_by("priority", "pk")
        return [bytes(one) for one in rows.values_list("digest", flat=True)]

    def form_for(self, slot):
        """Open the check page of a slot."""
        nonce = random()
        ticket = tickets.issue(
            nonce=nonce, slot=slot.pk, turn=slot.turn, now=self.now, key=KEYS.current
        )
        code = codes.derive(nonce, key=KEYS.current)
        form = Form(ticket, code, slot.pk, slot.turn, self.now)
        self.diary.forms.append(form)
        return form

    def confirm_form(self, form):
        place = self.diary.codes.get(form.code, WAITING)
        is_fresh = self.now - form.made <= FRESH
        # What was cancelled or went to the waiting list never comes back by a form.
        is_new = form.code not in self.diary.made
        may = is_fresh and (place != WAITING or (is_new and self.is_on_offer(form)))

        booked = self.attempt(
            "confirm_form",
            lambda: Claim.objects.book(
                form.ticket, "", keys=KEYS, hour=HOUR, now=self.now, random=random()
            ),
        )

        assert bool(booked) == may
        if booked:
            assert booked.code == form.code
            assert place in (WAITING, booked.claim.slot_id or LATE)
            self.diary.note(form.code, booked.claim.slot_id or LATE, self.now)

    def is_on_offer(self, form):
        """Whether the list shows the slot of a form, not freed since, to be booked."""
        free = Slot.objects.free(now=self.now, hour=HOUR)
        is_shown = (form.slot, form.turn) in {(slot.pk, slot.turn) for slot in free}
        return is_shown and not Agenda.objects.state(self.now).is_full(HOUR)
