"""Closing or shrinking an hour loses no booking; who lost a time chooses first."""

from dataclasses import replace
from datetime import date, time

import pytest

from scheduling.hours import Change
from scheduling.models import Agenda, Claim, Session, Slot, Tally, Waiting
from scheduling.refusals import NotDisplaced, NotOnline, UnknownCode
from tests.scheduling.town import (
    HOUR,
    NOW,
    at,
    block,
    book,
    cancel,
    change_day,
    close_day,
    digest,
    find,
    forget,
    free_times,
    give_back,
    hold_round,
    join,
    look,
    move,
    queue,
    reopen,
    rows,
    slot_at,
)

pytestmark = pytest.mark.django_db

FIRST = date(2026, 12, 1)
UNCAPPED = replace(HOUR, online_cap=0)


@pytest.fixture
def four(slot):
    """24 November is full; 1 December has four bookings and is closed."""
    for clock in ("13:30", "14:00", "14:30", "15:00"):
        block(slot_at(f"2026-11-24 {clock}"))
    codes = [
        book(slot_at(f"2026-12-01 {clock}"))
        for clock in ("13:30", "14:00", "14:30", "15:00")
    ]
    change_day(Change(FIRST, "closed"))
    return codes


def days(now=NOW):
    """Return how many times of each date are on the public list."""
    found = [line[:10] for line in free_times(now)]
    return {day: found.count(day) for day in dict.fromkeys(found)}


def test_closing_a_day_displaces_its_bookings_and_tells_them(four):
    assert [look(code) for code in four] == ["displaced"] * 4
    assert [claim.pk for claim in Claim.seats.displaced(NOW)] == [
        find(code).pk for code in four
    ]
    session = Session.objects.get(date=FIRST)
    assert (session.status, session.first_choice_until) == (
        "cancelled",
        date(2026, 11, 29),
    )


def test_the_first_choice_ends_on_the_day_itself_at_the_latest(slot):
    book(slot)

    change_day(Change(slot.date, "closed"))

    assert Session.objects.get(date=slot.date).first_choice_until == slot.date


def test_as_many_times_as_people_leave_the_public_list(four):
    assert "2026-12-08" not in days()
    with pytest.raises(NotOnline):
        book(slot_at("2026-12-08 13:30"))

    move(four[0], slot_at("2026-12-08 14:00"), now=at("2026-11-23 10:00"))

    # 13:30, 14:30 and 15:00 are left for three people.
    assert "2026-12-08" not in days(at("2026-11-23 10:00"))
    move(four[1], slot_at("2026-12-15 13:30"), now=at("2026-11-23 10:00"))
    assert days(at("2026-11-23 10:00"))["2026-12-08"] == 1


def test_the_first_choice_ends_after_seven_days(four):
    assert "2026-12-08" not in days(at("2026-11-29 23:59"))

    assert days(at("2026-11-30 00:00"))["2026-12-08"] == 4


def test_only_who_was_displaced_may_take_what_is_kept(four):
    other = book(slot_at("2026-12-15 13:30"))

    with pytest.raises(NotOnline):
        move(other, slot_at("2026-12-08 13:30"))

    assert Slot.objects.free_for(find(other), now=NOW, hour=HOUR) == Slot.objects.free(
        now=NOW, hour=HOUR
    )
    moved = move(four[0], slot_at("2026-12-08 15:30"))  # a seat for walk-ins, too
    assert not moved.is_displaced


def test_rounds_leave_alone_what_is_kept(four):
    join()

    hold_round(at("2026-11-22 17:00"))

    offer = Claim.objects.get(kind="offer")
    assert offer.slot.date == date(2026, 12, 15)


def test_who_lost_a_time_may_wait_before_all_others_under_the_same_code(four):
    usual = join(hour=UNCAPPED)

    entry = give_back("wait_instead", four[0])
    again = give_back("wait_instead", four[0])

    assert (entry, entry.priority, entry.place) == (again, 0, 0)
    assert queue() == [digest(four[0]), digest(usual)]
    assert look(four[0]) == "waiting"
    assert Agenda.objects.state(NOW).displaced == 3


def test_only_who_lost_a_time_may_wait_instead(slot):
    code = book(slot)

    with pytest.raises(NotDisplaced):
        give_back("wait_instead", code)
    cancel(code)
    with pytest.raises(UnknownCode):
        give_back("wait_instead", code)

    assert Waiting.objects.count() == 0


def test_closing_and_reopening_is_as_if_nothing_happened(slot):
    book(slot)
    join()
    before = rows(Session), rows(Slot), rows(Claim), rows(Waiting)

    day = change_day(Change(slot.date, "closed"))
    assert rows(Session) != before[0]
    reopen(day)

    assert (rows(Session), rows(Slot), rows(Claim), rows(Waiting)) == before


def test_a_shorter_day_displaces_who_no_longer_fits(slot):
    kept, lost = book(slot), book(slot_at("2026-11-24 15:00"))

    change_day(Change(slot.date, "changed", start=time(13), end=time(15)))

    assert [look(code) for code in (kept, lost)] == ["booked", "displaced"]
    assert Session.objects.get(date=slot.date).status == "open"


def test_offers_and_blocks_of_a_closed_day_go(slot):
    code = join()
    hold_round(at("2026-11-22 17:00"))
    block(slot_at("2026-11-24 14:00"))

    close_day(slot.date)

    assert (rows(Claim), look(code)) == ([], "waiting")


def test_the_displaced_of_past_days_are_no_ones_first_choice(four):
    assert Claim.seats.displaced(at("2026-12-02 00:00")) == []
    assert Agenda.objects.state(at("2026-11-30 00:00")).displaced == 0


def test_who_never_looked_goes_in_the_night_uncounted(four):
    forget(at("2026-12-02 00:05"))

    assert Claim.objects.count() == 0
    assert Tally.objects.read(20264)["interviews"] == 0
