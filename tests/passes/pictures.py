"""Pictures that a camera, a program or somebody with bad intent would send."""

import io
import struct
from pathlib import Path

from PIL import Image

PORTRAIT = Path(__file__).parent.parent / "portrait.jpg"
GPS_MARK, COMMENT_MARK = b"GPS-53.2194N", b"comment-of-a-camera"


def portrait() -> Image.Image:
    with Image.open(PORTRAIT) as picture:
        return picture.convert("RGB")


def saved(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def plain(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height))


def resized(jpeg: bytes, width: int, height: int) -> bytes:
    """Return the JPEG with another size in its header, its data unchanged."""
    place = next(
        index
        for index in range(len(jpeg) - 1)
        if jpeg[index] == 0xFF and jpeg[index + 1] in (0xC0, 0xC2)
    )
    size = struct.pack(">HH", height, width)
    return jpeg[: place + 5] + size + jpeg[place + 9 :]


def with_everything_beside() -> bytes:
    """Return the portrait with place, comment, colour profile and XMP beside its pixels."""
    exif = Image.Exif()
    exif[0x010E] = GPS_MARK.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return saved(
        portrait(),
        exif=exif,
        comment=COMMENT_MARK,
        icc_profile=b"ICC profile of a phone" * 9,
        xmp=b"<x:xmpmeta>http://ns.adobe.com/xap/1.0/</x:xmpmeta>",
    )


def turned(orientation: int) -> bytes:
    """Return the portrait lying as a camera stores it, with the note how to turn it."""
    back = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(portrait().transpose(back[orientation]), exif=exif, quality=95)


def segments(jpeg: bytes) -> list[str]:
    """Return the markers before the pixels, in hex, each once."""
    found: list[str] = []
    place = 2
    while True:
        marker = f"{jpeg[place + 1]:02X}"
        found += [] if marker in found else [marker]
        if marker == "DA":
            return found
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")


def difference(one: bytes, other: bytes) -> float:
    """Return the mean difference of the pixels of two JPEGs, 0 to 255."""
    with Image.open(io.BytesIO(one)) as a, Image.open(io.BytesIO(other)) as b:
        left, right = a.convert("L").tobytes(), b.convert("L").tobytes()
    return sum(abs(x - y) for x, y in zip(left, right, strict=True)) / len(left)
