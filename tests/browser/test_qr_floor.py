"""How bad a picture of the card may be for the reader of the check itself, in Chromium.

The same pictures as tests/passes/test_qr_floor.py: tilted, turned, blurred, noisy, unevenly
lit, pressed as JPEG; at 5 pixels to the millimetre.
"""

import base64
import io
from pathlib import Path
from random import Random

import pytest

from tests.passes.test_card import text_of
from tests.passes.test_qr_floor import taken

READER = Path("static/vendor/zxing-wasm-3.1.4/zxing_reader.wasm")
PICTURES, LEAST = 40, 38
BYTES = "Uint8Array.from(atob(body), (character) => character.charCodeAt(0))"
LOAD = f"""async (body) => {{
  const {{ load }} = await import("/static/js/scan.js");
  await load({BYTES}.buffer);
}}"""
# As scan.js reads a frame: one canvas, QR codes only, one at most.
READ = f"""async (body) => {{
  const picture = await createImageBitmap(new Blob([{BYTES}]));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d", {{ willReadFrequently: true }});
  pen.drawImage(picture, 0, 0);
  const frame = pen.getImageData(0, 0, picture.width, picture.height);
  const [code] = await ZXingWASM.readBarcodes(frame, {{
    formats: ["QRCode"], maxNumberOfSymbols: 1, textMode: "Plain",
  }});
  return code ? code.text : null;
}}"""


def encoded(body):
    return base64.b64encode(body).decode()


def as_png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


@pytest.fixture
def reader(page, settings):
    """Return `reader(picture)`: the text that the check's own reader finds, or None."""
    page.goto("/pas-check/")
    page.evaluate(LOAD, encoded((settings.BASE_DIR / READER).read_bytes()))
    return lambda picture: page.evaluate(READ, encoded(as_png(picture)))


@pytest.mark.parametrize("colour", ["w", "g"])
def test_a_poor_picture_reads_in_the_browser_and_never_as_another_pass(reader, colour):
    dice = Random(f"chromium {colour}")  # noqa: S311  # no secret

    read = [reader(taken(colour, 5, dice)) for _ in range(PICTURES)]

    found = [text for text in read if text is not None]
    assert set(found) == {text_of(colour)}
    assert len(found) >= LEAST


def test_a_picture_without_a_code_reads_as_nothing(reader):
    picture = taken("w", 5, Random(1))  # noqa: S311

    assert reader(picture.resize((90, 66))) is None
