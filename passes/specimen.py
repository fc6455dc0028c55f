"""A card for training and posters: its code is genuine and never valid."""

from datetime import date

from passes import card, token
from passes.expiry import Rounding, expiry
from passes.keys import SigningKey
from passes.token import PassId


def text(key: SigningKey, last_day: date, pass_id: PassId) -> str:
    """Return the text of the code; its colour letter is `t` on white and green alike."""
    made = token.Pass(
        kid=key.kid, exp=expiry(last_day), id=pass_id, colour=token.SPECIMEN
    )
    return token.to_text(token.sign(made, key.private))


def draw(
    key: SigningKey, colour: str, last_day: date, rounding: Rounding, pass_id: PassId
) -> bytes:
    """Return the page for a card printer; `colour` is `w` or `g`."""
    shown = text(key, last_day, pass_id)
    return card.draw_specimen(shown, colour, last_day, rounding)
