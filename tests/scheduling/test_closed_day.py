"""A whole day with everybody in it, and what is left of them once it is closed.

Searched are all tables, and where the database is a file its bytes and its journal.
"""

import pytest

from scheduling.models import Claim, Session, Slot, Tally
from tests.privacy.remains import database, found
from tests.scheduling.town import (
    accept,
    at,
    block,
    book,
    book_for_caller,
    cancel,
    digest,
    find,
    forget,
    give_back,
    hold_round,
    join,
    make_hours,
    move,
    not_come,
    seat,
    slot_at,
)

pytestmark = pytest.mark.django_db(transaction=True)

SATURDAY, NOON = at("2026-11-21 10:00"), at("2026-11-21 12:00")
ROUND, SUNDAY = at("2026-11-21 17:00"), at("2026-11-22 10:12")
HOUR, EVENING = at("2026-11-24 13:41"), at("2026-11-24 18:00")
MARK = "qq-canary-12"  # a language that no other row holds


def tuesday(clock):
    return slot_at(f"2026-11-24 {clock}")


@pytest.fixture
def codes(agenda, transactional_db):
    """Live through a day up to its hour; returns everybody's code by what they did."""
    make_hours(SATURDAY)
    codes = {
        "late": book(tuesday("13:30"), MARK, now=SATURDAY),
        "called": book_for_caller(tuesday("13:00"), MARK, now=SATURDAY),
        "moved here": book(slot_at("2026-12-01 13:30"), MARK, now=SATURDAY),
        "moved away": book(tuesday("14:30"), now=SATURDAY),
        "cancelled": book(tuesday("15:00"), MARK, now=SATURDAY),
        "waited": join(MARK, now=NOON),
        "skipped": join(now=NOON),
        "left": join(MARK, now=NOON),
    }
    move(codes["moved here"], tuesday("14:00"), now=SATURDAY)
    move(codes["moved away"], slot_at("2026-12-01 14:30"), now=SATURDAY)
    cancel(codes["cancelled"], now=SATURDAY)
    hold_round(ROUND)
    accept(codes["waited"], now=SUNDAY)
    give_back("skip", codes["skipped"], now=SUNDAY)
    give_back("leave", codes["left"], now=SUNDAY)
    not_come(find(codes["late"], now=HOUR), now=HOUR)
    seat(Session.objects.get(date="2026-11-24"), MARK, now=HOUR)
    block(tuesday("15:30"), now=HOUR)
    return codes


def remaining(codes):
    """Return whose digest the database still holds, and the language if it does."""
    heap = database()
    people = [who for who, code in codes.items() if found([digest(code)], heap)]
    return people + found([MARK.encode()], heap)


def test_what_the_hour_needs_is_found_until_it_is_closed(codes):
    expected = ["late", "called", "moved here", "moved away", "waited", "skipped"]

    assert remaining(codes) == [*expected, MARK.encode()]


def test_after_the_day_is_closed_only_its_totals_are_left(codes):
    forget(EVENING)

    assert remaining(codes) == ["moved away", "skipped"]  # they have another day
    assert not Slot.objects.filter(date="2026-11-24").exists()
    assert [bytes(one.digest) for one in Claim.objects.all()] == [
        digest(codes["moved away"])
    ]
    assert Tally.objects.read(20264) == {
        "minutes_held": 180,
        "slots_open": 6,
        "slots_taken": 6,
        "interviews": 4,
        "not_come": 1,
    }
