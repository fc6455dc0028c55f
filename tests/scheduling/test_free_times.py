from datetime import date, time

import pytest

from scheduling.models import Slot
from scheduling.refusals import NotOnline, TooFar, TooSoon
from tests.scheduling.town import (
    HOUR,
    NOW,
    at,
    book,
    find,
    free_times,
    make_hours,
    slot_at,
)

pytestmark = pytest.mark.django_db


def test_a_booked_time_is_no_longer_offered(slot):
    book(slot)

    assert "2026-11-24 13:30" not in free_times()


def test_a_start_within_the_notice_is_too_soon(slot):
    with pytest.raises(TooSoon):
        book(slot, now=at("2026-11-24 12:30"))

    assert find(book(slot, now=at("2026-11-24 12:29"))).slot == slot


def test_a_date_beyond_the_horizon_is_too_far():
    make_hours(at("2026-11-24 00:00"))
    last = slot_at("2027-01-05 13:30")

    with pytest.raises(TooFar):
        book(last, now=at("2026-11-23 23:59"))

    assert find(book(last, now=at("2026-11-24 00:00"))).slot == last


def test_a_desk_seat_opens_online_24_hours_before(slot):
    seat = slot_at("2026-11-24 13:00")

    with pytest.raises(NotOnline):
        book(seat, now=at("2026-11-23 12:59"))

    assert find(book(seat, now=at("2026-11-23 13:00"))).slot == seat


def test_a_walk_in_seat_never_opens_online(slot):
    with pytest.raises(NotOnline):
        book(slot_at("2026-11-24 15:30"), now=at("2026-11-24 13:00"))


@pytest.mark.parametrize(
    ("now", "times"),
    [
        ("2026-11-23 12:59", ["13:30", "14:00", "14:30", "15:00"]),
        ("2026-11-23 13:00", ["13:00", "13:30", "14:00", "14:30", "15:00"]),
        ("2026-11-24 12:29", ["13:30", "14:00", "14:30", "15:00"]),
        ("2026-11-24 13:31", ["15:00"]),
        ("2026-11-24 14:00", []),
    ],
)
def test_the_public_list_follows_the_clock(slot, now, times):
    today = [line[11:] for line in free_times(at(now)) if line[:10] == "2026-11-24"]

    assert today == times


def test_two_desks_are_one_time_until_both_are_taken(django_assert_num_queries):
    make_hours(hour=type(HOUR)(**(vars(HOUR) | {"desks": 2})))
    slots = Slot.objects.filter(date=date(2026, 11, 24), start=time(13, 30))

    with django_assert_num_queries(2):
        assert free_times().count("2026-11-24 13:30") == 1
    book(slots.get(desk=1))
    assert free_times().count("2026-11-24 13:30") == 1
    book(slots.get(desk=2))
    assert free_times().count("2026-11-24 13:30") == 0


def test_the_check_page_gets_a_slot_that_can_be_booked(slot):
    assert Slot.objects.bookable(slot.pk, now=NOW, hour=HOUR) == slot
