"""What the policy says of passes, as the program wants to read it."""

from dataclasses import replace
from datetime import date

import pytest


@pytest.mark.parametrize(
    ("written", "day"), [("", None), ("2028-11-30", date(2028, 11, 30))]
)
def test_old_cards_without_a_code_have_a_last_day_or_none(policy, written, day):
    assert replace(policy.pass_, legacy_until=written).legacy_day == day


def test_the_pinned_roots_are_public_keys(policy):
    both = replace(policy.pass_, roots=("00" * 32, "ff" * 32))

    assert both.pinned == [bytes(32), b"\xff" * 32]


def test_a_pass_cannot_be_almost_expired_from_its_first_day(policy):
    short = replace(policy.pass_, validity_months=3, almost_expired_months=3)

    assert list(short.faults()) == [
        ("almost_expired_months", "must be 0 to 6 and shorter than the validity.")
    ]
