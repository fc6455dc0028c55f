"""The key list, `sleutels.bin`: every key of the town, the same bytes for everyone.

    "GIK1" | root kid 4 | seq u32 | issued u32 | n u8 | 000000 | n entries of 48 | signature 64
    entry: use 1 | state 1 | grace u16 | kid 4 | from u32 | exp_max u32 | public key 32

Numbers are big-endian. The root signs all bytes before its signature; 13 keys make 708 bytes.
State 1 is live. State 2: the series is replaced, because the key may have leaked; what it signed
is good through the grace day (days since 1970; 0 where nothing of it is good).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from passes.token import Kid, kid_of

PASS, LIST, BADGE, SPECIMEN = "p", "l", "b", "s"
USES = (PASS, LIST, BADGE, SPECIMEN)
LIVE, REPLACED = 1, 2
SIGNATURE = 64

_HEAD = struct.Struct(">4s4sIIB3s")
_ENTRY = struct.Struct(">cBH4sII32s")
_MAGIC = b"GIK1"
_EPOCH = date(1970, 1, 1)


class BadList(ValueError):
    """The bytes are no list to trust; the one in hand stays."""

    name: ClassVar[str]


class MalformedList(BadList):
    name = "malformed"


class UnknownRoot(BadList):
    name = "unknown_root"


class UnknownListKey(BadList):
    name = "unknown_key"


class BadListSignature(BadList):
    name = "bad_signature"


class OlderList(BadList):
    name = "older"


@dataclass(frozen=True)
class Entry:
    """One key: what it signs, from when (seconds since 1970), and how far its passes reach."""

    use: str
    start: int
    exp_max: int
    public: bytes
    state: int = LIVE
    grace: int = 0

    @property
    def kid(self) -> Kid:
        return kid_of(self.public)

    @property
    def grace_day(self) -> date:
        """The last day on which a pass of a replaced series is good."""
        return _EPOCH + timedelta(days=self.grace)

    def replaced(self, grace_day: date | None) -> "Entry":
        """Return this key as replaced; `grace_day` for passes, None for all else."""
        grace = (grace_day - _EPOCH).days if grace_day else 0
        return replace(self, state=REPLACED, grace=grace)


@dataclass(frozen=True)
class KeyList:
    """All keys a reader knows, as the root signed them."""

    root_kid: Kid
    seq: int
    issued: int
    entries: tuple[Entry, ...]

    def by_kid(self) -> dict[bytes, Entry]:
        return {entry.kid: entry for entry in self.entries}


def pack_key_list(key_list: KeyList) -> bytes:
    """Return the bytes that the root has to sign, in the order of the entries."""
    if not _entries_hold(key_list.entries):
        raise MalformedList
    head = _HEAD.pack(
        _MAGIC,
        key_list.root_kid,
        key_list.seq,
        key_list.issued,
        len(key_list.entries),
        bytes(3),
    )
    return head + b"".join(
        _ENTRY.pack(
            entry.use.encode("ascii"),
            entry.state,
            entry.grace,
            entry.kid,
            entry.start,
            entry.exp_max,
            entry.public,
        )
        for entry in key_list.entries
    )


def read_key_list(body: bytes, roots: Sequence[bytes], seen: int = 0) -> KeyList:
    """Return the list in `body` if one of the pinned `roots` signed it, or raise a `BadList`.

    `seen` is the highest seq so far: a list is never replaced by an older one.
    """
    root_kid = _root_kid(body, SIGNATURE)
    root = {kid_of(public): public for public in roots}.get(root_kid)
    if root is None:
        raise UnknownRoot
    if not is_signed(body, root):
        raise BadListSignature
    found = _read(body)
    if found.seq < seen:
        raise OlderList
    return found


def read_request(body: bytes) -> KeyList:
    """Return the unsigned list that is carried to the root, or raise `MalformedList`."""
    _root_kid(body, 0)
    return _read(body)


def is_signed(body: bytes, public: bytes) -> bool:
    """Return whether the last 64 bytes are the signature of `public` over those before."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            body[-SIGNATURE:], body[:-SIGNATURE]
        )
    except InvalidSignature:
        return False
    return True


def _root_kid(body: bytes, signature: int) -> Kid:
    """Return which root should have signed; nothing else is used before it has."""
    if len(body) < _HEAD.size or body[:4] != _MAGIC:
        raise MalformedList
    if len(body) != _HEAD.size + body[16] * _ENTRY.size + signature:
        raise MalformedList
    return Kid(body[4:8])


def _read(body: bytes) -> KeyList:
    _, root_kid, seq, issued, count, zeros = _HEAD.unpack_from(body)
    entries = _read_entries(body, count)
    if zeros != bytes(3) or not _entries_hold(entries):
        raise MalformedList
    return KeyList(Kid(root_kid), seq, issued, entries)


def _read_entries(body: bytes, count: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for number in range(count):
        use, state, grace, kid, start, exp_max, public = _ENTRY.unpack_from(
            body, _HEAD.size + number * _ENTRY.size
        )
        entry = Entry(use.decode("latin-1"), start, exp_max, public, state, grace)
        if entry.kid != kid:
            raise MalformedList
        entries.append(entry)
    return tuple(entries)


def _entries_hold(entries: Sequence[Entry]) -> bool:
    return len({entry.kid for entry in entries}) == len(entries) and all(
        entry.use in USES
        and (entry.state == REPLACED or (entry.state, entry.grace) == (LIVE, 0))
        for entry in entries
    )
