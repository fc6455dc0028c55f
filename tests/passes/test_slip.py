"""The keep-slip: the town knows its own slips without a list, and a mistake is found."""

import json
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passes import slip
from passes.slip import BadSlip, ForeignCode, Nonce, NotACode, Slip
from tests.vectors import build
from tests.vectors.made import seed

VECTORS = json.loads((Path(build.__file__).parent / "slip.json").read_text())
KEY = seed("slip key 1")
TODAY = date(2026, 11, 24)
ERRORS = {"not_a_code": NotACode, "foreign_code": ForeignCode}
GOOD = slip.derive(KEY, Nonce(bytes(range(16))), "w", date(2028, 11, 30))
NONCES = st.binary(min_size=16, max_size=16)
DAYS = st.dates(date(2026, 1, 1), date(2029, 10, 31))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["code"])
def test_a_slip_is_derived_as_written(case):
    nonce, last_day = bytes.fromhex(case["nonce"]), date.fromisoformat(case["last_day"])

    made = slip.derive(bytes.fromhex(VECTORS["key"]), nonce, case["colour"], last_day)

    assert (made.w.hex(), made.month) == (case["w"], case["month"])
    assert (made.id.hex(), slip.write(made)) == (case["id"], case["code"])
    assert slip.read(case["code"], [KEY], TODAY) == made


@pytest.mark.parametrize("case", VECTORS["typed"], ids=lambda case: case["name"])
def test_what_is_typed_is_read_or_refused_by_name(case):
    today = date.fromisoformat(case["today"])

    if case["error"]:
        with pytest.raises(ERRORS[case["error"]]) as refusal:
            slip.read(case["typed"], [KEY], today)
        assert str(refusal.value) == ""
    else:
        assert slip.read(case["typed"], [KEY], today).month in (24346, 24347)


@settings(max_examples=200)
@given(NONCES, st.sampled_from("wg"), DAYS)
def test_every_slip_reads_as_it_was_written(nonce, colour, last_day):
    made = slip.derive(KEY, Nonce(nonce), colour, last_day)
    code = slip.grouped(slip.write(made))

    assert len(code) == 23
    assert slip.read(code, [KEY], TODAY) == made


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_any_text_gives_a_refusal_and_nothing_else(typed):
    with pytest.raises(BadSlip):
        slip.read(typed, [KEY], TODAY)


def test_each_single_mistake_is_found():
    code = slip.write(GOOD)
    found = [
        slip._sum([slip.SYMBOLS.index(s) for s in code[:at] + symbol + code[at + 1 :]])
        for at in range(18)
        for symbol in slip.SYMBOLS
        if symbol != code[at]
    ]

    assert (len(found), found.count(0)) == (18 * 31, 0)


def test_each_swap_of_two_symbols_is_found():
    values = [slip.SYMBOLS.index(symbol) for symbol in slip.write(GOOD)]
    found = []
    for one, other in combinations(range(18), 2):
        if values[one] != values[other]:
            swapped = list(values)
            swapped[one], swapped[other] = values[other], values[one]
            found.append(slip._sum(swapped))

    assert len(found) > 100
    assert found.count(0) == 0


def test_the_slip_of_an_expired_card_is_known_too():
    today = date(2030, 1, 15)

    assert slip.read(slip.write(GOOD), [KEY], today) == GOOD


def test_the_desk_reads_with_the_key_of_before():
    keys = [seed("slip key 2"), KEY]

    assert slip.read(slip.write(GOOD), keys, TODAY) == GOOD
    with pytest.raises(ForeignCode):
        slip.read(slip.write(GOOD), keys[:1], TODAY)


def test_guessing_a_slip_is_hopeless():
    # A guess with a good check symbol must meet a tag of 32 bits in at most 3 months;
    # what it would withdraw is its own random id. To meet a card that somebody holds it
    # must meet all 80 bits: with 2,000 cards a chance of 2^-69 a guess.
    accepted = 0
    for number in range(20_000):
        w = number.to_bytes(10, "big")
        try:
            slip.read(slip.write(Slip(w, GOOD.month)), [KEY], TODAY)
        except ForeignCode:
            continue
        accepted += 1

    assert (accepted, len(GOOD.w) * 8) == (0, 80)


def test_the_month_is_part_of_what_the_tag_holds():
    other = Slip(GOOD.w, GOOD.month + 1)

    with pytest.raises(ForeignCode):
        slip.read(slip.write(other), [KEY], TODAY)
