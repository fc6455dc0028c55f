"""A card for training and posters: its code is genuine and never valid."""

from datetime import date

from passes import card, token
from passes.expiry import Rounding, expiry
from passes.keys import SigningKey
from passes.token import PassId


def draw(
    key: SigningKey, colour: str, last_day: date, rounding: Rounding, pass_id: PassId
) -> bytes:
    """Return the page for a card printer; `colour` is `w` or `g`, the code's is `t`."""
    made = token.Pass(
        kid=key.kid, exp=expiry(last_day), id=pass_id, colour=token.SPECIMEN
    )
    text = token.to_text(token.sign(made, key.private))
    return card.draw_specimen(text, colour, last_day, rounding)
