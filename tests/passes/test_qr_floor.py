"""How bad a picture of the card may be and its code still read: a floor, not a goal.

A reduced form of the measurement behind the card's layout: tilted, turned, blurred, noisy,
unevenly lit and pressed as JPEG, with a fixed seed.
"""

import io
from functools import cache
from math import pi
from random import Random

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.passes.test_card import drawn, rendered, text_of

PICTURES = 12
TABLE = 60  # dark grey
CODE, CODE_SIDE = (72.8, 39.2), 24.3  # mm on that table


@cache
def card_on_a_table(colour, pixels_per_mm):
    """Return the whole card in grey, 17 mm of dark table around it."""
    card = rendered(drawn(colour), 600).convert("L")
    table = Image.new("L", (card.width + 800, card.height + 800), TABLE)
    table.paste(card, (400, 400))
    scale = pixels_per_mm * 25.4 / 600
    size = (round(table.width * scale), round(table.height * scale))
    return table.resize(size, Image.Resampling.LANCZOS)


def taken(colour, pixels_per_mm, dice, *, blur=0.6, contrast=1.0, cover=0.0):
    """Return the picture that a phone would take of the card, reproducibly by `dice`."""
    picture = card_on_a_table(colour, pixels_per_mm).copy()
    _cover(picture, cover, pixels_per_mm, dice)
    turned = picture.rotate(
        dice.uniform(-25, 25), Image.Resampling.BICUBIC, fillcolor=TABLE
    )
    blurred = _tilted(turned, dice).filter(ImageFilter.GaussianBlur(blur))
    grey = _noisy(_lit(blurred, dice), dice)
    return _pressed(grey.point(lambda v: int(128 + (v - 128) * contrast)))


def _cover(picture, share, pixels_per_mm, dice):
    """Put a finger over a part of the code between its corner marks."""
    wide = CODE_SIDE * 2 * (share / pi) ** 0.5
    left, top = (start + dice.uniform(4.2, 20.1 - wide) for start in CODE)
    box = (left, top, left + wide, top + wide)
    if share:
        ImageDraw.Draw(picture).ellipse([mm * pixels_per_mm for mm in box], fill=150)


def _tilted(picture, dice):
    """Move each corner by up to 6 % of the side."""
    width, height = picture.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    moved = tuple(
        coordinate + dice.uniform(-0.06, 0.06) * side
        for corner in corners
        for coordinate, side in zip(corner, picture.size, strict=True)
    )
    return picture.transform(
        picture.size, Image.Transform.QUAD, moved, Image.Resampling.BICUBIC
    )


def _lit(grey, dice):
    """Let the light fall off by 25 % to one side."""
    ramp = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270)))
    light = ramp.resize(grey.size).point(lambda v: 255 - v // 4)
    dark = Image.new("L", grey.size, 0)
    return Image.composite(grey, dark, light)


def _noisy(grey, dice):
    """Add noise of sigma 8; one field of it, moved about."""
    width, height = grey.size
    field = _noise()
    x, y = dice.randrange(field.width - width), dice.randrange(field.height - height)
    noise = field.crop((x, y, x + width, y + height))
    return ImageChops.add(grey, noise, scale=1, offset=-128)


@cache
def _noise():
    dice, side = Random(7), 1100  # noqa: S311  # no secret
    values = [round(128 + dice.gauss(0, 8)) for _ in range(side * side)]
    return Image.frombytes("L", (side, side), bytes(values))


def _pressed(grey):
    out = io.BytesIO()
    grey.save(out, "JPEG", quality=60)
    with Image.open(out) as pressed:
        return pressed.convert("L")


@pytest.mark.parametrize("colour", ["w", "g"])
@pytest.mark.parametrize(
    ("pixels_per_mm", "changed", "least"),
    [
        (7, {}, 12),
        (6, {}, 12),
        (5, {}, 11),
        (4, {}, 10),
        (6, {"contrast": 0.2}, 12),
        (6, {"blur": 1.2}, 10),
        (6, {"cover": 0.1}, 10),
    ],
)
def test_a_poor_picture_still_reads_and_never_as_another_pass(
    colour, pixels_per_mm, changed, least
):
    dice = Random(f"{colour} {pixels_per_mm} {changed}")  # noqa: S311

    read = [
        code.text
        for _ in range(PICTURES)
        for code in zxingcpp.read_barcodes(
            taken(colour, pixels_per_mm, dice, **changed)
        )
    ]

    assert set(read) == {text_of(colour)}
    assert len(read) >= least
