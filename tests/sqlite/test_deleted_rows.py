"""What is left of a booking after it is gone, read from the file itself."""

from pathlib import Path

import pytest
from django.db import connection

from scheduling import codes
from scheduling.refusals import Taken
from tests.scheduling.town import (
    KEYS,
    accept,
    at,
    cancel,
    forget,
    give_back,
    hold_round,
    join,
    make_hours,
    move,
    not_come,
    send,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGE = "qq-canary-12"  # longer than any real one, so that it can be searched for


@pytest.fixture
def slot(agenda, transactional_db):
    make_hours()
    return slot_at("2026-11-24 13:30")


def book(slot):
    """Book with the planted language; returns the code."""
    return send(ticket(slot), LANGUAGE).code


def traces(code):
    """Return which facts of a booking the file or its journal still holds."""
    name = Path(connection.settings_dict["NAME"])
    disk = b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
    facts = {
        "digest": codes.digest(code, key=KEYS.current),
        "language": LANGUAGE.encode(),
        "code": code.encode(),
    }
    return [fact for fact, mark in facts.items() if mark in disk]


def test_a_booking_is_found_while_it_stands_but_never_its_code(slot):
    assert traces(book(slot)) == ["digest", "language"]


def test_the_search_finds_a_row_that_was_deleted_carelessly(slot):
    code = book(slot)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")

    cancel(code)

    found = traces(code)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute("VACUUM")
    assert found == ["digest", "language"]
    assert traces(code) == []


def test_after_cancelling_nothing_is_left(slot):
    code = book(slot)

    cancel(code)

    assert traces(code) == []


def test_after_moving_and_cancelling_nothing_is_left(slot):
    code = book(slot)
    move(code, slot_at("2026-12-01 14:00"))

    cancel(code)

    assert traces(code) == []


def test_after_the_session_closes_nothing_is_left_of_anybody(slot):
    codes_of_the_day = [
        book(slot_at(f"2026-11-24 {start}")) for start in ("13:30", "14:00", "15:00")
    ]

    forget(at("2026-11-24 18:00"))

    assert [traces(code) for code in codes_of_the_day] == [[], [], []]


def test_an_entry_is_found_while_it_waits_and_not_after_leaving(slot):
    code = join(LANGUAGE)
    assert traces(code) == ["digest", "language"]

    hold_round(at("2026-11-22 17:00"))
    give_back("skip", code, now=at("2026-11-22 18:00"))
    give_back("leave", code, now=at("2026-11-22 18:01"))

    assert traces(code) == []


def test_who_took_an_offer_and_did_not_come_leaves_nothing(slot):
    code = join(LANGUAGE)
    hold_round(at("2026-11-22 17:00"))
    claim = accept(code, now=at("2026-11-22 18:00"))
    not_come(claim, now=at("2026-11-24 13:40"))
    assert traces(code) == ["digest", "language"]

    forget(at("2026-11-24 18:00"))

    assert traces(code) == []


def test_a_form_that_lost_leaves_nothing(slot):
    winner, form = book(slot), ticket(slot)
    loser = codes.derive(bytes(16), key=KEYS.current)

    with pytest.raises(Taken):
        send(form, LANGUAGE)
    cancel(winner)

    assert traces(loser) == []
