from dataclasses import replace
from datetime import date

import pytest

from scheduling.models import Duty, Session
from staff.models import Member
from tests.scheduling.town import HOUR, book, close_day, make_hours, slot_at

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 11, 24), date(2026, 12, 8)


@pytest.fixture
def robin(db):
    return Member.objects.create_user("robin")


def gaps():
    return [(gap.session.date.day, gap.roles) for gap in Duty.objects.gaps(FIRST, LAST)]


def test_each_hour_needs_one_of_each_role(slot, robin):
    duty = Duty.objects.put(slot.session_id, "ggd", robin.pk)
    assert Duty.objects.put(slot.session_id, "ggd", robin.pk) == duty  # twice is once

    assert gaps() == [(24, ("oov",)), (1, ("ggd", "oov")), (8, ("ggd", "oov"))]

    Duty.objects.put(slot.session_id, "oov", Member.objects.create_user("sam").pk)
    assert gaps() == [(1, ("ggd", "oov")), (8, ("ggd", "oov"))]
    Duty.objects.take_off(duty.pk)
    assert gaps()[0] == (24, ("ggd",))


def test_a_substitute_fills_no_gap_and_a_closed_day_has_none(slot, robin):
    Duty.objects.put(slot.session_id, "ggd_sub", robin.pk)
    close_day(date(2026, 12, 1))

    assert gaps() == [(24, ("ggd", "oov")), (8, ("ggd", "oov"))]


def test_two_desks_need_two_of_each(robin):
    make_hours(hour=replace(HOUR, desks=2))
    session = Session.objects.get(date=FIRST)
    for name in ("ggd", "oov"):
        Duty.objects.put(session.pk, name, robin.pk)
    Duty.objects.put(session.pk, "ggd", Member.objects.create_user("kim").pk)

    assert gaps()[0] == (24, ("oov",))


def test_the_gaps_cost_two_queries(slot, robin, django_assert_num_queries):
    Duty.objects.put(slot.session_id, "ggd", robin.pk)

    with django_assert_num_queries(2):
        gaps()


def test_a_colleague_sees_the_coming_duties_of_hours_that_are_held(slot, robin):
    for text in ("2026-12-08 13:30", "2026-11-24 13:30", "2026-12-01 13:30"):
        Duty.objects.put(slot_at(text).session_id, "ggd", robin.pk)
    close_day(date(2026, 12, 1))

    duties = Duty.objects.of_member(robin.pk, date(2026, 11, 24))

    assert [duty.session.date for duty in duties] == [FIRST, LAST]
    assert [str(duty) for duty in duties[:1]] == ["2026-11-24 13:00-16:00 ggd"]
    assert Duty.objects.of_member(robin.pk, date(2026, 12, 9)) == []


def test_the_months_list_counts_times_and_bookings(slot, django_assert_num_queries):
    book(slot)
    book(slot_at("2026-12-01 13:30"))
    close_day(date(2026, 12, 1))

    with django_assert_num_queries(1):
        counts = [
            (
                one.date.day,
                one.open_count,
                one.booked_count,
                one.displaced_count,
                one.free_count,
            )
            for one in Session.objects.month(FIRST, LAST)
        ]

    assert counts == [(24, 6, 1, 0, 5), (1, 0, 0, 1, 0), (8, 6, 0, 0, 6)]


def test_the_next_seats_for_walk_ins_and_the_hours_of_a_day(slot):
    seats = Session.objects.next_walk_ins(date(2026, 12, 15))

    assert [str(seat) for seat in seats] == [
        "2026-12-15 15:30 desk 1",
        "2026-12-22 15:30 desk 1",
        "2026-12-29 15:30 desk 1",
    ]
    assert Session.objects.on(FIRST) == [slot.session]
