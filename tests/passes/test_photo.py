"""The photo: only pixels go on, and a bad body has a name and words."""

import io
import zlib
from time import process_time

import pytest
from PIL import Image

from passes.photo import STATUS, BadPhoto, rebuild, words
from tests.passes.pictures import (
    COMMENT_MARK,
    GPS_MARK,
    PORTRAIT,
    difference,
    plain,
    portrait,
    resized,
    saved,
    segments,
    turned,
    with_everything_beside,
)

JPEG = PORTRAIT.read_bytes()
LIMIT = 1_048_576


def two_frames() -> bytes:
    return saved(
        portrait(), "MPO", save_all=True, append_images=[plain(466, 600)], quality=95
    )


def png_with_long_text() -> bytes:
    text = zlib.compress(b"x" * 70_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + len(text).to_bytes(4, "big") + b"zTXt" + text


def huge_png() -> bytes:
    png = saved(portrait(), "PNG")
    return png[:16] + (30_000).to_bytes(4, "big") * 2 + png[24:]


BAD = {
    "nothing": (b"", "empty"),
    "a byte over the limit": (JPEG + bytes(LIMIT + 1 - len(JPEG)), "too_big"),
    "says 9000 x 9000": (resized(JPEG, 9000, 9000), "too_big"),
    "says 12000 x 12000": (resized(JPEG, 12000, 12000), "too_big"),
    "says 65535 x 65535": (resized(JPEG, 65535, 65535), "too_big"),
    "30 megapixels in few bytes": (saved(plain(5000, 6000), quality=1), "too_big"),
    "text": (b"a photo", "not_a_photo"),
    "SVG with a script": (b"<svg xmlns='x'><script>1</script></svg>", "not_a_photo"),
    "PDF": (b"%PDF-1.7\n", "not_a_photo"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not_a_photo"),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "not_a_photo"),
    "PNG": (saved(portrait(), "PNG"), "not_a_photo"),
    "PNG that says 30000 x 30000": (huge_png(), "not_a_photo"),
    "PNG with 70 MB of text": (png_with_long_text(), "not_a_photo"),
    "GIF": (saved(portrait(), "GIF"), "not_a_photo"),
    "WebP": (saved(portrait(), "WEBP"), "not_a_photo"),
    "the first bytes only": (JPEG[:20], "damaged"),
    "half a photo": (JPEG[: len(JPEG) // 2], "damaged"),
    "half a progressive one": (saved(portrait(), progressive=True)[:9000], "damaged"),
    "noise behind the first bytes": (JPEG[:3] + bytes(range(256)) * 9, "damaged"),
    "1 x 1": (saved(plain(1, 1)), "too_small"),
    "349 x 450": (saved(plain(349, 450)), "too_small"),
    "350 x 449": (saved(plain(350, 449)), "too_small"),
    "50 x 30000": (saved(plain(50, 30000)), "shape"),
    "a wide one": (saved(plain(1000, 700)), "shape"),
    "a narrow one": (saved(plain(400, 700)), "shape"),
}


@pytest.mark.parametrize("name", [*BAD])
def test_a_body_that_is_no_usable_photo_is_refused_by_name(name):
    body, code = BAD[name]

    with pytest.raises(BadPhoto) as refusal:
        rebuild(body)

    assert (refusal.value.code, refusal.value.status) == (code, STATUS[code])


def test_every_name_of_a_refusal_is_reached_and_has_words():
    codes = {code for _, code in BAD.values()}

    assert {code: words(code, lambda text: text) for code in codes} == {
        "empty": "No photo arrived. Take it again.",
        "too_big": "The photo is too large.",
        "not_a_photo": "This is not a photo from this camera.",
        "damaged": "The photo is damaged. Take it again.",
        "too_small": "The photo is too small.",
        "shape": "The photo has the wrong shape.",
    }
    assert codes == set(STATUS)


@pytest.mark.parametrize("side", [9000, 65535])
def test_a_forged_size_costs_less_than_a_thousandth_of_a_second(side):
    forged, spent = resized(JPEG, side, side), []

    for _ in range(20):
        start = process_time()
        with pytest.raises(BadPhoto, match="too_big"):
            rebuild(forged)
        spent.append(process_time() - start)

    assert min(spent) < 0.001


GOOD = {
    "as the browser sends it": saved(portrait().resize((413, 531)), quality=92),
    "a bigger one": saved(portrait().resize((1390, 1790)), quality=60),
    "grey": saved(portrait().convert("L")),
    "CMYK": saved(portrait().convert("CMYK"), quality=95),
    "progressive": saved(portrait(), progressive=True),
    "turned a quarter": turned(6),
    "turned a quarter the other way": turned(8),
    "upside down": turned(3),
    "two frames": two_frames(),
    "with a ZIP behind it": JPEG + b"PK\x03\x04 a file of somebody",
    "exactly at the limit": JPEG + bytes(LIMIT - len(JPEG)),
    "with place and comment": with_everything_beside(),
}


@pytest.mark.parametrize("name", [*GOOD])
def test_of_a_usable_photo_only_the_pixels_go_on(name):
    clean = rebuild(GOOD[name])

    with Image.open(io.BytesIO(clean)) as photo:
        assert (photo.size, photo.mode, photo.format) == ((413, 531), "RGB", "JPEG")
    assert segments(clean) == ["E0", "DB", "C0", "C4", "DA"]
    assert clean.endswith(b"\xff\xd9")
    assert difference(clean, rebuild(JPEG)) < 5
    assert len(clean) < 80_000


def test_what_a_camera_writes_beside_the_pixels_is_gone():
    body, marks = with_everything_beside(), [GPS_MARK, COMMENT_MARK, b"adobe", b"ICC"]

    clean = rebuild(body)

    assert [mark in body for mark in marks] == [True] * 4
    assert [mark in clean for mark in marks] == [False] * 4


def test_a_file_behind_the_photo_changes_nothing():
    assert rebuild(JPEG + b"PK\x03\x04 a file of somebody") == rebuild(JPEG)


def test_of_two_frames_the_first_is_taken():
    assert difference(rebuild(two_frames()), rebuild(saved(plain(466, 600)))) > 40


def test_the_middle_is_kept_and_nothing_is_stretched():
    wide = plain(800, 600)
    wide.paste(portrait(), (167, 0))

    assert difference(rebuild(saved(wide, quality=95)), rebuild(JPEG)) < 5
