"""Who asks: the badge that the town signs for a phone, and its showing, signed by the phone.

    "GIB1" | badge kid 4 | until u32 | colours u8 (1 white, 2 green, 4 inspector) | 00
    venue number u16 | licence 12 ASCII | venue name 32 UTF-8, zero padded
    device public key 32 | signature of the badge key 64                          156 bytes

    enrolling: the phone signs "GIE1" | SHA-256(secret) | public key
    showing:   badge | time u32 | the phone's signature over "GIS1" | SHA-256(badge) | time

Numbers are big-endian. The id of a badge is the first 8 bytes of its SHA-256; a lost phone's id
stands in month 0 of the withdrawn list. A venue is a business; a phone has no other identity.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from passes import files, token
from passes.files import LIVE, SIGNATURE, Entry, is_signed
from passes.token import Kid
from passes.withdrawn import BADGES, WithdrawnList

WHITE, GREEN, INSPECTOR = 1, 2, 4
SIZE = 156
PUBLIC_SIZE = 32
SECRET_SIZE = 16
NAME_BYTES = 32
LICENCE_SIZE = 12

FRESH_SECONDS = 120
LATE_SECONDS = 900

YES, FOR_INSPECTION, AGAIN = "yes", "inspector", "again"
NO_LONGER, UNKNOWN = "no_longer", "unknown"

_BODY = struct.Struct(">4s4sIBBH12s32s32s")
_TIME = struct.Struct(">I")
_MAGIC = b"GIB1"
_BIT = {token.WHITE: WHITE, token.GREEN: GREEN}


class BadBadge(ValueError):
    """The bytes are no badge of this town."""


@dataclass(frozen=True)
class Badge:
    """What a badge says; `until` is exclusive, in seconds since 1970, `id` 8 bytes."""

    kid: Kid
    until: int
    colours: int
    number: int
    licence: str
    venue: str
    public: bytes
    id: bytes = b""

    def allows(self, colour: str) -> bool:
        """Return whether the asker's licence covers passes of this colour."""
        return bool(self.colours & (_BIT[colour] | INSPECTOR))

    @property
    def is_inspector(self) -> bool:
        return bool(self.colours & INSPECTOR)


@dataclass(frozen=True)
class Asker:
    """What `/wie` says of who asks, the reason where a state has several, and the badge."""

    state: str
    why: str | None = None
    badge: Badge | None = None


def name_fits(text: str) -> bool:
    """Return whether a venue's name has room in the badge."""
    return 0 < len(text.encode()) <= NAME_BYTES and "\0" not in text


def licence_fits(text: str) -> bool:
    """Return whether the number of a licence has room in the badge."""
    return 0 < len(text) <= LICENCE_SIZE and text.isascii() and text.isprintable()


def sign(badge: Badge, key: Ed25519PrivateKey) -> bytes:
    """Return the 156 bytes of `badge`; ValueError where name or licence have no room."""
    if not (name_fits(badge.venue) and licence_fits(badge.licence)):
        raise ValueError("the name or the licence does not fit")
    body = _BODY.pack(
        _MAGIC,
        badge.kid,
        badge.until,
        badge.colours,
        0,
        badge.number,
        badge.licence.encode("ascii"),
        badge.venue.encode(),
        badge.public,
    )
    return body + key.sign(body)


def read_badge(body: bytes, keys: Mapping[bytes, Entry]) -> Badge:
    """Return the badge in `body` if a live badge key of `keys` signed it, or `BadBadge`.

    Whether it has ended or was withdrawn is for the caller to see.
    """
    if len(body) != SIZE or body[:4] != _MAGIC:
        raise BadBadge
    key = keys.get(body[4:8])
    if key is None or (key.use, key.state) != (files.BADGE, LIVE):
        raise BadBadge
    if not is_signed(body, key.public):
        raise BadBadge
    _, kid, until, colours, zero, number, licence, venue, public = _BODY.unpack(
        body[:-SIGNATURE]
    )
    if zero or not 0 < colours <= WHITE | GREEN | INSPECTOR:
        raise BadBadge
    return Badge(
        Kid(kid),
        until,
        colours,
        number,
        licence.rstrip(b"\0").decode("ascii"),
        venue.rstrip(b"\0").decode(),
        public,
        badge_id(body),
    )


def badge_id(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:8]


def proof_message(secret: bytes, public: bytes) -> bytes:
    """Return what a phone signs to enrol its key with an invitation."""
    return b"GIE1" + hashlib.sha256(secret).digest() + public


def proves(secret: bytes, public: bytes, signature: bytes) -> bool:
    """Return whether the phone holds the key that it wants to enrol."""
    return _verifies(public, signature, proof_message(secret, public))


def statement(body: bytes, seconds: int) -> bytes:
    """Return what a phone signs to show its badge at a moment."""
    return b"GIS1" + hashlib.sha256(body).digest() + _TIME.pack(seconds)


def asker(
    shown: bytes,
    keys: Mapping[bytes, Entry],
    withdrawn: WithdrawnList | None,
    now: int,
) -> Asker:
    """Return what the shown code is worth at `now`; the first that fits wins."""
    try:
        badge = read_badge(shown[:SIZE], keys)
    except BadBadge:
        return Asker(UNKNOWN)
    if len(shown) != SIZE + _TIME.size + SIGNATURE:
        return Asker(UNKNOWN)
    (seconds,) = _TIME.unpack_from(shown, SIZE)
    message = statement(shown[:SIZE], seconds)
    if not _verifies(badge.public, shown[SIZE + _TIME.size :], message):
        return Asker(UNKNOWN)
    return _state(badge, abs(now - seconds), withdrawn, now)


def _state(
    badge: Badge, seconds_off: int, withdrawn: WithdrawnList | None, now: int
) -> Asker:
    if withdrawn is not None and withdrawn.has(BADGES, badge.id):
        return Asker(NO_LONGER, "withdrawn", badge)
    if badge.until <= now:
        return Asker(NO_LONGER, "ended", badge)
    if seconds_off > LATE_SECONDS:
        return Asker(NO_LONGER, "old", badge)
    if seconds_off > FRESH_SECONDS:
        return Asker(AGAIN, None, badge)
    return Asker(FOR_INSPECTION if badge.is_inspector else YES, None, badge)


def _verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    if (len(public), len(signature)) != (PUBLIC_SIZE, SIGNATURE):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # bytes that are no point of the curve
        return False
    return True
