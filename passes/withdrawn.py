"""The withdrawn list, `lijst.bin`: ids of passes that are good no more, the same for everyone.

    "GIW1" | list kid 4 | seq u32 | issued u32 | fresh_until u32 | bucket count u16 | 0000
    bucket: month u16 | n u16 | n ids of 8 bytes, rising | … | signature 64

Numbers are big-endian, months rise; a month is year x 12 + month - 1 of the last valid day, month
0 holds badges. A list key signs all bytes before its signature. Most ids are decoys: nothing
tells them from real ones, and so many new ones come by chance that a day's difference counts
nobody.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes.expiry import TOWN, Rounding, last_valid_day, month_number
from passes.files import (
    LIST,
    LIVE,
    SIGNATURE,
    BadListSignature,
    Entry,
    MalformedList,
    OlderList,
    UnknownListKey,
    is_signed,
)
from passes.token import Kid

BADGES = 0  # the month of withdrawn badges
ID_SIZE = 8
DECOYS = 8  # of a month that comes into sight
PUBLISHED_AT = time(6)

_HEAD = struct.Struct(">4s4sIIIH2s")
_BUCKET = struct.Struct(">HH")
_MAGIC = b"GIW1"

Buckets = tuple[tuple[int, tuple[bytes, ...]], ...]


@dataclass(frozen=True)
class WithdrawnList:
    """What a list key signed: ids by month, both rising. Moments are seconds since 1970."""

    kid: Kid
    seq: int
    issued: int
    fresh_until: int
    buckets: Buckets

    def has(self, month: int, id_: bytes) -> bool:
        return any(id_ in ids for of, ids in self.buckets if of == month)

    @property
    def months(self) -> frozenset[int]:
        return frozenset(month for month, _ in self.buckets)


def sign(withdrawn: WithdrawnList, key: Ed25519PrivateKey) -> bytes:
    """Return `lijst.bin`; the key must be the one that the list names."""
    body = _HEAD.pack(
        _MAGIC,
        withdrawn.kid,
        withdrawn.seq,
        withdrawn.issued,
        withdrawn.fresh_until,
        len(withdrawn.buckets),
        bytes(2),
    ) + b"".join(
        _BUCKET.pack(month, len(ids)) + b"".join(ids)
        for month, ids in withdrawn.buckets
    )
    return body + key.sign(body)


def read_withdrawn(
    body: bytes, keys: Mapping[bytes, Entry], seen: int = 0
) -> WithdrawnList:
    """Return the list in `body` if a live list key of `keys` signed it, or raise a `BadList`.

    `seen` is the highest seq so far: a list is never replaced by an older one.
    """
    if len(body) < _HEAD.size + SIGNATURE or body[:4] != _MAGIC:
        raise MalformedList
    key = keys.get(body[4:8])
    if key is None or (key.use, key.state) != (LIST, LIVE):
        raise UnknownListKey
    if not is_signed(body, key.public):
        raise BadListSignature
    found = content(body)
    if found.seq < seen:
        raise OlderList
    return found


def content(body: bytes) -> WithdrawnList:
    """Return what a list says without asking who signed it; `MalformedList` if nothing."""
    _, kid, seq, issued, fresh_until, count, zeros = _HEAD.unpack_from(body)
    buckets = _read_buckets(body[_HEAD.size : -SIGNATURE], count)
    if zeros != bytes(2):
        raise MalformedList
    return WithdrawnList(Kid(kid), seq, issued, fresh_until, buckets)


def months_in_sight(
    today: date, months: int, horizon_weeks: int, rounding: Rounding
) -> range:
    """Return every month that a pass in use can carry; one leaves on the 2nd day after it."""
    latest = last_valid_day(today + timedelta(weeks=horizon_weeks), months, rounding)
    return range(first_month(today), month_number(latest) + 1)


def first_month(today: date) -> int:
    """Return the earliest month that the list still holds on `today`."""
    return month_number(today - timedelta(days=1))


def decoys(random: bytes, months: range, *, is_quiet: bool) -> list[tuple[bytes, int]]:
    """Return the invented ids of a day, each with its month, of 32 random bytes.

    None, one, two or more by chance, each further one half as likely; so five withdrawals on
    one day look like any other day. On a quiet day, when nothing was withdrawn, one at least.
    """
    count = 0
    while count < DECOYS and random[0] >> count & 1:
        count += 1
    return invented(random, "day", months, max(count, int(is_quiet)))


def invented(
    random: bytes, label: str, months: range, count: int
) -> list[tuple[bytes, int]]:
    """Return `count` random ids, each in a random one of `months`."""
    stream = hashlib.shake_256(random + label.encode("ascii"))
    data = stream.digest(count * 2 * ID_SIZE)
    pieces = [data[at : at + ID_SIZE] for at in range(0, len(data), ID_SIZE)]
    return [
        (id_, months[int.from_bytes(place, "big") % len(months)])
        for id_, place in zip(pieces[::2], pieces[1::2], strict=True)
    ]


def is_due(issued: int | None, now: datetime) -> bool:
    """Return whether a list belongs out: none is, or 06:00 has passed since the last one."""
    local = now.astimezone(TOWN)
    day = local.date() if local.time() >= PUBLISHED_AT else _before(local.date())
    moment = datetime.combine(day, PUBLISHED_AT, TOWN)
    return issued is None or issued < moment.timestamp()


def _before(day: date) -> date:
    return day - timedelta(days=1)


def _read_buckets(data: bytes, count: int) -> Buckets:
    buckets: list[tuple[int, tuple[bytes, ...]]] = []
    at = 0
    for _ in range(count):
        if at + _BUCKET.size > len(data):
            raise MalformedList
        month, size = _BUCKET.unpack_from(data, at)
        end = at + _BUCKET.size + size * ID_SIZE
        if end > len(data):
            raise MalformedList
        ids = tuple(
            data[place : place + ID_SIZE]
            for place in range(at + _BUCKET.size, end, ID_SIZE)
        )
        buckets.append((month, ids))
        at = end
    if at != len(data) or not _are_rising(buckets):
        raise MalformedList
    return tuple(buckets)


def _are_rising(buckets: list[tuple[int, tuple[bytes, ...]]]) -> bool:
    """Return whether months rise, and in each the ids, with no doubles."""
    months = [month for month, _ in buckets]
    return months == sorted(set(months)) and all(
        list(ids) == sorted(set(ids)) for _, ids in buckets
    )
