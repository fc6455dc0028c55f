"""Keys, tokens, badges and lists of the vectors, all made of names."""

import hashlib
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes import badge, token, withdrawn
from passes.badge import Badge
from passes.expiry import expiry
from passes.files import BADGE, LIST, PASS, SPECIMEN, Entry, KeyList
from passes.issue import Nonce, pass_id
from passes.keys import FOREVER, Quarter, Reach
from passes.token import WHITE, Pass, kid_of
from passes.withdrawn import WithdrawnList

DAY = 86_400


def seed(name: str) -> bytes:
    return hashlib.sha256(f"spreekuur test {name}".encode()).digest()


def key(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed(name))


def public(name: str) -> bytes:
    return key(name).public_key().public_bytes_raw()


ISSUED = Quarter(2026, 4).start
REACH = Reach(24, 6, "month_end")
EXP_MAX = REACH.exp_max(Quarter(2026, 4))
ENTRIES = (
    Entry(PASS, ISSUED, EXP_MAX, public("pass key 1")),
    Entry(
        PASS,
        Quarter(2027, 1).start,
        REACH.exp_max(Quarter(2027, 1)),
        public("pass key 2"),
    ),
    Entry(SPECIMEN, ISSUED, FOREVER, public("specimen key 1")),
    Entry(LIST, ISSUED, FOREVER, public("list key 1")),
    Entry(BADGE, ISSUED, FOREVER, public("badge key 1")),
)


def key_list(
    entries: tuple[Entry, ...] = ENTRIES, seq: int = 1, issued: int = ISSUED
) -> KeyList:
    return KeyList(kid_of(public("root 1")), seq, issued, entries)


def made(
    last_day: date = date(2028, 11, 30),
    colour: str = WHITE,
    by: str = "pass key 1",
    nonce: bytes = bytes(range(16)),
    **changed: object,
) -> bytes:
    """Return a signed token; `changed` fields replace what would be right."""
    values = {
        "kid": kid_of(public(by)),
        "exp": expiry(last_day),
        "id": pass_id(seed("slip key 1"), Nonce(nonce), colour, last_day),
        "colour": colour,
    } | changed
    return token.sign(Pass(**values), key(by))


def list_made(
    ids: dict[int, tuple[bytes, ...]] | None = None,
    *,
    issued: int = ISSUED,
    days: int = 7,
    seq: int = 1,
    by: str = "list key 1",
) -> bytes:
    """Return a signed withdrawn list, fresh for `days`."""
    buckets = tuple(sorted((m, tuple(sorted(i))) for m, i in (ids or {}).items()))
    fresh_until = issued + days * DAY
    found = WithdrawnList(kid_of(public(by)), seq, issued, fresh_until, buckets)
    return withdrawn.sign(found, key(by))


def badge_made(by: str = "badge key 1", **changed: object) -> bytes:
    """Return a signed badge of venue 14; `changed` fields replace what it says."""
    values = {
        "kid": kid_of(public(by)),
        "until": expiry(date(2027, 11, 23)),
        "colours": badge.WHITE | badge.GREEN,
        "number": 14,
        "licence": "EXP-2026-014",
        "venue": "Café De Brug",
        "public": public("device key 1"),
    } | changed
    return badge.sign(Badge(**values), key(by))


def shown_at(
    seconds: int, body: bytes | None = None, by: str = "device key 1"
) -> bytes:
    """Return what a phone shows: a badge and the time, signed by the phone."""
    body = body or badge_made()
    signature = key(by).sign(badge.statement(body, seconds))
    return body + seconds.to_bytes(4, "big") + signature


def flipped(body: bytes, place: int) -> bytes:
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def shown(entry: Entry) -> dict[str, object]:
    return {
        "use": entry.use,
        "state": entry.state,
        "grace": entry.grace,
        "kid": entry.kid.hex(),
        "from": entry.start,
        "exp_max": entry.exp_max,
        "public": entry.public.hex(),
    }
