import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.refusals import TicketRefused
from scheduling.tickets import Ticket, issue, read, read_any, seal

KEY = bytes(range(32))
OLD_KEY = bytes(32)
TICKET = Ticket(nonce=bytes(range(16)), slot=77, turn=0, minute=29850000)
TEXT = "AWIAAQIDBAUGBwgJCgsMDQ4PAAAATQAAAcd5kMXCy-AbM73SZENS6oUbrP0"
MADE = datetime.fromtimestamp(29850000 * 60, UTC)


def test_a_ticket_is_written_as_in_the_vector():
    assert seal(TICKET, key=KEY) == TEXT


def test_a_new_ticket_counts_minutes_and_turns():
    text = issue(
        nonce=TICKET.nonce,
        slot=77,
        turn=65536,
        now=MADE + timedelta(seconds=59),
        key=KEY,
    )

    assert text == TEXT


@given(
    st.builds(
        Ticket,
        nonce=st.binary(min_size=16, max_size=16),
        slot=st.integers(0, 2**32 - 1),
        turn=st.integers(0, 2**16 - 1),
        minute=st.integers(0, 2**32 - 1),
    )
)
def test_what_is_sealed_is_read_back(ticket):
    assert read(seal(ticket, key=KEY), key=KEY) == ticket


@pytest.mark.parametrize("bit", range(352))
def test_every_flipped_bit_is_refused(bit):
    raw = bytearray(base64.urlsafe_b64decode(TEXT + "="))
    raw[bit // 8] ^= 1 << bit % 8
    text = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    with pytest.raises(TicketRefused):
        read(text, key=KEY)


@given(st.text(max_size=80))
def test_any_other_text_is_refused(text):
    with pytest.raises(TicketRefused):
        read(text, key=KEY)


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-1] + "1",  # same bytes, another last character
        TEXT + "=",
        TEXT[:-1],
        TEXT[:-1] + "é",
        "+" + TEXT[1:],
        "*" * 59,
    ],
)
def test_a_ticket_has_one_form(text):
    with pytest.raises(TicketRefused):
        read(text, key=KEY)


def test_another_kind_is_refused_though_sealed():
    body = b"\x01x" + base64.urlsafe_b64decode(TEXT + "=")[2:28]
    from scheduling.tickets import _tag

    text = base64.urlsafe_b64encode(body + _tag(body, KEY)).rstrip(b"=").decode()

    with pytest.raises(TicketRefused):
        read(text, key=KEY)


def test_another_key_refuses_it():
    with pytest.raises(TicketRefused):
        read(TEXT, key=OLD_KEY)


def test_the_key_that_sealed_it_is_found():
    assert read_any(TEXT, keys=[OLD_KEY, KEY]) == (TICKET, KEY)


def test_no_key_at_all_refuses_it():
    with pytest.raises(TicketRefused):
        read_any(TEXT, keys=[OLD_KEY])


@pytest.mark.parametrize(
    ("age", "is_fresh"),
    [
        (timedelta(minutes=-1), True),  # made by a node whose clock is ahead
        (timedelta(0), True),
        (timedelta(minutes=30), True),
        (timedelta(minutes=30, seconds=1), False),
    ],
)
def test_a_ticket_is_fresh_for_30_minutes(age, is_fresh):
    assert TICKET.is_fresh(MADE + age) is is_fresh


def test_a_turn_is_compared_modulo_65536():
    assert [TICKET.is_for(turn) for turn in (0, 1, 65535, 65536)] == [
        True,
        False,
        False,
        True,
    ]
