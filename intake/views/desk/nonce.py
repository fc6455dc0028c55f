"""The cookie that makes the pass of one interview repeatable: nonce and day of the decision.

It is in no database: with the session's digests alone nobody finds the pass again.
"""

import binascii
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from passes.issue import NONCE_SIZE, Nonce

SALT = "spreekuur nonce"


@dataclass(frozen=True)
class Decided:
    """What the decision step fixed for the rest of this interview."""

    nonce: Nonce
    today: date


def read(request: HttpRequest) -> Decided | None:
    """Return what our own cookie holds; None without one, or with one not made here."""
    text = request.get_signed_cookie(settings.NONCE_COOKIE_NAME, "", salt=SALT)
    nonce, _, day = (text or "").partition(".")
    try:
        decided = Decided(Nonce(binascii.unhexlify(nonce)), date.fromisoformat(day))
    except ValueError:
        return None
    return decided if len(decided.nonce) == NONCE_SIZE else None


def give(response: HttpResponseBase, decided: Decided) -> None:
    """Set the cookie until the browser closes, or `clear`."""
    response.set_signed_cookie(
        settings.NONCE_COOKIE_NAME,
        f"{decided.nonce.hex()}.{decided.today.isoformat()}",
        salt=SALT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def clear(response: HttpResponseBase) -> None:
    response.delete_cookie(settings.NONCE_COOKIE_NAME, samesite="Strict")
