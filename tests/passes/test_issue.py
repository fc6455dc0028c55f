"""From one interview's nonce to one pass, as often as it is printed."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passes.expiry import expiry
from passes.issue import Nonce, digest, pass_id, ready
from passes.keys import MissingKey, NotInstalled, Quarter, ReplacedKey, Ring, made_of
from passes.slip import derive
from passes.token import Pass, read
from tests.vectors.made import ENTRIES, key_list, public, seed

SLIP = seed("slip key 1")
NONCE = Nonce(bytes(range(16)))
LAST_DAY = date(2028, 11, 30)
NOW = datetime(2026, 11, 24, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
KEY = made_of(seed("pass key 1"), "pass", Quarter(2026, 4))
RING = Ring((KEY,), SLIP)


def test_the_printed_example_holds():
    assert (
        derive(SLIP, NONCE, "w", LAST_DAY).w.hex(),
        pass_id(SLIP, NONCE, "w", LAST_DAY).hex(),
        ready(RING, key_list(), LAST_DAY, NOW).code(NONCE, "w"),
    ) == ("a55d9ce6f1fa3f132f7d", "8092aa50a8202a3c", "MNESSSQHZ8ZH6BVXTG")


def test_printing_again_makes_the_same_pass():
    maker = ready(RING, key_list(), LAST_DAY, NOW)

    first, again = maker.text(NONCE, "w"), maker.text(NONCE, "w")

    assert first == again
    assert read(first, key_list().by_kid()) == Pass(
        kid=KEY.kid,
        exp=expiry(LAST_DAY),
        id=pass_id(SLIP, NONCE, "w", LAST_DAY),
        colour="w",
    )


def test_nonce_colour_month_and_slip_key_each_make_another_pass():
    made = {
        pass_id(SLIP, NONCE, "w", LAST_DAY),
        pass_id(SLIP, Nonce(bytes(16)), "w", LAST_DAY),
        pass_id(SLIP, NONCE, "g", LAST_DAY),
        pass_id(SLIP, NONCE, "w", date(2028, 12, 31)),
        pass_id(seed("slip key 2"), NONCE, "w", LAST_DAY),
    }

    assert len(made) == 5


@given(st.binary(min_size=16, max_size=16), st.sampled_from("wg"))
def test_what_the_session_keeps_is_no_part_of_the_pass(nonce, colour):
    kept = digest(nonce, colour, LAST_DAY)
    hidden = derive(SLIP, nonce, colour, LAST_DAY)

    assert len(kept) == 8
    assert kept not in (pass_id(SLIP, nonce, colour, LAST_DAY), hidden.w[:8])


def test_a_new_month_is_counted_anew():
    kept = {digest(NONCE, c, d) for c in "wg" for d in (LAST_DAY, date(2028, 12, 31))}

    assert len(kept) == 4


def test_without_a_key_of_the_quarter_nothing_is_made():
    with pytest.raises(MissingKey, match="no pass key for today"):
        ready(RING, key_list(), LAST_DAY, NOW.replace(year=2027, month=1))


def test_without_the_slip_key_nothing_is_made():
    with pytest.raises(MissingKey, match="slip key is missing"):
        ready(Ring((KEY,), None), key_list(), LAST_DAY, NOW)


@pytest.mark.parametrize(
    ("known", "last_day"),
    [
        (key_list(()), LAST_DAY),
        (key_list(ENTRIES[1:]), LAST_DAY),
        (key_list(), date(2029, 3, 1)),
    ],
)
def test_a_key_signs_only_what_the_signed_list_lets_it(known, last_day):
    with pytest.raises(NotInstalled, match="signed key list"):
        ready(RING, known, last_day, NOW)


def test_a_replaced_key_makes_no_pass_more():
    first, *others = ENTRIES
    known = key_list((first.replaced(date(2027, 1, 23)), *others))

    with pytest.raises(ReplacedKey, match="new_key --use pass"):
        ready(RING, known, LAST_DAY, NOW)


def test_a_key_signs_nothing_before_its_time():
    early = replace(ENTRIES[0], start=int(NOW.timestamp()) + 1)

    with pytest.raises(NotInstalled, match="not in the signed key list yet"):
        ready(RING, key_list((early, *ENTRIES[1:])), LAST_DAY, NOW)


def test_the_last_day_that_the_list_allows_is_signed():
    assert ready(RING, key_list(), date(2029, 2, 28), NOW).last_day.day == 28


def test_a_maker_shows_nothing_of_its_keys():
    assert repr(ready(RING, key_list(), LAST_DAY, NOW)) == (
        "Maker(key=SigningKey(use='pass', quarter=Quarter(year=2026, number=4)), "
        "last_day=datetime.date(2028, 11, 30))"
    )


def test_the_key_in_the_example_is_the_one_in_the_list():
    assert KEY.public == public("pass key 1")
