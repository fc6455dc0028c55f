"""What the desk does: callers, walk-ins, not come, blocks, the end of the hour."""

from datetime import date

import pytest

from scheduling import codes
from scheduling.models import Agenda, Claim, Session, Slot
from scheduling.refusals import (
    Closed,
    Gone,
    Late,
    SessionFull,
    Taken,
    TooEarly,
    TooFar,
    TooSoon,
)
from tests.scheduling.town import (
    HOUR,
    NOW,
    at,
    block,
    book,
    book_for_caller,
    came,
    close_day,
    find,
    look,
    make_hours,
    move_for_caller,
    not_come,
    rows,
    seat,
    slot_at,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


def on(clock):
    """Return a moment of the Tuesday."""
    return at(f"2026-11-24 {clock}")


def taken():
    """Return what sits on the Tuesday's slots."""
    return {
        f"{slot.start:%H:%M}": slot.booking.kind
        for slot in Slot.objects.day(DAY)
        if slot.booking
    }


@pytest.mark.parametrize("clock", ["13:00", "13:30", "15:30"])
def test_the_desk_books_every_channel_for_a_caller(slot, clock):
    target = slot_at(f"2026-11-24 {clock}")

    code = book_for_caller(target, "bg")

    assert (find(code).slot, find(code).language) == (target, "bg")


def test_the_desk_books_without_notice_cap_or_pause(slot):
    Agenda.objects.pause(True, random=bytes(16))
    for clock in ("13:00", "13:30", "14:00", "14:30", "15:00", "15:30"):
        book_for_caller(slot_at(f"2026-12-01 {clock}"), now=on("13:29"))

    code = book_for_caller(slot, now=on("13:29"))

    assert find(code).slot == slot
    assert Agenda.objects.state(on("13:29")).made == 7


def test_the_desk_books_nothing_taken_begun_closed_or_too_far(slot):
    book(slot)
    with pytest.raises(Taken):
        book_for_caller(slot)
    with pytest.raises(TooSoon):
        book_for_caller(slot_at("2026-11-24 13:00"), now=on("13:00"))
    make_hours(on("00:00"))
    with pytest.raises(TooFar):
        book_for_caller(slot_at("2027-01-05 13:30"))
    close_day(date(2026, 12, 1))
    with pytest.raises(Closed):
        book_for_caller(slot_at("2026-12-01 13:30"))


def test_the_desk_moves_a_caller_to_any_channel(slot):
    code, target = book(slot), slot_at("2026-11-24 15:30")

    claim = move_for_caller(code, target, now=on("13:29"))

    assert (claim.slot, find(code)) == (target, claim)
    with pytest.raises(Late):
        move_for_caller(code, slot, now=on("15:30"))
    with pytest.raises(TooSoon):
        move_for_caller(code, slot, now=on("13:30"))


def test_the_desk_sees_all_free_times(slot):
    book(slot)
    close_day(date(2026, 12, 1))

    free = Slot.objects.free_for_desk(now=on("13:00"), hour=HOUR)

    assert len(free) == 4 + 4 * 6
    assert slot not in free


def test_a_walk_in_gets_the_running_time_then_a_walk_in_seat_then_any_other(slot):
    book(slot_at("2026-11-24 14:00"))

    seats = [seat(slot.session, now=on("13:10")).slot.start for _ in range(5)]

    assert [f"{start:%H:%M}" for start in seats] == [
        "13:00",
        "15:30",
        "13:30",
        "14:30",
        "15:00",
    ]
    with pytest.raises(SessionFull):
        seat(slot.session, now=on("13:10"))


def test_a_walk_in_keeps_a_language_and_a_sign_and_no_code(slot):
    claim = seat(slot.session, "bg", now=on("13:10"))

    assert (claim.kind, claim.language, claim.digest) == ("walk_in", "bg", None)
    assert claim.sign == codes.show_sign(claim.call_sign)


def test_a_walk_in_is_of_today(slot):
    with pytest.raises(SessionFull):
        seat(slot.session, now=NOW)
    with pytest.raises(SessionFull):
        seat(slot.session, now=on("16:00"))


def test_a_walk_in_seated_by_mistake_is_taken_back(slot):
    claim = seat(slot.session, now=on("13:10"))

    for _ in range(2):
        Claim.seats.unseat(claim.pk, random=bytes(16))

    assert taken() == {}


def test_a_block_keeps_a_slot_empty_until_it_is_taken_away(slot):
    block(slot)

    with pytest.raises(Taken):
        block(slot)
    with pytest.raises(Taken):
        book(slot)
    assert taken() == {"13:30": "block"}
    Claim.seats.unblock(slot.pk, random=bytes(16))
    book(slot)
    assert taken() == {"13:30": "booking"}


def test_a_closed_slot_is_not_blocked_and_unblocking_spares_a_booking(slot):
    book(slot)
    close_day(date(2026, 12, 1))

    Claim.seats.unblock(slot.pk, random=bytes(16))
    with pytest.raises(Closed):
        block(slot_at("2026-12-01 13:30"))

    assert taken() == {"13:30": "booking"}


def test_not_come_releases_the_seat_only(slot):
    code = book(slot, "bg")
    claim = find(code)

    not_come(claim, now=on("13:40"))
    not_come(claim, now=on("13:41"))  # twice is once

    late = find(code, now=on("13:41"))
    assert (late.slot, late.language, late.call_sign) == (None, "bg", claim.call_sign)
    assert Claim.seats.late() == [late]
    assert look(code, now=on("15:59")) == "late"
    assert Session.objects.get(pk=slot.session_id).not_come == 1
    assert seat(slot.session, now=on("13:41")).slot == slot


def test_not_come_is_said_10_minutes_after_the_start(slot):
    claim = find(book(slot))

    with pytest.raises(TooEarly):
        not_come(claim, now=on("13:39"))

    not_come(claim, now=on("13:40"))


def test_not_come_is_of_a_booking_on_an_open_slot(slot):
    displaced = find(book(slot))
    close_day(DAY)
    with pytest.raises(Closed):
        not_come(displaced, now=on("13:40"))
    with pytest.raises(Gone):
        not_come(Claim(pk=0), now=on("13:40"))


def test_who_comes_after_all_sits_like_a_walk_in_with_the_same_code(slot):
    code = book(slot)
    claim = find(code)
    not_come(claim, now=on("13:40"))
    seat(slot.session, now=on("13:41"))

    there = came(claim, slot.session, now=on("13:50"))
    again = came(claim, slot.session, now=on("13:51"))

    assert (there, again.slot) == (find(code), there.slot)
    assert there.slot.start.hour == 15  # the seat for walk-ins
    assert there.call_sign == claim.call_sign
    assert Session.objects.get(pk=slot.session_id).not_come == 0


def test_a_full_hour_has_no_seat_for_who_comes_after_all(slot):
    claim = find(book(slot))
    not_come(claim, now=on("13:40"))
    for _ in range(5):
        seat(slot.session, now=on("13:40"))
    before = rows(Claim)

    with pytest.raises(SessionFull):
        came(claim, slot.session, now=on("13:41"))

    assert rows(Claim) == before


def test_the_sign_of_who_is_late_is_given_to_nobody(slot):
    claim = find(book(slot))
    not_come(claim, now=on("13:40"))

    others = [seat(slot.session, now=on("13:41")).call_sign for _ in range(3)]
    code = book_for_caller(slot_at("2026-11-24 15:00"), now=on("13:42"))

    signs = [claim.call_sign, *others, find(code).call_sign]
    assert len(set(signs)) == 5
