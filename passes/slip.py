"""The code on the keep-slip: who has it can withdraw the card, without saying who it was for.

    w = r | tag                80 bits: r from slip key, nonce, colour, month; tag from r, month
    id = SHA-256("gi1" | w)    its first 8 bytes stand in the pass
    MNE SSS QHZ 8ZH 6BV XTG    w in 16 symbols, the month mod 32, a check symbol

The tag lets the town know its own slips without a list of them. The month is that of the last
valid day, year x 12 + month - 1. Nothing here signs: public pages read slips.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NewType

from passes.expiry import month_number
from passes.token import PassId

NONCE_SIZE = 16
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 18

Nonce = NewType(
    "Nonce", bytes
)  # 16 random bytes, in the browser's cookie until *Klaar*
Code = NewType("Code", str)  # 18 symbols

_VALUE = {symbol: value for value, symbol in enumerate(SYMBOLS)}
_SAME = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, "–": None})
# How far back a slip of an expired card is known, and how far ahead a card can reach.
_MONTHS_BACK, _MONTHS_AHEAD = 48, 40


class BadSlip(ValueError):
    """What was typed is no slip of this town; holds nothing of it."""


class NotACode(BadSlip):
    """Wrong length, a foreign symbol, or a typing mistake."""


class ForeignCode(BadSlip):
    """A code that none of our keys made."""


@dataclass(frozen=True)
class Slip:
    """What is in the slip: w, 80 bits that only the holder gets, and the month."""

    w: bytes
    month: int

    @property
    def id(self) -> PassId:
        """The id of the pass: 8 bytes that lead back to w only with the slip key."""
        return PassId(hashlib.sha256(b"gi1" + self.w).digest()[:8])


def derive(slip_key: bytes, nonce: Nonce, colour: str, last_day: date) -> Slip:
    """Return the slip of a pass; `colour` is the token's letter. Same nonce, same slip."""
    month = month_number(last_day)
    known = b"r1" + nonce + colour.encode("ascii") + month.to_bytes(2, "big")
    r = hmac.digest(slip_key, known, "sha256")[:6]
    return Slip(r + _tag(slip_key, r, month), month)


def write(slip: Slip) -> Code:
    """Return the 18 symbols that stand on paper."""
    number = int.from_bytes(slip.w, "big")
    values = [number >> shift & 31 for shift in range(75, -5, -5)] + [slip.month % 32]
    values.append(_times2(_sum(values)))
    return Code("".join(SYMBOLS[value] for value in values))


def grouped(code: Code) -> str:
    """Return the code as it is printed: 6 groups of 3."""
    return " ".join(code[start : start + 3] for start in range(0, LENGTH, 3))


def read(typed: str, slip_keys: Iterable[bytes], today: date) -> Slip:
    """Return the slip that was typed, also that of an expired card, or raise a `BadSlip`."""
    values = _values(typed)
    number = 0
    for value in values[:16]:
        number = number << 5 | value
    w = number.to_bytes(10, "big")
    now = month_number(today)
    first = now - _MONTHS_BACK
    first += (values[16] - first) % 32
    for key in slip_keys:
        for month in range(first, now + _MONTHS_AHEAD + 1, 32):
            if hmac.compare_digest(_tag(key, w[:6], month), w[6:]):
                return Slip(w, month)
    raise ForeignCode


def _values(typed: str) -> list[int]:
    text = "".join(typed.upper().split()).translate(_SAME)
    if len(text) != LENGTH or any(symbol not in _VALUE for symbol in text):
        raise NotACode
    values = [_VALUE[symbol] for symbol in text]
    if _sum(values) != 0:
        raise NotACode
    return values


def _tag(slip_key: bytes, r: bytes, month: int) -> bytes:
    return hmac.digest(slip_key, b"t1" + r + month.to_bytes(2, "big"), "sha256")[:4]


def _sum(values: Iterable[int]) -> int:
    """Finds each single error and each swap of two symbols: 0 for a good code."""
    total = 0
    for value in values:
        total = _times2(total) ^ value
    return total


def _times2(value: int) -> int:
    return (value << 1) ^ (0x25 if value & 16 else 0)
