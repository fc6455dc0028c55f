"""The end of an hour: what is counted, what is deleted."""

from datetime import date, time

import pytest

from scheduling.hours import Change
from scheduling.models import Claim, Session, Slot, Tally
from scheduling.refusals import Gone, StillRunning, UnknownCode
from tests.scheduling.town import (
    at,
    block,
    book,
    change_day,
    close_day,
    find,
    look,
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


def close(session, now):
    Session.objects.close(session.pk, now=now, late_minutes=10, random=bytes(16))


def test_the_hour_is_closed_from_its_last_time_on(slot):
    with pytest.raises(StillRunning):
        close(slot.session, on("15:39"))

    close(slot.session, on("15:40"))

    assert Session.objects.get(pk=slot.session_id).status == "closed"


def test_a_cancelled_hour_waits_for_its_end(slot):
    code = book(slot)
    close_day(DAY)

    with pytest.raises(StillRunning):
        close(slot.session, on("15:59"))
    assert look(code, now=on("13:00")) == "displaced"

    close(slot.session, on("16:00"))
    with pytest.raises(Gone):
        close(Session(pk=0), on("16:00"))


def test_who_lost_a_later_time_is_not_closed_away(slot):
    code = book(slot_at("2026-11-24 15:00"))
    change_day(Change(DAY, "changed", start=time(13), end=time(15)))

    with pytest.raises(StillRunning):
        close(slot.session, on("15:09"))

    assert look(code, now=on("14:59")) == "displaced"


def test_closing_counts_and_deletes_who_came_and_who_did_not(slot):
    late, there = book(slot), book(slot_at("2026-11-24 14:00"))
    not_come(find(late), now=on("13:40"))
    seat(slot.session, now=on("13:41"))
    block(slot_at("2026-11-24 15:00"))

    close(slot.session, on("15:40"))

    assert Tally.objects.read(20264) == {
        "minutes_held": 180,
        "slots_open": 6,
        "slots_taken": 4,
        "interviews": 2,
        "not_come": 1,
    }
    for code in (late, there):
        with pytest.raises(UnknownCode):
            find(code, now=on("15:41"))
    assert (rows(Claim), Slot.objects.filter(date=DAY).count()) == ([], 0)


def test_who_is_late_may_come_until_the_last_hour_of_the_day(slot):
    change_day(Change(DAY, "extra", start=time(18), end=time(20)))
    late = book(slot)
    not_come(find(late), now=on("13:40"))
    evening = Session.objects.get(date=DAY, start=time(18))

    close(slot.session, on("16:30"))
    still = look(late, now=on("17:00"))
    close(evening, on("19:40"))

    assert still == "late"
    assert rows(Claim) == []


def test_after_closing_nobody_is_moved_there(slot):
    code = book(slot_at("2026-12-01 13:30"))
    gone = slot_at("2026-11-24 15:30")
    close(slot.session, on("15:40"))

    with pytest.raises(Gone):
        move_for_caller(code, gone)
