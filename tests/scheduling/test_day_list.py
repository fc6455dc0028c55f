import pytest

from scheduling.models import Slot
from tests.scheduling.town import book, close_day, find, slot_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("bookings", [1, 3])
def test_the_days_list_costs_one_query(slot, bookings, django_assert_num_queries):
    for minute in ("13:30", "14:00", "14:30")[:bookings]:
        book(slot_at(f"2026-11-24 {minute}"), "bg")

    with django_assert_num_queries(1):
        day = [
            (line.start, line.booking and line.booking.language)
            for line in Slot.objects.day(slot.date)
        ]

    assert [line[0].strftime("%H:%M") for line in day] == [
        "13:00",
        "13:30",
        "14:00",
        "14:30",
        "15:00",
        "15:30",
    ]
    assert [line[1] for line in day].count("bg") == bookings


def test_the_days_list_shows_who_is_displaced(slot):
    code = book(slot)
    close_day(slot.date)

    day = Slot.objects.day(slot.date)

    assert [line.booking for line in day] == [find(code)]


def test_an_interpreter_is_marked_on_a_booked_slot_only(slot):
    empty = slot_at("2026-11-24 14:00")
    book(slot, "bg")

    for one in (slot, empty):
        Slot.objects.mark_interpreter(one.pk, is_ready=True, random=bytes(16))

    assert list(Slot.objects.filter(interpreter_ready=True)) == [slot]
