"""What the check shows: the first row that fits wins."""

import json
from pathlib import Path

import pytest

from passes.badge import BadBadge, read_badge
from passes.files import BadList, read_key_list
from passes.verdict import Device, verdict
from passes.withdrawn import read_withdrawn
from tests.vectors import build

VECTORS = json.loads((Path(build.__file__).parent / "verdicts.json").read_text())
CASES = VECTORS["cases"]


def keys(case):
    body = bytes.fromhex(VECTORS["key_lists"][case["keys"]])
    return read_key_list(body, [bytes.fromhex(VECTORS["root"])])


def trusted(read, body, known):
    """Return what a phone has in hand: nothing where the bytes cannot be trusted."""
    try:
        return body and read(bytes.fromhex(body), known.by_kid())
    except (BadList, BadBadge):
        return None


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_scan_is_told_as_the_row_says(case):
    known = keys(case)
    device = Device(
        built=case["built"],
        keys=known,
        fetched=case["fetched"],
        clock_off=case["clock_off"],
        max_age_days=VECTORS["max_age_days"],
        almost_months=VECTORS["almost_months"],
        withdrawn=trusted(read_withdrawn, VECTORS["lists"].get(case["list"]), known),
        badge=trusted(read_badge, VECTORS["badges"].get(case["badge"]), known),
    )

    told = verdict(case["text"], device, case["now"], same_person=case["same_person"])

    assert (told.state, told.why) == (case["state"], case["why"])


def test_every_state_that_exists_has_a_row():
    assert {(case["state"], case["why"]) for case in CASES} == {
        ("badge_ended", "none"),
        ("badge_ended", "ended"),
        ("badge_ended", "withdrawn"),
        ("clock_wrong", None),
        ("unreadable", "nothing"),
        ("unreadable", "not_ours"),
        ("unreadable", "newer_version"),
        ("list_too_old", "unknown_key"),
        ("list_too_old", "list"),
        ("not_genuine", "unknown_key"),
        ("not_genuine", "malformed"),
        ("not_genuine", "bad_signature"),
        ("not_genuine", "unknown_type"),
        ("not_genuine", "outside_key"),
        ("specimen", None),
        ("expired", None),
        ("withdrawn", None),
        ("series_replaced", "over"),
        ("wrong_colour", None),
        ("compare", None),
        ("not_this_person", None),
        ("series_replaced", "grace"),
        ("almost_expired", None),
        ("valid", None),
    }


def test_no_two_rows_have_one_name():
    names = [case["name"] for case in CASES]

    assert len(names) == len(set(names))
