"""Against who takes everything: cap, pause, moments, release; nobody is kept."""

from dataclasses import replace

import pytest

from scheduling.hours import hour_count
from scheduling.models import Agenda, Claim, Slot, Waiting
from scheduling.models.releases import count_made, release_made
from scheduling.refusals import HourFull, NotOnline, Paused
from tests.scheduling.town import (
    HOUR,
    MOMENTS,
    NOW,
    at,
    book,
    book_for_caller,
    cancel,
    find,
    free_times,
    hold_round,
    join,
    look,
    move,
    rows,
    send,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db

TIMES = [
    f"2026-{day} {clock}"
    for day in ("11-24", "12-01")
    for clock in ("13:30", "14:00", "14:30", "15:00")
]


@pytest.fixture
def eight(slot):
    return [slot_at(text) for text in TIMES]


def test_the_sixth_books_and_the_seventh_waits_for_the_next_hour(eight):
    for number in range(6):
        book(eight[number], now=at(f"2026-11-22 10:{number}0"))
    with pytest.raises(HourFull):
        book(eight[6], now=at("2026-11-22 10:59"))
    with pytest.raises(HourFull):
        Slot.objects.bookable(eight[6].pk, now=at("2026-11-22 10:59"), hour=HOUR)

    code = book(eight[6], now=at("2026-11-22 11:00"))

    assert find(code).slot == eight[6]


def test_entries_and_phone_bookings_count_and_codes_work_on(eight):
    codes = [book(eight[0]), book_for_caller(eight[1]), join(), join()]
    form = ticket(eight[2])
    codes += [send(form).code, book(eight[3])]
    with pytest.raises(HourFull):
        join()

    assert send(form).code == codes[4]  # the same form still shows its code
    move(codes[0], eight[6])
    cancel(codes[5])
    book_for_caller(eight[7])

    assert look(codes[0]) == "booked"
    assert Agenda.objects.state(NOW).made == 6


def test_zero_is_no_cap(eight):
    for slot in eight:
        send(ticket(slot), hour=replace(HOUR, online_cap=0))

    assert Claim.objects.count() == 8


def test_a_pause_stops_the_web_and_nothing_else(eight):
    code = book(eight[0])
    Agenda.objects.pause(True, random=bytes(16))

    with pytest.raises(Paused):
        book(eight[1])
    assert free_times() == []
    move(code, eight[2])
    book_for_caller(eight[3])
    assert Slot.objects.free_for(find(code), now=NOW, hour=HOUR)

    Agenda.objects.pause(False, random=bytes(16))
    book(eight[1])
    assert Claim.objects.count() == 3


def test_a_freed_time_cannot_be_handed_over(eight):
    code = book(eight[0])
    cancel(code)

    with pytest.raises(NotOnline):
        book(Slot.objects.get(pk=eight[0].pk))

    book(Slot.objects.get(pk=eight[0].pk), now=at("2026-11-22 17:00"))


def test_the_desk_need_not_wait_for_the_moment(eight):
    cancel(book(eight[0]))

    book_for_caller(Slot.objects.get(pk=eight[0].pk))


def test_at_most_six_times_wait_for_their_moment(eight):
    uncapped = replace(HOUR, online_cap=0)
    codes = [send(ticket(slot), hour=uncapped).code for slot in eight]

    for code in codes:
        cancel(code)

    waiting = Slot.objects.filter(visible_from__isnull=False)
    assert waiting.count() == 6
    assert [text for text in TIMES if text in free_times()] == TIMES[6:]


def test_a_code_moved_again_and_again_cannot_empty_the_list(eight):
    code = book(eight[0])

    for target in [*eight[1:], *eight[:1]]:
        if not Slot.objects.get(pk=target.pk).is_back(NOW):
            break
        move(code, target)

    assert len([text for text in TIMES if text in free_times()]) == 1


FIRST, LAST = hour_count(at("2026-11-21 22:00")), hour_count(at("2026-11-22 01:00"))


def release(now=NOW):
    return release_made(FIRST, LAST, moments=MOMENTS, now=now, random=bytes(16))


def test_releasing_deletes_what_was_made_in_some_hours_and_nothing_else(eight):
    kept = [
        book(eight[0], now=at("2026-11-21 21:59")),
        book(eight[1], now=at("2026-11-22 02:00")),
        join(now=at("2026-11-22 02:00")),
    ]
    lost = [book(slot, now=at("2026-11-21 22:00")) for slot in eight[2:5]]
    lost += [book(slot, now=at("2026-11-22 01:59")) for slot in eight[5:8]]
    join(now=at("2026-11-22 00:30"))
    assert count_made(FIRST, LAST, now=NOW) == 7

    assert release() == 7

    assert [look(code) for code in kept] == ["booked", "booked", "waiting"]
    assert (Claim.objects.count(), Waiting.objects.count()) == (2, 1)
    shown = free_times(at("2026-11-22 16:59"))
    assert [text for text in TIMES[2:] if text in shown] == []
    shown = free_times(at("2026-11-22 17:00"))
    assert [text for text in TIMES[2:] if text in shown] == TIMES[2:]
    assert (count_made(FIRST, LAST, now=NOW), release()) == (0, 0)


def test_an_offer_of_a_released_entry_is_freed(eight):
    join(now=at("2026-11-22 00:30"))
    hold_round(at("2026-11-22 09:00"))

    assert release() == 1

    assert (rows(Claim), rows(Waiting)) == ([], [])
    assert TIMES[0] in free_times(at("2026-11-22 17:00"))


def test_what_has_begun_is_not_released(eight):
    code = book(eight[0], now=at("2026-11-22 00:30"))

    assert release(now=at("2026-11-24 13:30")) == 0

    assert look(code, now=at("2026-11-24 13:30")) == "started"
