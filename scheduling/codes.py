"""Booking codes: 15 digits drawn from a nonce and a Damm check digit, shown as
4467 9735 9013 0146.

The database knows a code only as its keyed digest. A call sign such as `K 7` is the
short word for somebody in the waiting room.
"""

import hmac
import unicodedata
from typing import NewType

Code = NewType("Code", str)  # 16 ASCII digits, check digit right
Digest = NewType("Digest", bytes)  # 32 bytes

LENGTH = 16
LONGEST_TEXT = 64
SIGNS = 72

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_LETTERS = "ACEHKMPTX"  # the same shape in Latin, Greek and Cyrillic
_FIGURES = "23456789"


class BadCode(ValueError):
    """The text cannot be a booking code; says why, never repeats the text."""


class WrongLength(BadCode):
    """There are not 16 digits; `digits` says how many there are."""

    def __init__(self, digits: int) -> None:
        super().__init__(f"a code has {LENGTH} digits, not {digits}")
        self.digits = digits


class WrongCheckDigit(BadCode):
    """There are 16 digits, and one of them is mistyped or two changed places."""

    def __init__(self) -> None:
        super().__init__("the check digit does not fit")


def normalise(text: str) -> Code:
    """Return the code in `text`: digits of any script, anything between them.

    Raises BadCode. Of a longer text only the first 64 characters are read.
    """
    digits = "".join(
        str(unicodedata.decimal(character))
        for character in unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
        if character.isdecimal()
    )
    if len(digits) != LENGTH:
        raise WrongLength(len(digits))
    if damm(digits):
        raise WrongCheckDigit
    return Code(digits)


def show(code: Code) -> str:
    """Return the code in four groups of four, as pages and paper show it."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def damm(digits: str) -> int:
    """Return the Damm digit of `digits`; 0 says that the last one is right."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim


def derive(nonce: bytes, *, key: bytes) -> Code:
    """Return the one code of a nonce, so that a repeated form repeats its code."""
    drawn = hmac.digest(subkey(key, "spreekuur code v1"), nonce, "sha256")[:16]
    digits = f"{int.from_bytes(drawn, 'big') % 10**15:015d}"
    return Code(f"{digits}{damm(digits)}")


def digest(code: Code, *, key: bytes) -> Digest:
    """Return what stands for `code` in the database: HMAC-SHA256, 32 bytes."""
    return Digest(
        hmac.digest(subkey(key, "spreekuur digest v1"), code.encode(), "sha256")
    )


def subkey(key: bytes, label: str) -> bytes:
    """Return the key of one use, 32 bytes, from the booking key."""
    return hmac.digest(key, label.encode(), "sha256")


def show_sign(call_sign: int) -> str:
    """Return a call sign of 0 to 71 as it is called out: 37 is `K 7`."""
    letter, figure = divmod(call_sign, len(_FIGURES))
    return f"{_LETTERS[letter]} {_FIGURES[figure]}"
