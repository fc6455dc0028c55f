"""What the check shows: the first row that fits wins."""

import json
from pathlib import Path

import pytest

from passes.files import read_key_list
from passes.verdict import Device, verdict
from tests.vectors import build

VECTORS = json.loads((Path(build.__file__).parent / "verdicts.json").read_text())
CASES = VECTORS["cases"]
LIST = read_key_list(
    bytes.fromhex(VECTORS["key_list"]), [bytes.fromhex(VECTORS["root"])]
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_scan_is_told_as_the_row_says(case):
    device = Device(
        built=case["built"],
        keys=LIST,
        fetched=case["fetched"],
        clock_off=case["clock_off"],
        max_age_days=VECTORS["max_age_days"],
        almost_months=VECTORS["almost_months"],
    )

    told = verdict(case["text"], device, case["now"], same_person=case["same_person"])

    assert (told.state, told.why) == (case["state"], case["why"])


def test_every_state_that_exists_has_a_row():
    assert {case["state"] for case in CASES} == {
        "clock_wrong",
        "unreadable",
        "list_too_old",
        "not_genuine",
        "specimen",
        "expired",
        "compare",
        "not_this_person",
        "almost_expired",
        "valid",
    }
