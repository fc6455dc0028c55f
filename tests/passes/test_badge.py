"""Who asks: a badge of the town, and its showing, good for two minutes."""

import base64
import json
from pathlib import Path

import pytest

from passes import badge
from passes.badge import BadBadge, Badge, read_badge
from passes.files import Entry
from passes.withdrawn import read_withdrawn
from tests.vectors import build
from tests.vectors.badges import NOW
from tests.vectors.made import ENTRIES, badge_made, key, key_list, shown_at

VECTORS = json.loads((Path(build.__file__).parent / "badge.json").read_text())
KEYS = {
    bytes.fromhex(entry["kid"]): Entry(
        entry["use"], entry["from"], entry["exp_max"], bytes.fromhex(entry["public"])
    )
    for entry in VECTORS["keys"]
}
LIST = read_withdrawn(bytes.fromhex(VECTORS["list"]), KEYS)


def by_name(cases):
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def refuses(body):
    try:
        read_badge(body, KEYS)
    except BadBadge:
        return True
    return False


@by_name(VECTORS["good"])
def test_a_badge_reads_as_what_it_says(case):
    body = bytes.fromhex(case["body"])

    found = read_badge(body, KEYS)

    assert found == Badge(
        kid=body[4:8],
        until=case["until"],
        colours=case["colours"],
        number=case["number"],
        licence=case["licence"],
        venue=case["venue"],
        public=bytes.fromhex(case["public"]),
        id=bytes.fromhex(case["id"]),
    )
    assert len(body) == 156


@by_name(VECTORS["refused"])
def test_anything_else_is_no_badge(case):
    assert refuses(bytes.fromhex(case["body"]))


def test_each_single_bit_change_of_a_badge_is_refused():
    good = badge_made()
    accepted = []
    for bit in range(len(good) * 8):
        body = bytearray(good)
        body[bit // 8] ^= 1 << bit % 8
        if not refuses(bytes(body)):
            accepted.append(bit)

    assert accepted == []


def test_a_badge_key_that_may_have_leaked_is_no_longer_trusted():
    known = key_list(
        tuple(e.replaced(None) if e.use == "b" else e for e in ENTRIES)
    ).by_kid()

    with pytest.raises(BadBadge):
        read_badge(badge_made(), known)


@pytest.mark.parametrize(
    ("colours", "white", "green", "inspects"),
    [
        (badge.WHITE, True, False, False),
        (badge.GREEN, False, True, False),
        (badge.WHITE | badge.GREEN, True, True, False),
        (badge.INSPECTOR, True, True, True),
        (7, True, True, True),
    ],
)
def test_a_badge_covers_its_colours_and_an_inspectors_both(
    colours, white, green, inspects
):
    found = read_badge(badge_made(colours=colours), KEYS)

    assert (found.allows("w"), found.allows("g"), found.is_inspector) == (
        white,
        green,
        inspects,
    )


@pytest.mark.parametrize(
    ("name", "fits"),
    [("x", True), ("é" * 16, True), ("é" * 17, False), ("", False), ("a\0b", False)],
)
def test_a_name_fits_by_its_bytes(name, fits):
    assert badge.name_fits(name) == fits


@pytest.mark.parametrize(
    ("licence", "fits"),
    [("EXP-2026-014", True), ("EXP-2026-0145", False), ("é", False), ("", False)],
)
def test_a_licence_is_plain_and_short(licence, fits):
    assert badge.licence_fits(licence) == fits


@pytest.mark.parametrize("changed", [{"venue": "x" * 33}, {"licence": "é"}])
def test_what_does_not_fit_is_not_signed(changed):
    with pytest.raises(ValueError, match="does not fit"):
        badge_made(**changed)


@by_name(VECTORS["proofs"])
def test_a_phone_proves_that_it_holds_the_key(case):
    given = [bytes.fromhex(case[name]) for name in ("secret", "public", "signature")]

    assert badge.proves(*given) == case["good"]


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), b"\xff" * 32])
def test_bytes_that_are_no_key_prove_nothing(public):
    assert not badge.proves(bytes(16), public, bytes(64))


@by_name(VECTORS["asked"])
def test_what_is_shown_is_told_as_the_row_says(case):
    padding = "=" * (-len(case["shown"]) % 4)
    shown = base64.urlsafe_b64decode(case["shown"] + padding)

    told = badge.asker(shown, KEYS, LIST, case["now"])

    assert (told.state, told.why) == (case["state"], case["why"])


def test_each_single_bit_change_of_what_is_shown_is_unknown():
    good = shown_at(NOW)
    known = []
    for bit in range(len(good) * 8):
        body = bytearray(good)
        body[bit // 8] ^= 1 << bit % 8
        if badge.asker(bytes(body), KEYS, LIST, NOW).state != "unknown":
            known.append(bit)

    assert (len(good), known) == (224, [])


def test_without_a_list_a_lost_phone_is_not_known_to_be_lost():
    lost = VECTORS["asked"][[c["name"] for c in VECTORS["asked"]].index("withdrawn")]
    shown = base64.urlsafe_b64decode(lost["shown"] + "==")

    assert badge.asker(shown, KEYS, None, NOW).state == "yes"


def test_a_statement_is_signed_by_the_phone_and_not_by_the_town():
    body = badge_made()
    signature = key("badge key 1").sign(badge.statement(body, NOW))

    told = badge.asker(body + NOW.to_bytes(4, "big") + signature, KEYS, LIST, NOW)

    assert told.state == "unknown"
