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
