"""The photo: untrusted bytes in, a clean JPEG of 413 x 531 pixels out.

Only pixels go on: what a camera or a program wrote beside them (place, time, comment, a second
picture, a file behind the end) is left behind. Nothing is written to disk.
"""

import io
import warnings
from collections.abc import Callable

from PIL import Image, ImageOps

WIDTH, HEIGHT = 413, 531  # 28 x 36 mm at 375 dpi, 7 : 9
LARGEST_BYTES = 1_048_576
LARGEST_PIXELS = 2_500_000
SMALLEST = (350, 450)
NARROWEST, WIDEST = 0.6, 1.34
QUALITY = 84  # 375 dpi on the card: finer than any card printer shows

STATUS = {
    "empty": 422,
    "too_big": 413,
    "not_a_photo": 415,
    "damaged": 422,
    "too_small": 422,
    "shape": 422,
}
_TURNED_BY_A_QUARTER = (5, 6, 7, 8)
_ORIENTATION = 0x0112

# Pillow only warns between 89 and 179 million pixels; we never want them.
warnings.simplefilter("error", Image.DecompressionBombWarning)


class BadPhoto(ValueError):
    """The bytes are no usable photo: `code` says why, `status` is that of the answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS[code]


def words(code: str, _: Callable[[str], str]) -> str:
    """Return what the page says about `code`, in the language of `_`."""
    return {
        "empty": _("No photo arrived. Take it again."),
        "too_big": _("The photo is too large."),
        "not_a_photo": _("This is not a photo from this camera."),
        "damaged": _("The photo is damaged. Take it again."),
        "too_small": _("The photo is too small."),
        "shape": _("The photo has the wrong shape."),
    }[code]


def rebuild(body: bytes) -> bytes:
    """Return a new JPEG of the middle 7 : 9 of the photo in `body`, or raise `BadPhoto`."""
    if not body:
        raise BadPhoto("empty")
    if len(body) > LARGEST_BYTES:
        raise BadPhoto("too_big")
    if not body.startswith(b"\xff\xd8\xff"):
        raise BadPhoto("not_a_photo")
    try:
        return _from_pixels(body)
    except BadPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPhoto("too_big") from None
    except Exception:  # Pillow may raise anything on bytes that somebody made up
        raise BadPhoto("damaged") from None


def _from_pixels(body: bytes) -> bytes:
    with Image.open(io.BytesIO(body), formats=["JPEG"]) as photo:
        _refuse_size(photo)
        photo.draft("RGB", (WIDTH, HEIGHT))
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    small = upright.resize(
        (WIDTH, HEIGHT),
        Image.Resampling.LANCZOS,
        box=_middle(*upright.size),
        reducing_gap=2,
    )
    clean = Image.new("RGB", small.size)  # a copy would carry the comment along
    clean.paste(small)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _refuse_size(photo: Image.Image) -> None:
    """Judge the upright size before a pixel is decoded."""
    width, height = photo.size
    if width * height > LARGEST_PIXELS:
        raise BadPhoto("too_big")
    if photo.getexif().get(_ORIENTATION) in _TURNED_BY_A_QUARTER:
        width, height = height, width
    if not NARROWEST <= width / height <= WIDEST:
        raise BadPhoto("shape")
    if width < SMALLEST[0] or height < SMALLEST[1]:
        raise BadPhoto("too_small")


def _middle(width: int, height: int) -> tuple[float, float, float, float]:
    """Return the largest box of 7 : 9 in the middle."""
    box_width = min(width, height * WIDTH / HEIGHT)
    box_height = min(height, width * HEIGHT / WIDTH)
    left, top = (width - box_width) / 2, (height - box_height) / 2
    return left, top, left + box_width, top + box_height
