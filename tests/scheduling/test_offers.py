"""Rounds: who is offered what, until when, and what happens to the answer."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from scheduling.models import Claim, OfferRound, Slot, Waiting
from scheduling.refusals import OfferOver, Taken
from tests.scheduling.town import (
    accept,
    at,
    book,
    cancel,
    close_day,
    digest,
    find,
    free_times,
    give_back,
    hold_round,
    join,
    look,
    make_hours,
    queue,
    rows,
    slot_at,
)

pytestmark = pytest.mark.django_db

ROUND = at("2026-11-22 17:00")
END = at("2026-11-23 17:00")


@pytest.fixture
def one_free(slot):
    """Everything the public may have is taken but this slot."""
    Slot.objects.filter(channel="online").exclude(pk=slot.pk).update(channel="walk_in")
    return slot


def offered():
    """Return who is offered what until when, as far as there are offers."""
    return [
        (bytes(claim.waiting.digest), claim.slot, claim.until)
        for claim in Claim.objects.filter(kind="offer").order_by("slot")
    ]


def test_a_freed_time_is_offered_at_the_next_round(slot):
    code = book(slot)
    Slot.objects.filter(channel="online").exclude(pk=slot.pk).update(channel="walk_in")
    waiting = join("bg")
    cancel(code)
    assert (look(waiting), free_times()) == ("waiting", [])

    assert hold_round(ROUND) == 1

    assert offered() == [(digest(waiting), slot, END)]
    assert look(waiting, now=ROUND) == "offer"
    assert free_times(ROUND) == []


def test_a_round_is_held_once_and_a_late_one_as_at_its_moment(one_free):
    code = join()
    late = at("2026-11-22 19:20")

    assert [hold_round(late), hold_round(late), hold_round(ROUND)] == [1, 0, 0]

    assert offered() == [(digest(code), one_free, END)]
    assert list(OfferRound.objects.values_list("date", "time")) == [
        (date(2026, 11, 22), ROUND.time())
    ]


def test_nobody_waits_and_nothing_is_offered(slot):
    before = rows(Slot)

    assert hold_round(ROUND) == 0

    assert (rows(Slot), rows(Claim)) == (before, [])


def test_the_first_in_the_queue_gets_the_first_time(slot):
    codes = [join(), join()]

    assert hold_round(ROUND) == 2

    assert offered() == [
        (digest(codes[0]), slot, END),
        (digest(codes[1]), slot_at("2026-11-24 14:00"), END),
    ]


def test_who_has_an_offer_gets_no_second_one(slot):
    join()
    hold_round(ROUND)

    assert hold_round(at("2026-11-23 09:00")) == 0


def test_a_start_too_soon_after_the_end_is_not_offered(one_free):
    code = book(one_free)
    cancel(code, now=at("2026-11-23 10:12"))
    join(now=at("2026-11-23 10:12"))

    assert hold_round(at("2026-11-23 17:00")) == 0

    assert "2026-11-24 13:30" in free_times(at("2026-11-23 17:00"))


def test_accepting_makes_the_offer_a_booking_under_the_same_code(one_free):
    code = join("bg")
    hold_round(ROUND)

    claim = accept(code, now=ROUND)

    assert (find(code), claim.kind, claim.slot) == (claim, "booking", one_free)
    assert (claim.language, claim.made_hour) == ("bg", 498705)
    assert (claim.call_sign in range(72), queue()) == (True, [])
    assert accept(code, now=ROUND) == claim  # twice is once


def test_an_offer_can_be_taken_until_its_end(one_free):
    code = join()
    hold_round(ROUND)

    with pytest.raises(OfferOver):
        accept(code, now=END)
    assert look(code, now=END) == "offer_over"
    accept(code, now=at("2026-11-23 16:59"))

    assert look(code) == "booked"


def test_without_an_offer_there_is_nothing_to_answer(one_free):
    code = join()

    with pytest.raises(OfferOver):
        accept(code)
    with pytest.raises(OfferOver):
        give_back("skip", code)


def test_an_unanswered_offer_goes_to_the_next_and_its_entry_to_the_back(one_free):
    first, second, third = join("bg"), join(), join()
    hold_round(ROUND)

    assert hold_round(END) == 0  # Tuesday 13:30 is too soon for another day

    assert queue() == [digest(second), digest(third), digest(first)]
    row = Waiting.objects.get(digest=digest(first))
    assert (row.language, row.priority, row.made_hour) == ("bg", 1, 498705)
    one_free.refresh_from_db()
    assert (one_free.turn, one_free.visible_from) == (1, None)
    assert "2026-11-24 13:30" in free_times(END)


def test_a_later_time_goes_on_through_the_queue(db):
    make_hours()
    slot = slot_at("2026-12-01 13:30")
    Slot.objects.filter(channel="online").exclude(pk=slot.pk).update(channel="walk_in")
    first, second = join(), join()
    hold_round(ROUND)

    hold_round(at("2026-11-23 09:00"))
    hold_round(END)

    assert offered() == [(digest(second), slot, at("2026-11-24 17:00"))]
    assert queue() == [digest(second), digest(first)]


def test_skipping_frees_the_time_and_puts_the_entry_at_the_back(slot):
    first, second = join(), join()
    hold_round(ROUND)

    give_back("skip", first, now=at("2026-11-22 18:00"))

    assert queue() == [digest(second), digest(first)]
    slot.refresh_from_db()
    assert slot.turn == 1
    assert "2026-11-24 13:30" not in free_times(at("2026-11-22 18:00"))
    assert "2026-11-24 13:30" in free_times(at("2026-11-23 09:00"))


def test_leaving_gives_the_offer_back(one_free):
    code = join()
    hold_round(ROUND)

    give_back("leave", code, now=ROUND)

    assert (rows(Claim), queue()) == ([], [])
    assert "2026-11-24 13:30" in free_times(at("2026-11-23 09:00"))


def test_30_minutes_after_its_end_an_offer_counts_as_none_even_without_a_round(
    one_free,
):
    code, other = join(), join()
    hold_round(ROUND)

    assert "2026-11-24 13:30" not in free_times(at("2026-11-23 17:30"))
    with pytest.raises(Taken):
        book(one_free, now=at("2026-11-23 17:30"))
    assert "2026-11-24 13:30" in free_times(at("2026-11-23 17:31"))
    booked = book(one_free, now=at("2026-11-23 17:31"))

    assert find(booked).slot == one_free
    assert queue() == [digest(other), digest(code)]


def test_while_people_wait_new_times_show_at_the_next_round(slot):
    join()
    new = at("2026-11-24 00:00")

    make_hours(new)

    shown = [time for time in free_times(new) if time.startswith("2027-01-05")]
    assert shown == ["2027-01-05 14:00", "2027-01-05 14:30", "2027-01-05 15:00"]
    later = free_times(at("2026-11-24 09:00"))
    assert "2027-01-05 13:30" in later


def test_closing_a_day_takes_its_offers_and_the_entry_keeps_its_place(one_free):
    first, second = join(), join()
    hold_round(ROUND)

    close_day(one_free.date)

    assert (rows(Claim), queue()) == ([], [digest(first), digest(second)])


def test_the_command_says_how_many_offers_it_made(slot):
    join()
    out = StringIO()

    with time_machine.travel(ROUND, tick=False):
        call_command("offers", stdout=out)
        call_command("offers", stdout=out)

    assert out.getvalue() == "Offers made: 1.\nOffers made: 0.\n"


def test_who_looks_every_day_sees_the_offer_over_the_clock_change(db):
    make_hours(at("2026-10-20 18:00"))
    code = join(now=at("2026-10-24 10:00"))
    hold_round(at("2026-10-24 17:00"))

    states = [
        look(code, now=at(f"2026-10-{moment}"))
        for moment in ("24 17:00", "25 16:59", "25 17:00")
    ]

    assert states == ["offer", "offer", "offer_over"]
