"""Vectors of the badge: good and refused ones, proofs of enrolling, and what `/wie` says."""

import base64
import hashlib
from datetime import date

from passes import badge
from passes.expiry import expiry
from passes.withdrawn import BADGES
from tests.vectors.made import (
    DAY,
    ENTRIES,
    ISSUED,
    badge_made,
    flipped,
    key,
    list_made,
    public,
    seed,
    shown,
    shown_at,
)

NOW = ISSUED + 60 * DAY
UNTIL = expiry(date(2027, 11, 23))
LOST = badge_made(public=public("device key 2"))
INSPECTOR = badge_made(colours=7, number=1, venue="Toezicht", licence="GEMEENTE")
SECRET = seed("invitation 1")[:16]


def badge_file() -> dict[str, object]:
    withdrawn = list_made({BADGES: (badge.badge_id(LOST),)})
    return {
        "keys": [shown(entry) for entry in ENTRIES],
        "list": withdrawn.hex(),
        "good": [_good(name, body) for name, body in good_badges().items()],
        "refused": [
            {"name": name, "body": body.hex()}
            for name, body in refused_badges().items()
        ],
        "proofs": [_proof(name, *case) for name, case in proofs().items()],
        "asked": [_asked(name, *case) for name, case in asked().items()],
    }


def good_badges() -> dict[str, bytes]:
    return {
        "both colours": badge_made(),
        "white": badge_made(colours=badge.WHITE),
        "green, the longest name": badge_made(colours=badge.GREEN, venue="é" * 16),
        "inspector": INSPECTOR,
        "the last number, the last second": badge_made(
            number=65_535, until=2**32 - 1, licence="1"
        ),
    }


def _good(name: str, body: bytes) -> dict[str, object]:
    licence, venue = body[16:28], body[28:60]
    return {
        "name": name,
        "body": body.hex(),
        "id": hashlib.sha256(body).hexdigest()[:16],
        "until": int.from_bytes(body[8:12], "big"),
        "colours": body[12],
        "number": int.from_bytes(body[14:16], "big"),
        "licence": licence.rstrip(b"\0").decode(),
        "venue": venue.rstrip(b"\0").decode(),
        "public": body[60:92].hex(),
    }


def refused_badges() -> dict[str, bytes]:
    good = badge_made()
    return {
        "nothing": b"",
        "a byte short": good[:-1],
        "a byte long": good + b"\0",
        "another magic": b"GIW1" + good[4:],
        "a key that is not known": badge_made(by="foreign key"),
        "signed by the list key": badge_made(by="list key 1"),
        "another venue": flipped(good, 30),
        "another phone": flipped(good, 60),
        "a longer licence": flipped(good, 8),
        "the zero byte used": _signed(flipped(good[:-64], 13)),
        "no colour": _signed(good[:12] + b"\0" + good[13:-64]),
        "a colour nobody knows": _signed(good[:12] + b"\x08" + good[13:-64]),
    }


def proofs() -> dict[str, tuple[bytes, str, bytes, bool]]:
    """Return name -> (secret, name of the public key, signature, whether it proves)."""
    by = "device key 1"
    good = key(by).sign(badge.proof_message(SECRET, public(by)))
    return {
        "the phone's own": (SECRET, by, good, True),
        "another invitation": (seed("invitation 2")[:16], by, good, False),
        "another phone": (SECRET, "device key 2", good, False),
        "a byte changed": (SECRET, by, flipped(good, 5), False),
        "half a signature": (SECRET, by, good[:32], False),
    }


def _proof(
    name: str, secret: bytes, by: str, signature: bytes, good: bool
) -> dict[str, object]:
    return {
        "name": name,
        "secret": secret.hex(),
        "public": public(by).hex(),
        "signature": signature.hex(),
        "good": good,
    }


def asked() -> dict[str, tuple[bytes, int, str, str | None]]:
    """Return name -> (what is shown, now, state, why)."""
    fresh, late = shown_at(NOW), NOW + 120
    ended = shown_at(UNTIL)
    return {
        "at once": (fresh, NOW, "yes", None),
        "after 2 minutes": (fresh, late, "yes", None),
        "a second more": (fresh, late + 1, "again", None),
        "2 minutes before": (fresh, NOW - 120, "yes", None),
        "a second earlier": (fresh, NOW - 121, "again", None),
        "after 15 minutes": (fresh, NOW + 900, "again", None),
        "a copy of yesterday": (fresh, NOW + 901, "no_longer", "old"),
        "a clock far ahead": (fresh, NOW - 901, "no_longer", "old"),
        "inspector": (shown_at(NOW, INSPECTOR), NOW, "inspector", None),
        "the last second": (shown_at(UNTIL - 1), UNTIL - 1, "yes", None),
        "ended": (ended, UNTIL, "no_longer", "ended"),
        "ended and old": (fresh, UNTIL, "no_longer", "ended"),
        "withdrawn": (
            shown_at(NOW, LOST, "device key 2"),
            NOW,
            "no_longer",
            "withdrawn",
        ),
        "withdrawn and ended": (
            shown_at(NOW, LOST, "device key 2"),
            UNTIL,
            "no_longer",
            "withdrawn",
        ),
        "signed by another phone": (
            shown_at(NOW, by="device key 2"),
            NOW,
            "unknown",
            None,
        ),
        "the time changed": (flipped(fresh, 159), NOW, "unknown", None),
        "the badge changed": (flipped(fresh, 30), NOW, "unknown", None),
        "a byte short": (fresh[:-1], NOW, "unknown", None),
        "a byte long": (fresh + b"\0", NOW, "unknown", None),
        "only the badge": (badge_made(), NOW, "unknown", None),
        "nothing": (b"", NOW, "unknown", None),
    }


def _asked(
    name: str, shown_bytes: bytes, now: int, state: str, why: str | None
) -> dict[str, object]:
    text = base64.urlsafe_b64encode(shown_bytes).decode().rstrip("=")
    return {"name": name, "shown": text, "now": now, "state": state, "why": why}


def _signed(body: bytes) -> bytes:
    return body + key("badge key 1").sign(body)
