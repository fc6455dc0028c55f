"""Signed files that everyone gets alike. So far one: the key list, `sleutels.bin`.

    "GIK1" | root kid 4 | seq u32 | issued u32 | n u8 | 000000 | n entries of 48 | signature 64
    entry: use 1 | state 1 | grace u16 | kid 4 | from u32 | exp_max u32 | public key 32

Numbers are big-endian. The root signs all bytes before its signature; 13 keys make 708 bytes.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from passes.token import Kid, kid_of

PASS, LIST, BADGE, SPECIMEN = "p", "l", "b", "s"
USES = (PASS, LIST, BADGE, SPECIMEN)
LIVE = 1

_HEAD = struct.Struct(">4s4sIIB3s")
_ENTRY = struct.Struct(">cBH4sII32s")
_MAGIC = b"GIK1"
_SIGNATURE = 64


class BadList(ValueError):
    """The bytes are no list to trust; the one in hand stays."""

    name: ClassVar[str]


class MalformedList(BadList):
    name = "malformed"


class UnknownRoot(BadList):
    name = "unknown_root"


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
    if len(body) < _HEAD.size or body[:4] != _MAGIC:
        raise MalformedList
    _, root_kid, seq, issued, count, zeros = _HEAD.unpack_from(body)
    if len(body) != _HEAD.size + count * _ENTRY.size + _SIGNATURE:
        raise MalformedList
    root = {kid_of(public): public for public in roots}.get(root_kid)
    if root is None:
        raise UnknownRoot
    _verify(body, root)
    entries = _read_entries(body, count)
    if zeros != bytes(3) or not _entries_hold(entries):
        raise MalformedList
    if seq < seen:
        raise OlderList
    return KeyList(Kid(root_kid), seq, issued, entries)


def _verify(body: bytes, public: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            body[-_SIGNATURE:], body[:-_SIGNATURE]
        )
    except InvalidSignature:
        raise BadListSignature from None


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
        entry.use in USES and entry.state == LIVE and entry.grace == 0
        for entry in entries
    )
