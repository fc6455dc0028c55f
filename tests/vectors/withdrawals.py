"""Vectors of the withdrawn list: good ones, and bodies that are refused, each by name."""

from passes.token import kid_of
from tests.vectors.made import (
    ENTRIES,
    ISSUED,
    flipped,
    key,
    list_made,
    public,
    shown,
)

FIRST = 24346  # November 2028
IDS = {
    0: (bytes.fromhex("0102030405060708"),),
    FIRST: (bytes(8), bytes.fromhex("8092aa50a8202a3c"), b"\xff" * 8),
    FIRST + 1: (),
    FIRST + 2: (bytes.fromhex("00000000000000ff"),),
}


def withdrawn_file() -> dict[str, object]:
    return {
        "keys": [shown(entry) for entry in ENTRIES],
        "good": [
            {
                "name": name,
                "body": body.hex(),
                "kid": body[4:8].hex(),
                "seq": int.from_bytes(body[8:12], "big"),
                "issued": int.from_bytes(body[12:16], "big"),
                "fresh_until": int.from_bytes(body[16:20], "big"),
                "buckets": [[m, [i.hex() for i in ids]] for m, ids in buckets.items()],
            }
            for name, (body, buckets) in good_lists().items()
        ],
        "refused": [
            {"name": name, "body": body.hex(), "seen": seen, "error": error}
            for name, (body, seen, error) in refused_lists().items()
        ],
    }


def good_lists() -> dict[str, tuple[bytes, dict[int, tuple[bytes, ...]]]]:
    return {
        "four months": (list_made(IDS), IDS),
        "empty": (list_made(), {}),
        "a later one": (list_made(IDS, seq=9, issued=ISSUED + 9), IDS),
    }


def refused_lists() -> dict[str, tuple[bytes, int, str]]:
    """Return name -> (body, highest seq seen, error)."""
    good = list_made(IDS)
    one, other = IDS[FIRST][:2]
    bucket = FIRST.to_bytes(2, "big")
    twice = {"a month twice": bucket + bytes(2), "months fall": bytes(4)}
    cases = {
        "nothing": (b"", 0, "malformed"),
        "another magic": (b"GIK1" + good[4:], 0, "malformed"),
        "only a signature": (good[:87], 0, "malformed"),
        "a byte short": (good[:-1], 0, "bad_signature"),
        "a byte long": (good + b"\0", 0, "bad_signature"),
        "cut after a month": (good[:24] + good[-64:], 0, "bad_signature"),
        "a list key that is not known": (
            list_made(IDS, by="foreign key"),
            0,
            "unknown_key",
        ),
        "signed by the badge key": (list_made(IDS, by="badge key 1"), 0, "unknown_key"),
        "the name of the list key, another key": (
            _signed(good[:-64], "badge key 1"),
            0,
            "bad_signature",
        ),
        "an id changed": (flipped(good, 40), 0, "bad_signature"),
        "fresh for longer": (flipped(good, 18), 0, "bad_signature"),
        "zero bytes used": (_signed(flipped(good[:-64], 23)), 0, "malformed"),
        "a month more than there is": (
            _signed(flipped(good[:-64], 21)),
            0,
            "malformed",
        ),
        "bytes behind the last month": (_raw(0, b"\0"), 0, "malformed"),
        "half an id": (_raw(1, bucket + b"\0\1" + one[:4]), 0, "malformed"),
        "ids fall": (_raw(1, bucket + b"\0\2" + other + one), 0, "malformed"),
        "an id twice": (_raw(1, bucket + b"\0\2" + one + one), 0, "malformed"),
        "older than one seen": (good, 2, "older"),
    }
    for name, second in twice.items():
        cases[name] = (_raw(2, bucket + bytes(2) + second), 0, "malformed")
    return cases


def _raw(count: int, buckets: bytes) -> bytes:
    """Return a signed list that our own code would not write."""
    head = list_made()[:20] + count.to_bytes(2, "big") + bytes(2)
    return _signed(head + buckets)


def _signed(body: bytes, by: str = "list key 1") -> bytes:
    assert body[4:8] == kid_of(public("list key 1"))
    return body + key(by).sign(body)
