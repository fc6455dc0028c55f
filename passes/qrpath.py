"""A QR code as one path of an SVG picture, for a screen: no file, no picture to store."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

BORDER = 4


@dataclass(frozen=True)
class Picture:
    """The side of a square view box in modules, border included, and the dark path in it."""

    side: int
    path: str


def draw(text: str) -> Picture:
    """Return the picture of `text`, as small as it goes with correction M."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    dark = [
        f"M{x + BORDER} {y + BORDER}h1v1h-1z"
        for y, row in enumerate(code.modules)
        for x, cell in enumerate(row)
        if cell
    ]
    return Picture(len(code.modules) + 2 * BORDER, "".join(dark))
