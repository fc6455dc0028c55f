"""Vectors of the key list: good ones, and bodies that are refused, each with its error."""

from datetime import date

from passes import root
from passes.files import LIST, PASS, Entry, KeyList, pack_key_list
from passes.token import kid_of
from tests.vectors.made import (
    ENTRIES,
    EXP_MAX,
    ISSUED,
    flipped,
    key,
    key_list,
    public,
    shown,
)


def key_list_file() -> dict[str, object]:
    entries = {
        "five keys": ENTRIES,
        "no key": (),
        "thirteen keys": _thirteen(),
        "a pass key and a list key replaced": _replaced(),
    }
    return {
        "roots": [public("root 1").hex()],
        "good": [
            {
                "name": name,
                "body": body.hex(),
                "root": body[4:8].hex(),
                "seq": int.from_bytes(body[8:12], "big"),
                "issued": int.from_bytes(body[12:16], "big"),
                "entries": [shown(entry) for entry in entries[name]],
            }
            for name, body in key_lists().items()
        ],
        "refused": [
            {"name": name, "body": body.hex(), "seen": seen, "error": error}
            for name, (body, seen, error) in refused_lists().items()
        ],
    }


def key_lists() -> dict[str, bytes]:
    return {
        "five keys": root.sign(key_list(), key("root 1")),
        "no key": root.sign(key_list(()), key("root 1")),
        "thirteen keys": root.sign(key_list(_thirteen(), seq=7), key("root 1")),
        "a pass key and a list key replaced": root.sign(
            key_list(_replaced(), seq=2), key("root 1")
        ),
    }


def _replaced() -> tuple[Entry, ...]:
    first, *others = ENTRIES
    return tuple(
        entry.replaced(None) if entry.use == LIST else entry
        for entry in (first.replaced(date(2027, 1, 23)), *others)
    )


def _thirteen() -> tuple[Entry, ...]:
    return tuple(
        Entry(PASS, ISSUED + n, EXP_MAX + n, public(f"pass key {n}")) for n in range(13)
    )


def refused_lists() -> dict[str, tuple[bytes, int, str]]:
    """Return name -> (body, highest seq seen, error)."""
    good, known = root.sign(key_list(), key("root 1")), ENTRIES[0]
    foreign = KeyList(kid_of(public("root 2")), 1, ISSUED, ENTRIES)
    return {
        "empty": (b"", 0, "malformed"),
        "another magic": (b"GIW1" + good[4:], 0, "malformed"),
        "a byte short": (good[:-1], 0, "malformed"),
        "a byte long": (good + b"\0", 0, "malformed"),
        "one key more than there are": (
            _signed(good[:16] + b"\x06" + good[17:-64]),
            0,
            "malformed",
        ),
        "a root that is not pinned": (
            root.sign(foreign, key("root 2")),
            0,
            "unknown_root",
        ),
        "the pinned name, another root": (
            _signed(good[:-64], "root 2"),
            0,
            "bad_signature",
        ),
        "seq changed": (flipped(good, 11), 0, "bad_signature"),
        "signature changed": (flipped(good, len(good) - 1), 0, "bad_signature"),
        "zero bytes used": (_signed(flipped(good[:-64], 19)), 0, "malformed"),
        "kid is not the hash": (_signed(flipped(good[:-64], 24)), 0, "malformed"),
        "the same key twice": (_raw((known, known)), 0, "malformed"),
        "a use nobody knows": (_signed(flipped(good[:-64], 20)), 0, "malformed"),
        "a state nobody knows": (
            _signed(good[:21] + b"\x03" + good[22:-64]),
            0,
            "malformed",
        ),
        "a grace day of a live key": (
            _signed(good[:23] + b"\x01" + good[24:-64]),
            0,
            "malformed",
        ),
        "older than one seen": (good, 2, "older"),
    }


def _signed(body: bytes, by: str = "root 1") -> bytes:
    return body + key(by).sign(body)


def _raw(entries: tuple[Entry, ...]) -> bytes:
    """Return a signed list of entries that `pack_key_list` would refuse."""
    packed = [pack_key_list(key_list((entry,)))[20:] for entry in entries]
    head = pack_key_list(key_list(()))[:16] + bytes([len(entries)]) + bytes(3)
    return _signed(head + b"".join(packed))
