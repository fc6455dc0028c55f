"""Many at once, with real threads and real commits, on the engine at hand."""

from datetime import date
from secrets import token_bytes

import pytest
from django.db import IntegrityError, transaction

from scheduling import codes
from scheduling.models import Booked, Claim, ExceptionDay, Slot
from scheduling.refusals import Closed, Gone, Taken, UnknownCode
from tests.scheduling.town import (
    KEYS,
    NOW,
    book,
    cancel,
    close_day,
    find,
    make_hours,
    move,
    race,
    rows,
    send,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db(transaction=True)

SIX = [
    f"2026-{day} {start}"
    for day in ("11-24", "12-01")
    for start in ("13:30", "14:00", "14:30")
]


@pytest.fixture
def six(agenda, transactional_db):
    make_hours()
    return [slot_at(text) for text in SIX]


def back(slot):
    """Return a freed slot as it is after its moment."""
    Slot.objects.filter(pk=slot.pk).update(visible_from=None)
    return Slot.objects.get(pk=slot.pk)


def kinds(outcomes):
    """Count outcomes by class."""
    found = [one if isinstance(one, type) else type(one) for one in outcomes]
    return {kind: found.count(kind) for kind in found}


def test_64_racers_for_6_slots_make_6_bookings(six):
    forms = [ticket(six[number % 6]) for number in range(64)]

    outcomes = race([lambda form=form: send(form) for form in forms])

    assert kinds(outcomes) == {Booked: 6, Taken: 58}
    assert set(Claim.objects.values_list("slot", flat=True)) == {s.pk for s in six}


def test_64_racers_without_the_turnstile_make_6_bookings_too(six):
    def seat(slot):
        with transaction.atomic():
            return Claim.objects.seat(
                slot,
                codes.Digest(token_bytes(32)),
                "",
                signs=set(),
                now=NOW,
                random=token_bytes(16),
            )

    outcomes = race([lambda n=number: seat(six[n % 6]) for number in range(64)])

    assert kinds(outcomes) == {Claim: 6, IntegrityError: 58}
    assert Claim.objects.count() == 6


def test_one_form_sent_16_times_at_once_is_one_booking(six):
    form = ticket(six[0])

    outcomes = race([lambda: send(form)] * 16)

    assert kinds(outcomes) == {Booked: 16}
    assert len({outcome.code for outcome in outcomes}) == 1
    assert Claim.objects.count() == 1


def test_one_nonce_for_two_slots_is_one_booking(six):
    nonce = token_bytes(16)
    from scheduling import tickets

    forms = [
        tickets.issue(nonce=nonce, slot=slot.pk, turn=0, now=NOW, key=KEYS.current)
        for slot in six[:2]
    ]

    outcomes = race([lambda form=form: send(form) for form in forms * 8])

    assert kinds(outcomes) == {Booked: 16}
    assert len({outcome.claim.slot_id for outcome in outcomes}) == 1
    assert Claim.objects.count() == 1


def test_a_cancelled_booking_never_comes_back_by_a_replay(six):
    for _ in range(10):
        form = ticket(back(six[0]))
        code = send(form).code

        outcomes = race([lambda: cancel(code)] + [lambda: send(form)] * 5)  # noqa: B023

        assert outcomes[0] is None
        assert kinds(outcomes[1:]).keys() <= {Booked, Gone}
        assert Claim.objects.count() == 0


def test_of_two_movers_to_one_time_the_loser_keeps_the_old_one(six):
    one, other, target = book(six[0]), book(six[1]), six[2]

    outcomes = race([lambda: move(one, target), lambda: move(other, target)])

    assert kinds(outcomes) == {Claim: 1, Taken: 1}
    loser = [one, other][outcomes.index(Taken)]
    assert find(loser).slot == [six[0], six[1]][outcomes.index(Taken)]


def test_crossing_moves_leave_both_where_they_are(six):
    one, other = book(six[0]), book(six[1])

    outcomes = race([lambda: move(one, six[1]), lambda: move(other, six[0])])

    assert outcomes == [Taken, Taken]
    assert (find(one).slot, find(other).slot) == (six[0], six[1])


def test_a_move_beside_a_cancellation_ends_cancelled(six):
    for _ in range(5):
        code, target = book(back(six[0])), back(six[1])

        moved, cancelled = race(
            [lambda: move(code, target), lambda: cancel(code)]  # noqa: B023
        )

        assert cancelled is None
        assert moved is UnknownCode or isinstance(moved, Claim)
        assert Claim.objects.count() == 0


def test_a_booking_made_while_the_day_closes_is_displaced_or_refused(six):
    for number in range(5):
        ExceptionDay.objects.all().delete()
        make_hours()
        slot = Slot.objects.get(pk=six[number].pk)
        form = ticket(slot)

        booked, _ = race([lambda: send(form), lambda: close_day(slot.date)])  # noqa: B023

        if booked is Closed:
            assert not Claim.objects.filter(slot=slot).exists()
        else:
            assert find(booked.code).is_displaced


def test_the_hours_made_twice_beside_bookings_are_made_once(six):
    before = rows(Slot)
    forms = [ticket(slot) for slot in six]

    outcomes = race(
        [lambda: make_hours()] * 2 + [lambda form=form: send(form) for form in forms]
    )

    assert outcomes[:2] == [None, None]
    assert kinds(outcomes[2:]) == {Booked: 6}
    assert rows(Slot) == before


def test_two_nodes_that_start_at_once_make_the_hours_once(agenda, transactional_db):
    from scheduling.models import Session, WeeklyHour
    from tests.scheduling.town import HOUR

    WeeklyHour.objects.seed(HOUR, valid_from=date(2026, 11, 22))

    outcomes = race([make_hours] * 4)

    assert outcomes == [None] * 4
    assert (Session.objects.count(), Slot.objects.count()) == (6, 36)
