"""The token: one form, one signature, and nothing else is a pass."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSE, COSEKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message

from passes import base45, token
from passes.files import Entry
from passes.token import BadToken, Pass, kid_of, read, to_text
from tests.vectors import build
from tests.vectors.made import ENTRIES, made, public

FOLDER = Path(build.__file__).parent
VECTORS = json.loads((FOLDER / "token.json").read_text())
GENUINE, REFUSED = VECTORS["genuine"], VECTORS["refused"]
KEYS = {entry.kid: entry for entry in ENTRIES}

FIRST = (
    "8449a20127044477500d4ea054a3041a6ed1b87007488092aa50a8202a3c0961775840"
    "ab974706990f8bcf9eebc7834510a2f76f3c8fb34e793a879801506f6787d9e790561a05"
    "0fbf9ac6dd8f2004002526af99c529e46a88c7d9e17a4c1045a2b90d"
)
FIRST_TEXT = (
    "GI1:PWGSLK/-4MT8I5AD.9MVAFN0J0EBENJ-0JBG+NLKBLCF5G81.3F+78R5JO$0J/15BQE "
    "TZQGS42SCVNT72UMTEFH6HL70Y3E$7HFCT$*AZS00AOE6PA4IYM0FV4/8MS-OJ*S5DHMORXKFP22WPKD0"
)


def names(cases):
    return [case["name"] for case in cases]


def public_of(case):
    return next(k["public"] for k in VECTORS["keys"] if k["kid"] == case["kid"])


@pytest.mark.parametrize("name", [*build.FILES])
def test_the_vectors_are_what_their_script_writes(name):
    assert (FOLDER / name).read_text() == build.written(name)


def test_the_first_token_is_the_printed_one_byte_for_byte():
    first = made()

    assert (first.hex(), to_text(first)) == (FIRST, FIRST_TEXT)
    assert (len(first), len(FIRST_TEXT)) == (99, 153)


@pytest.mark.parametrize("case", GENUINE, ids=names(GENUINE))
def test_a_genuine_token_reads_as_what_it_says(case):
    assert read(case["text"], KEYS) == Pass(
        kid=bytes.fromhex(case["kid"]),
        exp=case["exp"],
        id=bytes.fromhex(case["id"]),
        colour=case["colour"],
    )


@pytest.mark.parametrize("case", GENUINE, ids=names(GENUINE))
def test_two_other_libraries_read_the_same(case):
    body = b"\xd2" + bytes.fromhex(case["token"])
    x = bytes.fromhex(public_of(case))
    claims = {4: case["exp"], 7: bytes.fromhex(case["id"]), 9: case["colour"]}

    by_cwt = COSE.new().decode(
        body,
        COSEKey.new({1: 1, 2: bytes.fromhex(case["kid"]), 3: -8, -1: 6, -2: x}),
    )
    message = Sign1Message.decode(body)
    message.key = OKPKey(crv=Ed25519, x=x)

    assert message.verify_signature()
    assert by_cwt == message.payload == _packed(claims)


def _packed(claims):
    return (
        b"\xa3\x04\x1a"
        + claims[4].to_bytes(4, "big")
        + b"\x07\x48"
        + claims[7]
        + b"\x09\x61"
        + claims[9].encode()
    )


@pytest.mark.parametrize("case", REFUSED, ids=names(REFUSED))
def test_a_text_that_is_no_pass_is_refused_by_name(case):
    with pytest.raises(BadToken) as refusal:
        read(case["text"], KEYS)

    assert (refusal.value.name, str(refusal.value)) == (case["error"], "")


def test_every_name_of_a_refusal_has_a_vector():
    errors = {kind.name for kind in BadToken.__subclasses__()}

    assert {case["error"] for case in REFUSED} == errors


def test_each_of_the_792_single_bit_changes_is_refused():
    good = made()
    accepted = []

    for bit in range(len(good) * 8):
        body = bytearray(good)
        body[bit // 8] ^= 1 << bit % 8
        try:
            accepted.append(read(to_text(bytes(body)), KEYS))
        except BadToken:
            continue

    assert accepted == []


@settings(max_examples=4000, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_refusal_and_nothing_else(text):
    with pytest.raises(BadToken):
        read(text, KEYS)


@settings(max_examples=3000, deadline=None)
@given(st.text(alphabet=base45.ALPHABET, min_size=149, max_size=149))
def test_any_text_of_the_right_shape_gives_a_refusal(text):
    with pytest.raises(BadToken):
        read(token.PREFIX + text, KEYS)


@settings(max_examples=3000, deadline=None)
@given(st.binary(min_size=4 + 8 + 1 + 64, max_size=77))
def test_any_content_in_the_right_template_gives_a_refusal(data):
    good = made()
    body = good[:16] + data[:4] + good[20:22] + data[4:12] + good[30:32] + data[12:13]

    with pytest.raises(BadToken):
        read(to_text(body + good[33:35] + data[13:]), KEYS)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.binary(min_size=8, max_size=8), st.sampled_from("wg")
)
def test_what_is_signed_is_read(exp, id_, colour):
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    known = Entry("p", 0, 2**32 - 1, key.public_key().public_bytes_raw())
    pass_ = Pass(known.kid, exp, id_, colour)

    assert read(to_text(token.sign(pass_, key)), {known.kid: known}) == pass_


def test_a_pass_is_not_signed_with_another_key_than_it_names():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))

    with pytest.raises(ValueError, match=r"^the pass names another key$"):
        token.sign(Pass(kid_of(public("pass key 1")), 1, bytes(8), "w"), key)
