from datetime import date

import pytest

from scheduling import codes
from scheduling.models import Claim, Slot
from scheduling.refusals import (
    Closed,
    Gone,
    Late,
    NotOnline,
    Taken,
    TooFar,
    UnknownCode,
)
from tests.scheduling.town import (
    HOUR,
    KEYS,
    NOW,
    at,
    book,
    cancel,
    close_day,
    find,
    free_times,
    make_hours,
    move,
    rows,
    slot_at,
)

pytestmark = pytest.mark.django_db


def test_moving_keeps_the_code_and_frees_the_old_time(slot):
    code, target = book(slot, "bg"), slot_at("2026-12-01 14:00")
    Slot.objects.mark_interpreter(slot.pk, is_ready=True, random=bytes(16))

    moved = move(code, target)

    assert (find(code), moved.slot, moved.language) == (moved, target, "bg")
    slot.refresh_from_db()
    assert (slot.turn, slot.interpreter_ready) == (1, False)
    assert "2026-11-24 13:30" in free_times(at("2026-11-22 17:00"))


def test_moving_to_the_same_time_changes_nothing(slot):
    code = book(slot)
    before = rows(Claim), rows(Slot)

    move(code, slot)

    assert (rows(Claim), rows(Slot)) == before


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ("2026-11-24 14:00", Taken),
        ("2026-11-24 13:00", NotOnline),
        ("2026-12-01 13:30", Closed),
        ("2027-01-05 13:30", TooFar),
    ],
)
def test_after_a_refused_move_the_old_time_stands(slot, target, refusal):
    make_hours(at("2026-11-24 00:00"))
    book(slot_at("2026-11-24 14:00"))
    close_day(date(2026, 12, 1))
    code = book(slot)
    before = rows(Claim), rows(Slot)

    with pytest.raises(refusal):
        move(code, slot_at(target))

    assert (rows(Claim), rows(Slot)) == before


def test_a_move_to_a_slot_that_is_not_there_is_refused(slot):
    code, target = book(slot), slot_at("2026-12-01 14:00")
    Slot.objects.filter(pk=target.pk).delete()

    with pytest.raises(Gone):
        move(code, target)


def test_a_displaced_booking_may_go_to_every_channel(slot):
    code = book(slot)
    close_day(slot.date)
    walk_in = slot_at("2026-12-01 15:30")

    free = Slot.objects.free_for(find(code), now=NOW, hour=HOUR)
    moved = move(code, walk_in)

    assert len(free) == 30
    assert (moved.slot, moved.is_displaced) == (walk_in, False)


def test_another_booking_may_go_where_the_public_may(slot):
    code = book(slot)

    free = Slot.objects.free_for(find(code), now=NOW, hour=HOUR)

    assert free == Slot.objects.free(now=NOW, hour=HOUR)


def test_cancelling_deletes_the_row_and_frees_the_time(slot):
    code = book(slot)

    cancel(code)

    assert Claim.objects.count() == 0
    assert "2026-11-24 13:30" in free_times(at("2026-11-22 17:00"))
    assert Slot.objects.get(pk=slot.pk).turn == 1


def test_a_displaced_booking_can_be_cancelled(slot):
    code = book(slot)
    close_day(slot.date)

    cancel(code)

    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    "verb", [cancel, lambda code, now: move(code, slot_at("2026-12-01 14:00"), now=now)]
)
def test_from_the_start_on_it_is_late(slot, verb):
    code = book(slot)

    with pytest.raises(Late):
        verb(code, now=at("2026-11-24 13:30"))
    verb(code, now=at("2026-11-24 13:29"))

    assert not Claim.objects.filter(slot=slot).exists()


@pytest.mark.parametrize(
    "verb", [cancel, lambda code: move(code, slot_at("2026-12-01 14:00"))]
)
def test_an_unknown_code_changes_nothing(slot, verb):
    before = rows(Slot)

    with pytest.raises(UnknownCode):
        verb(codes.derive(bytes(16), key=KEYS.current))

    assert rows(Slot) == before
