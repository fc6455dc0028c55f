"""The token of a pass: 99 bytes from one template, in the QR code as `GI1:` and base45.

A COSE_Sign1 around a CWT, so that standard libraries can check our work, yet read by slicing, so
that no parser stands between a stranger's bytes and the signature:

    0   84                array of 4, no tag in front
    1   49 A2 01 27 04 44 protected header {1: -8 EdDSA, 4: kid}, then the kid, 4 bytes
    11  A0 54 A3 04 1A    unprotected {}, payload map of 3, then exp, u32, exclusive
    20  07 48             then the pass id, 8 bytes
    30  09 61             then the colour: `w` white, `g` green, `t` specimen
    33  58 40             then the Ed25519 signature, 64 bytes

Numbers are big-endian. The signature covers `84 6A "Signature1"`, token[1:11], `40`, token[12:33].
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NewType, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from passes import base45

PassId = NewType("PassId", bytes)  # 8 bytes
Kid = NewType("Kid", bytes)  # 4 bytes

PREFIX = "GI1:"
SIZE = 99
TEXT_SIZE = 153
WHITE, GREEN, SPECIMEN = "w", "g", "t"

_BODY = 33
_CONSTANT = {
    0: bytes.fromhex("8449a201270444"),
    11: bytes.fromhex("a054a3041a"),
    20: bytes.fromhex("0748"),
    30: bytes.fromhex("0961"),
    33: bytes.fromhex("5840"),
}
_SIGNED_FIRST = b"\x84\x6aSignature1"
_USE_OF = {WHITE: "p", GREEN: "p", SPECIMEN: "s"}
_NEWER = re.compile("GI[2-9]:")


class BadToken(ValueError):
    """The text is no pass of this town; holds nothing of it."""

    name: ClassVar[str]


class NotOurs(BadToken):
    name = "not_ours"


class NewerVersion(BadToken):
    name = "newer_version"


class Malformed(BadToken):
    name = "malformed"


class UnknownKey(BadToken):
    name = "unknown_key"


class BadSignature(BadToken):
    name = "bad_signature"


class UnknownType(BadToken):
    name = "unknown_type"


class OutsideKey(BadToken):
    name = "outside_key"


@dataclass(frozen=True)
class Pass:
    """What a pass says: which key made it, when it is over, its id and its colour."""

    kid: Kid
    exp: int
    id: PassId
    colour: str


class KnownKey(Protocol):
    """What a reader must know of a key; an entry of the key list is one."""

    @property
    def use(self) -> str: ...
    @property
    def exp_max(self) -> int: ...
    @property
    def public(self) -> bytes: ...


def kid_of(public: bytes) -> Kid:
    """Return the name of a public key: the first 4 bytes of its SHA-256."""
    return Kid(hashlib.sha256(public).digest()[:4])


def sign(pass_: Pass, key: Ed25519PrivateKey) -> bytes:
    """Return the 99 bytes of `pass_`; the key must be the one that its kid names."""
    if pass_.kid != kid_of(key.public_key().public_bytes_raw()):
        raise ValueError("the pass names another key")
    return _frame(pass_, key.sign(_signed(_frame(pass_, bytes(64)))))


def to_text(token: bytes) -> str:
    """Return what stands in the QR code, 153 characters."""
    return PREFIX + base45.encode(token)


def read(text: str, keys: Mapping[bytes, KnownKey]) -> Pass:
    """Return the genuine pass that `text` stands for, `keys` by kid, or raise a `BadToken`.

    Expired, withdrawn and wrong colour are verdicts on a genuine pass, not errors.
    """
    token = _from_text(text)
    for start, constant in _CONSTANT.items():
        if token[start : start + len(constant)] != constant:
            raise Malformed
    key = keys.get(token[7:11])
    if key is None:
        raise UnknownKey
    _verify(token, key.public)
    # Only from here on does anything but the kid count.
    found = Pass(
        kid=Kid(token[7:11]),
        exp=int.from_bytes(token[16:20], "big"),
        id=PassId(token[22:30]),
        colour=chr(token[32]),
    )
    if _USE_OF.get(found.colour) != key.use:
        raise UnknownType
    if found.exp > key.exp_max:
        raise OutsideKey
    return found


def _from_text(text: str) -> bytes:
    if not text.startswith(PREFIX):
        raise NewerVersion if _NEWER.match(text) else NotOurs
    if len(text) != TEXT_SIZE:
        raise Malformed
    try:
        return base45.decode(text[len(PREFIX) :])
    except base45.BadBase45:
        raise Malformed from None


def _verify(token: bytes, public: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            token[_BODY + 2 :], _signed(token)
        )
    except InvalidSignature:
        raise BadSignature from None


def _frame(pass_: Pass, signature: bytes) -> bytes:
    return b"".join(
        (
            _CONSTANT[0],
            pass_.kid,
            _CONSTANT[11],
            pass_.exp.to_bytes(4, "big"),
            _CONSTANT[20],
            pass_.id,
            _CONSTANT[30],
            pass_.colour.encode("ascii"),
            _CONSTANT[33],
            signature,
        )
    )


def _signed(token: bytes) -> bytes:
    return _SIGNED_FIRST + token[1:11] + b"\x40" + token[12:_BODY]
