"""Many at once at the desk, on the waiting list and at the timer."""

import itertools
import time
from contextlib import suppress

import pytest

from scheduling.models import (
    Agenda,
    Booked,
    Claim,
    Miss,
    OfferRound,
    Session,
    Slot,
    Tally,
    Waiting,
)
from scheduling.refusals import (
    Gone,
    HourFull,
    OfferOver,
    Refused,
    SessionFull,
    Taken,
)
from tests.scheduling.town import (
    NOW,
    accept,
    at,
    block,
    book,
    cancel,
    entry_form,
    find,
    give_back,
    hold_round,
    join,
    look,
    make_hours,
    move,
    not_come,
    queue,
    race,
    rows,
    seat,
    send,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db(transaction=True)

ROUND, END = at("2026-11-22 17:00"), at("2026-11-23 17:00")


@pytest.fixture
def slot(agenda, transactional_db):
    make_hours()
    return slot_at("2026-11-24 13:30")


def on(clock):
    return at(f"2026-11-24 {clock}")


def kinds(outcomes):
    """Count outcomes by class."""
    found = [one if isinstance(one, type) else type(one) for one in outcomes]
    return {kind: found.count(kind) for kind in found}


def test_two_rounds_at_once_are_one(slot):
    code = join()

    outcomes = race([lambda: hold_round(ROUND)] * 4)

    assert sorted(outcomes) == [0, 0, 0, 1]
    assert (look(code, now=ROUND), OfferRound.objects.count()) == ("offer", 1)


def test_an_answer_beside_the_end_of_its_offer_is_one_or_the_other(slot):
    for _ in range(5):
        OfferRound.objects.all().delete()
        code = join()
        hold_round(ROUND)

        # The answer comes a moment before the end, the round a moment after it.
        claim, _ = race(
            [
                lambda: accept(code, now=at("2026-11-23 16:59")),  # noqa: B023
                lambda: hold_round(END),
            ]
        )

        if claim is OfferOver:
            assert look(code, now=END) in ("waiting", "offer")
            give_back("leave", code, now=END)
        else:
            assert (look(code, now=END), queue()) == ("booked", [])
            cancel(code)
        Slot.objects.update(visible_from=None)


def test_leaving_beside_a_round_leaves_nothing_behind(slot):
    for _ in range(5):
        OfferRound.objects.all().delete()
        code = join()

        left, _ = race(
            [
                lambda: give_back("leave", code, now=ROUND),  # noqa: B023
                lambda: hold_round(ROUND),
            ]
        )

        assert left is None
        assert (rows(Claim), rows(Waiting)) == ([], [])


def test_one_form_sent_16_times_at_once_is_one_entry(slot):
    form = entry_form()

    outcomes = race([lambda: join(form=form)] * 16)

    assert len(set(outcomes)) == 1
    assert Waiting.objects.count() == 1


def test_an_offer_taken_twice_at_once_is_one_booking(slot):
    code = join()
    hold_round(ROUND)

    outcomes = race([lambda: accept(code, now=ROUND)] * 4)

    assert kinds(outcomes) == {Claim: 4}
    assert Claim.objects.count() == 1


def test_walk_ins_at_two_desks_get_two_slots(slot):
    outcomes = race([lambda: seat(slot.session, now=on("13:10"))] * 8)

    assert kinds(outcomes) == {Claim: 6, SessionFull: 2}
    assert len({one.slot_id for one in outcomes if isinstance(one, Claim)}) == 6
    assert len({one.call_sign for one in outcomes if isinstance(one, Claim)}) == 6


def test_two_blocks_and_a_booking_on_one_slot_are_one(slot):
    form = ticket(slot)

    outcomes = race([lambda: block(slot), lambda: block(slot), lambda: send(form)])

    assert kinds(outcomes)[Taken] == 2
    assert Claim.objects.count() == 1


def test_closing_beside_not_come_counts_everybody_once(slot):
    claim = find(book(slot))

    outcome, closed = race(
        [
            lambda: not_come(claim, now=on("15:40")),
            lambda: Session.objects.close(
                slot.session_id, now=on("15:40"), late_minutes=10, random=bytes(16)
            ),
        ]
    )

    totals = Tally.objects.read(20264)
    assert closed is None
    assert totals["interviews"] + totals["not_come"] == 1
    assert (outcome is Gone) == (totals["interviews"] == 1)
    assert rows(Claim) == []


def test_an_hour_closed_twice_at_once_is_counted_once(slot):
    book(slot)

    race(
        [
            lambda: Session.objects.close(
                slot.session_id, now=on("18:00"), late_minutes=10, random=bytes(16)
            )
        ]
        * 2
        + [lambda: Session.objects.forget(on("18:00"), latest=LATEST, random=bytes(16))]
        * 2
    )

    assert Tally.objects.read(20264)["interviews"] == 1


LATEST = on("23:59").time()


def test_two_at_once_on_the_last_place_of_the_cap_are_one(slot):
    for clock in ("14:00", "14:30", "15:00"):
        book(slot_at(f"2026-11-24 {clock}"))
    for _ in range(2):
        join()
    forms = [ticket(slot), ticket(slot_at("2026-12-01 13:30"))]

    outcomes = race([lambda form=form: send(form) for form in forms])

    assert kinds(outcomes) == {Booked: 1, HourFull: 1}
    assert Agenda.objects.state(NOW).made == 6


def test_misses_counted_at_once_are_all_counted(slot):
    race([lambda: Miss.objects.add(NOW)] * 16)

    assert Miss.objects.recent(NOW) == 16


def test_all_verbs_at_once_leave_no_deadlock_and_no_double(slot):
    """12 threads mix the verbs; the turnstile lets one write at a time."""
    online = list(Slot.objects.filter(channel="online").order_by("pk"))
    code, other, waits = book(online[0]), book(online[1]), join()
    numbers, end = itertools.count(), time.monotonic() + 3
    verbs = [
        lambda number: book(online[number % 24], now=at("2026-11-22 12:30")),
        lambda number: move(code, online[number % 20]),
        lambda number: move(other, online[number % 20]),
        lambda number: cancel(book(online[number % 24], now=at("2026-11-22 13:30"))),
        lambda number: hold_round(at(f"2026-11-{22 + number % 2} 17:00")),
        lambda number: give_back("skip", waits, now=ROUND),
        lambda number: block(online[number % 24]),
        lambda number: Claim.seats.unblock(online[number % 24].pk, random=bytes(16)),
        lambda number: make_hours(),
        lambda number: look(code),
    ]

    def busy():
        while time.monotonic() < end:
            number = next(numbers)
            with suppress(Refused):
                verbs[number % len(verbs)](number // 3)
        return "done"

    outcomes = race([busy] * 12)

    assert outcomes == ["done"] * 12
    assert [look(one) for one in (code, other)] == ["booked", "booked"]
    assert Slot.objects.count() == 36
    assert next(numbers) > 50
