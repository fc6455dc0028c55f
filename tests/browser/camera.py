"""Files that Chromium takes for a camera: raw video of a few pictures."""

from collections.abc import Sequence
from pathlib import Path

import qrcode
from PIL import Image

SIZE = (640, 480)


def y4m(path: Path, frames: Sequence[Image.Image], fps: int = 10) -> Path:
    """Write pictures of one even size as video; the camera shows them over and over."""
    width, height = frames[0].size
    head = f"YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg\n"
    half = (width // 2, height // 2)
    with path.open("wb") as out:
        out.write(head.encode())
        for frame in frames:
            light, blue, red = frame.convert("YCbCr").split()
            planes = (light, blue.resize(half), red.resize(half))
            out.write(b"FRAME\n" + b"".join(plane.tobytes() for plane in planes))
    return path


def code_picture(text: str) -> Image.Image:
    """Return the QR code of `text` as a hand holds it: small, tilted, on grey."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=7, border=4
    )
    code.add_data(text, optimize=0)
    picture = code.make_image().get_image().convert("L").resize((340, 340))
    return held(picture)


def held(picture: Image.Image, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return `picture` tilted by 5 degrees on a grey ground, as the camera sees it."""
    seen = Image.new("RGB", size, "grey")
    tilted = picture.convert("RGB").rotate(5, expand=True, fillcolor="grey")
    seen.paste(
        tilted, tuple((a - b) // 2 for a, b in zip(size, tilted.size, strict=True))
    )
    return seen


def video_of(directory: Path, picture: Image.Image) -> Path:
    """Return a video file of three equal frames in `directory`."""
    return y4m(directory / "camera.y4m", [picture] * 3)
