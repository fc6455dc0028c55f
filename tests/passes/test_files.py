"""The key list: what the root signed, and nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passes import root
from passes.files import BadList, Entry, KeyList, MalformedList, read_key_list
from tests.vectors import build
from tests.vectors.made import ENTRIES, key, key_list, public

VECTORS = json.loads((Path(build.__file__).parent / "keylist.json").read_text())
ROOTS = [bytes.fromhex(pinned) for pinned in VECTORS["roots"]]
GOOD, REFUSED = VECTORS["good"], VECTORS["refused"]


def names(cases):
    return [case["name"] for case in cases]


@pytest.mark.parametrize("case", GOOD, ids=names(GOOD))
def test_a_signed_list_reads_as_what_it_says(case):
    assert read_key_list(bytes.fromhex(case["body"]), ROOTS) == KeyList(
        root_kid=bytes.fromhex(case["root"]),
        seq=case["seq"],
        issued=case["issued"],
        entries=tuple(
            Entry(
                use=entry["use"],
                start=entry["from"],
                exp_max=entry["exp_max"],
                public=bytes.fromhex(entry["public"]),
                state=entry["state"],
                grace=entry["grace"],
            )
            for entry in case["entries"]
        ),
    )


@pytest.mark.parametrize("case", REFUSED, ids=names(REFUSED))
def test_anything_else_is_refused_by_name(case):
    with pytest.raises(BadList) as refusal:
        read_key_list(bytes.fromhex(case["body"]), ROOTS, seen=case["seen"])

    assert (refusal.value.name, str(refusal.value)) == (case["error"], "")


def test_thirteen_keys_take_708_bytes():
    body = next(case["body"] for case in GOOD if case["name"] == "thirteen keys")

    assert len(body) // 2 == 708


def test_each_single_bit_change_of_a_list_is_refused():
    good = root.sign(key_list(), key("root 1"))
    accepted = []

    for bit in range(len(good) * 8):
        body = bytearray(good)
        body[bit // 8] ^= 1 << bit % 8
        try:
            accepted.append(read_key_list(bytes(body), ROOTS))
        except BadList:
            continue

    assert accepted == []


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_refusal_and_nothing_else(body):
    with pytest.raises(BadList):
        read_key_list(b"GIK1" + body, ROOTS)


def test_the_same_list_again_is_not_older():
    body = root.sign(key_list(seq=3), key("root 1"))

    assert read_key_list(body, ROOTS, seen=3).seq == 3


def test_a_second_pinned_root_may_take_over():
    body = root.sign(key_list(), key("root 1"))

    assert read_key_list(body, [public("root 2"), *ROOTS]) == key_list()


def test_a_list_with_a_key_twice_is_not_even_signed():
    with pytest.raises(MalformedList):
        root.sign(key_list((ENTRIES[0], ENTRIES[0])), key("root 1"))


def test_a_root_signs_only_a_list_that_names_it():
    with pytest.raises(root.BadRoot, match=r"^the list names another root\.$"):
        root.sign(key_list(), key("root 2"))
