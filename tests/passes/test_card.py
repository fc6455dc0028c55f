"""The card: what it says, that its code reads, and that it holds nothing else."""

import io
import re
import zlib
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from passes import card
from passes.issue import Maker, Nonce
from passes.keys import Quarter, made_of
from passes.photo import rebuild
from tests.passes.pictures import (
    COMMENT_MARK,
    GPS_MARK,
    PORTRAIT,
    plain,
    saved,
    segments,
    with_everything_beside,
)
from tests.vectors.made import seed

PHOTO = rebuild(PORTRAIT.read_bytes())
LAST_DAY = date(2028, 11, 30)
ABOVE = [
    "Bewijs van intake",
    "Proof of intake",
    "Geen identiteitsbewijs. Laat deze pas",
    "alleen zien aan wie zich eerst legitimeert.",
    "Show it only to someone who identifies",
    "themselves first.",
    "Geldig tot en met",
]


def text_of(colour="w", nonce=bytes(16), last_day=LAST_DAY):
    key = made_of(seed("pass key 1"), "pass", Quarter(2026, 4))
    return Maker(key, seed("slip key 1"), last_day).text(Nonce(nonce), colour)


def drawn(colour="w", photo=PHOTO, last_day=LAST_DAY, rounding="month_end"):
    return card.draw(text_of(colour), colour, last_day, photo, rounding)


def rendered(pdf, dots_per_inch=300):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=dots_per_inch / 72).to_pil().convert("RGB")


def lines(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range().split("\r\n")


def scanned(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def inflated(pdf):
    """Return the file with every stream unpacked behind it."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompressobj().decompress(stream))
        except zlib.error:  # the JPEG
            continue
    return b"\n".join([pdf, *unpacked])


@pytest.mark.parametrize("colour", ["w", "g"])
def test_the_code_on_the_printed_card_is_the_token(colour):
    assert scanned(rendered(drawn(colour))) == [text_of(colour)]


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=16, max_size=16), st.sampled_from("wg"))
def test_the_code_reads_whatever_the_token_is(nonce, colour):
    text = text_of(colour, nonce)

    pdf = card.draw_specimen(text, colour, LAST_DAY, "month_end")

    assert scanned(rendered(pdf)) == [text]


@pytest.mark.parametrize(
    ("colour", "last_day", "rounding", "end"),
    [
        ("w", LAST_DAY, "month_end", ["11 \u2013 2028", "november 2028", "WIT"]),
        ("g", LAST_DAY, "month_end", ["11 \u2013 2028", "november 2028", "GROEN"]),
        ("g", date(2029, 3, 5), "day", ["05-03-2029", "maart 2029", "GROEN"]),
        (
            "w",
            date(2028, 2, 29),
            "month_end",
            ["02 \u2013 2028", "februari 2028", "WIT"],
        ),
    ],
)
def test_the_card_says_these_words_and_no_others(colour, last_day, rounding, end):
    pdf = drawn(colour, last_day=last_day, rounding=rounding)

    assert lines(pdf) == [*ABOVE, *end]


def test_a_specimen_says_so_on_its_face():
    pdf = card.draw_specimen(text_of("w"), "w", LAST_DAY, "month_end")

    assert lines(pdf)[-3:] == ["WIT", "VOORBEELD", "SPECIMEN"]


def test_the_card_has_the_size_of_a_bank_card_and_one_page():
    with pypdfium2.PdfDocument(drawn()) as document:
        width, height = document[0].get_size()

        assert (len(document), round(width, 2), round(height, 2)) == (1, 242.65, 153.01)


def test_the_file_says_nothing_of_itself():
    with pypdfium2.PdfDocument(drawn()) as document:
        told = document.get_metadata_dict(skip_empty=True)

    # Dates are frozen: the same for every card there will ever be.
    assert told == {
        "CreationDate": "D:20000101000000+00'00'",
        "ModDate": "D:20000101000000+00'00'",
    }


def test_nothing_that_lay_beside_the_pixels_is_in_the_file():
    marks = [
        b"Exif", b"GPS", b"ns.adobe.com", b"ICC_PROFILE", GPS_MARK, COMMENT_MARK
    ]  # fmt: skip
    body = with_everything_beside()

    content = inflated(drawn(photo=rebuild(body)))

    assert [mark in body for mark in marks] == [True] * 6
    assert [mark in content for mark in marks] == [False] * 6


def test_a_mark_beside_the_pixels_would_be_seen_without_the_rebuilding():
    assert COMMENT_MARK in inflated(drawn(photo=with_everything_beside()))


def test_the_file_holds_no_foreign_font_link_script_or_file():
    content = inflated(drawn())

    found = {
        word
        for word in (
            b"Helvetica", b"/Annots", b"/URI", b"/JavaScript", b"/EmbeddedFile",
            b"/OpenAction", b"/AcroForm", b"/Metadata", b"untitled",
        )
        if word in content
    }  # fmt: skip

    assert found == set()
    assert set(re.findall(rb"/BaseFont /[A-Z]{6}\+(\S+)", content)) == {
        b"NotoSans-Regular",
        b"NotoSans-Bold",
    }


def test_the_photo_goes_in_byte_by_byte():
    pdf = drawn()

    assert pdf.count(PHOTO) == 1
    assert segments(PHOTO) == ["E0", "DB", "C0", "C4", "DA"]


def test_the_same_pass_and_photo_give_the_same_bytes():
    first, other, again = drawn("g"), drawn("w"), drawn("g")

    assert first == again
    assert first != other


def test_another_photo_does_not_come_out_of_memory():
    black = rebuild(saved(plain(413, 531)))

    pdfs = [drawn(), drawn(photo=black)]

    assert [black in pdf for pdf in pdfs] == [False, True]
    assert [PHOTO in pdf for pdf in pdfs] == [True, False]


@pytest.mark.parametrize(
    ("colour", "ground", "edge"),
    [("g", (207, 232, 210), {(207, 232, 210)}), ("w", (255, 255, 255), None)],
)
def test_only_ground_and_frame_lie_within_3_mm_of_the_edge(colour, ground, edge):
    picture = rendered(drawn(colour))
    width, height, margin = *picture.size, 35

    near = {
        picture.getpixel((x, y))
        for x in range(width)
        for y in range(height)
        if min(x, y, width - 1 - x, height - 1 - y) < margin
    }
    allowed = edge or {(v, v, v) for v in range(0x33, 0x100)}

    assert near <= allowed
    assert ground in near


def test_grey_print_tells_white_from_green_by_word_and_shape():
    white, green = (rendered(drawn(c)).convert("L") for c in "wg")
    shape = (390, 390, 620, 590)

    def dark(picture):
        return picture.crop(shape).point(lambda v: 255 if v < 128 else 0)

    assert dark(white).tobytes() != dark(green).tobytes()


def test_a_text_that_is_too_long_is_not_drawn_smaller():
    with pytest.raises(Exception, match="Code length overflow"):
        card.draw(text_of() + "AA", "w", LAST_DAY, PHOTO, "month_end")


def test_the_photo_is_as_it_was_taken():
    picture = rendered(drawn(), 375)
    left, top = round(4 / 25.4 * 375), round(12.9 / 25.4 * 375)
    shown = picture.crop((left + 2, top + 2, left + 411, top + 529))

    with Image.open(io.BytesIO(PHOTO)) as photo:
        taken = photo.convert("RGB").crop((2, 2, 411, 529))
    apart = ImageStat.Stat(ImageChops.difference(shown, taken)).mean

    assert max(apart) < 8
