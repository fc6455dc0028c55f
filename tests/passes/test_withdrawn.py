"""The withdrawn list: what a live list key signed, and nothing else; what it may weigh."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passes import withdrawn
from passes.expiry import TOWN, month_number
from passes.files import BadList, Entry
from passes.withdrawn import WithdrawnList, read_withdrawn
from tests.vectors import build
from tests.vectors.made import ENTRIES, ISSUED, key, key_list, list_made, public, seed

VECTORS = json.loads((Path(build.__file__).parent / "withdrawn.json").read_text())
KEYS = {
    bytes.fromhex(entry["kid"]): Entry(
        entry["use"], entry["from"], entry["exp_max"], bytes.fromhex(entry["public"])
    )
    for entry in VECTORS["keys"]
}
KEYS_KID = next(kid for kid, entry in KEYS.items() if entry.use == "l")
TODAY = date(2026, 11, 24)
MONTHS = withdrawn.months_in_sight(TODAY, 24, 6, "month_end")


def names(cases):
    return [case["name"] for case in cases]


@pytest.mark.parametrize("case", VECTORS["good"], ids=names(VECTORS["good"]))
def test_a_signed_list_reads_as_what_it_says(case):
    found = read_withdrawn(bytes.fromhex(case["body"]), KEYS)

    assert found == WithdrawnList(
        kid=bytes.fromhex(case["kid"]),
        seq=case["seq"],
        issued=case["issued"],
        fresh_until=case["fresh_until"],
        buckets=tuple(
            (month, tuple(bytes.fromhex(id_) for id_ in ids))
            for month, ids in case["buckets"]
        ),
    )


@pytest.mark.parametrize("case", VECTORS["refused"], ids=names(VECTORS["refused"]))
def test_anything_else_is_refused_by_name(case):
    with pytest.raises(BadList) as refusal:
        read_withdrawn(bytes.fromhex(case["body"]), KEYS, seen=case["seen"])

    assert (refusal.value.name, str(refusal.value)) == (case["error"], "")


def test_each_single_bit_change_and_each_cut_is_refused():
    good = bytes.fromhex(VECTORS["good"][0]["body"])
    changed = [good[:size] for size in range(len(good))]
    for bit in range(len(good) * 8):
        body = bytearray(good)
        body[bit // 8] ^= 1 << bit % 8
        changed.append(bytes(body))
    accepted = []

    for body in changed:
        try:
            accepted.append(read_withdrawn(body, KEYS))
        except BadList:
            continue

    assert accepted == []
    assert read_withdrawn(good, KEYS).has(24346, bytes.fromhex("8092aa50a8202a3c"))


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_refusal_and_nothing_else(body):
    with pytest.raises(BadList):
        read_withdrawn(b"GIW1" + KEYS_KID + body, KEYS)


def test_a_list_key_that_may_have_leaked_is_no_longer_trusted():
    known = key_list(
        tuple(e.replaced(None) if e.use == "l" else e for e in ENTRIES)
    ).by_kid()

    with pytest.raises(BadList) as refusal:
        read_withdrawn(list_made(), known)

    assert refusal.value.name == "unknown_key"


def test_a_thousand_ids_of_two_years_weigh_less_than_10_kb():
    ids = withdrawn.invented(bytes(32), "many", MONTHS, 1000)
    buckets = tuple(
        (month, tuple(sorted(id_ for id_, of in ids if of == month)))
        for month in MONTHS
    )
    made = WithdrawnList(KEYS_KID, 1, ISSUED, ISSUED, buckets)

    body = withdrawn.sign(made, key("list key 1"))

    assert (len(MONTHS), len(body)) == (27, 24 + 27 * 4 + 1000 * 8 + 64)
    assert len(body) < 10_000
    assert read_withdrawn(body, KEYS) == made


def test_every_month_that_a_pass_can_carry_has_its_place():
    assert range(month_number(TODAY), month_number(date(2029, 1, 31)) + 1) == MONTHS


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 30), date(2026, 11, 1)),
        (date(2026, 12, 1), date(2026, 11, 1)),
        (date(2026, 12, 2), date(2026, 12, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
    ],
)
def test_a_month_leaves_on_the_second_day_after_its_end(today, first):
    assert withdrawn.first_month(today) == month_number(first)


@pytest.mark.parametrize(
    ("issued", "now", "is_due"),
    [
        (None, "2026-11-24T00:00", True),
        ("2026-11-24T05:59", "2026-11-24T06:00", True),
        ("2026-11-24T06:00", "2026-11-24T23:59", False),
        ("2026-11-24T06:00", "2026-11-25T05:59", False),
        ("2026-11-24T06:00", "2026-11-25T06:00", True),
        ("2026-11-24T12:00", "2026-11-25T05:59", False),
        ("2026-11-20T12:00", "2026-11-24T05:00", True),
        # Both nights in which the clock changes.
        ("2026-10-24T06:00", "2026-10-25T06:00", True),
        ("2026-10-24T06:00", "2026-10-25T05:59", False),
        ("2027-03-27T06:00", "2027-03-28T06:00", True),
        ("2027-03-27T06:00", "2027-03-28T05:59", False),
    ],
)
def test_a_list_is_due_once_for_every_six_in_the_morning(issued, now, is_due):
    then = issued and datetime.fromisoformat(issued).replace(tzinfo=TOWN).timestamp()
    at = datetime.fromisoformat(now).replace(tzinfo=TOWN)

    assert withdrawn.is_due(then, at) == is_due


def new_ids(run, on_days=None, days=60):
    """Return how many ids each of 60 days shows that the day before did not."""
    on_days = on_days or {}
    return [
        on_days.get(day, 0)
        + len(
            withdrawn.decoys(
                seed(f"{run} {day}"), MONTHS, is_quiet=not on_days.get(day)
            )
        )
        for day in range(1, days + 1)
    ]


def test_each_further_decoy_is_half_as_likely():
    counts = [
        len(withdrawn.decoys(bytes([byte]) + bytes(31), MONTHS, is_quiet=False))
        for byte in range(256)
    ]

    assert [counts.count(n) for n in range(9)] == [128, 64, 32, 16, 8, 4, 2, 1, 1]


def test_a_quiet_day_shows_one_at_least():
    assert len(withdrawn.decoys(bytes(32), MONTHS, is_quiet=True)) == 1
    assert len(withdrawn.decoys(b"\x0f" + bytes(31), MONTHS, is_quiet=True)) == 4


def test_a_day_with_five_new_ids_proves_nothing():
    quiet = [new_ids(f"quiet {run}") for run in range(100)]
    busy = [new_ids(f"busy {run}", {30: 5}) for run in range(100)]

    # In most quiet runs some day shows five or more, and its sum is like that of a busy one.
    assert sum(max(run) >= 5 for run in quiet) > 75
    assert sum(sum(run) > mean(map(sum, busy)) for run in quiet) > 15


def test_a_day_with_one_withdrawal_and_one_with_none_look_alike():
    def shown(real):
        """Return how often a day with `real` withdrawals shows how many, of 256 days."""
        return Counter(
            real + len(withdrawn.decoys(bytes([n]) * 32, MONTHS, is_quiet=not real))
            for n in range(256)
        )

    none, one = shown(0), shown(1)

    # Whatever a day shows, with one withdrawal it is at most twice as likely as with none,
    # and at least two thirds as likely: nobody learns from it that there was one.
    assert [one[n] / none[n] for n in range(1, 8)] == [pytest.approx(2 / 3), *[2] * 6]


def test_invented_ids_lie_in_all_months_and_differ():
    ids = withdrawn.invented(b"r" * 32, "x", MONTHS, 2700)

    shares = [sum(of == month for _, of in ids) for month in MONTHS]

    assert len({id_ for id_, _ in ids}) == 2700
    assert min(shares) > 60
    assert max(shares) < 145


def test_the_same_list_again_is_not_older():
    assert read_withdrawn(list_made(seq=3), KEYS, seen=3).seq == 3


def test_of_the_public_halves_only_the_list_key_counts():
    assert KEYS[KEYS_KID].public == public("list key 1")
    assert timedelta(
        seconds=read_withdrawn(list_made(), KEYS).fresh_until - ISSUED
    ) == (timedelta(days=7))
