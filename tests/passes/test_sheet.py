"""The card at its place of an A4 sheet, and its back: where things lie and what they say."""

import pypdfium2
import pytest

from passes import card, sheet
from passes.card import Stock
from passes.paper import A4, Page
from tests.passes.test_card import (
    ABOVE,
    LAST_DAY,
    PHOTO,
    inflated,
    scanned,
    text_of,
)

END = ["11 \u2013 2028", "november 2028", "GROEN"]
BACK = [
    "Vraag eerst wie het vraagt.",
    "First ask who is asking.",
    "Laat deze pas alleen zien aan wie zich eerst legitimeert.",
    "Show this card only to someone who identifies themselves first.",
    "Een controle wordt niet bewaard. A check is not kept.",
]
STREET = "Antwoordnummer 1234, 9700 WB Groningen"


def drawn(**stock):
    return card.draw(text_of("g"), "g", LAST_DAY, PHOTO, "month_end", Stock(**stock))


def pages(pdf):
    """Return the lines of each page, in the order of the file."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().split("\r\n") for page in document]


def page_of(pdf, number, dots_per_inch=100):
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[number].render(scale=dots_per_inch / 72).to_pil()
        return picture.convert("RGB")


def spot(picture, at):
    """Return the colour at `at` mm of a page of A4."""
    scale = picture.width / 210
    return picture.getpixel((round(at[0] * scale), round(at[1] * scale)))


def test_ten_places_of_a_card_fill_the_middle_of_the_sheet():
    first, second, last = sheet.corner(1), sheet.corner(2), sheet.corner(10)

    assert [tuple(round(mm, 2) for mm in at) for at in (first, second, last)] == [
        (19.4, 13.55),
        (105.0, 13.55),
        (105.0, 229.47),
    ]
    assert round(19.4 + 2 * 85.6 + 19.4, 2) == 210
    assert round(13.55 + 5 * 53.98 + 13.55, 2) == 297


@pytest.mark.parametrize("place", [0, 11, -1])
def test_a_sheet_has_no_other_places(place):
    with pytest.raises(ValueError, match="places 1 to 10"):
        sheet.corner(place)


@pytest.mark.parametrize("place", range(1, 11))
def test_the_card_lies_at_its_place_and_reads(place):
    picture = page_of(drawn(place=place), 0, 150)

    x, y = sheet.corner(place)
    inside = spot(picture, (x + 1, y + 1)), spot(picture, (x + 84.6, y + 52.9))
    outside = spot(picture, (x - 1, y + 26)), spot(picture, (x + 86.6, y + 26))
    assert inside == ((207, 232, 210),) * 2
    assert outside == ((255, 255, 255),) * 2
    assert scanned(picture) == [text_of("g")]


def test_the_sheet_says_what_the_card_says_and_its_scale():
    assert pages(drawn(place=7)) == [["50 mm = 100%", *ABOVE, *END]]


def test_the_ruler_is_50_mm_long_and_outside_the_cards():
    picture = page_of(drawn(place=1), 0, 600)
    scale = picture.width / 210
    row = round((297 - 6.5 - 0.8) * scale)

    dark = [x for x in range(picture.width) if picture.getpixel((x, row))[0] < 128]

    assert abs((dark[-1] - dark[0]) / scale - 50) < 0.2
    assert row / scale > 13.55 + 5 * 53.98


def test_marks_lie_in_the_margins_in_line_with_the_card():
    picture = page_of(drawn(place=4), 0, 300)

    marks = [(105, 9), (190.6, 9), (105, 287), (190.6, 287)]
    marks += [(15, 67.53), (15, 121.51), (195, 67.53), (195, 121.51)]

    def is_marked(x, y):
        near = range(-3, 4)
        return any(
            spot(picture, (x + dx / 12, y + dy / 12))[0] < 200
            for dx in near
            for dy in near
        )

    assert [is_marked(x, y) for x, y in marks] == [True] * 8
    assert not is_marked(19.4, 9)


@pytest.mark.parametrize("place", [0, 3])
def test_the_back_says_these_words_and_no_others(place):
    front, back = pages(drawn(place=place, has_back=True))

    assert front == [*(["50 mm = 100%"] if place else []), *ABOVE, *END]
    assert back == BACK


def test_the_back_says_where_a_found_card_goes_when_the_town_says_so():
    _, back = pages(drawn(has_back=True, return_address=STREET))

    assert " ".join(back[5:]) == f"Gevonden? Doe in een brievenbus: {STREET}"


def test_the_back_lies_behind_its_front_when_the_sheet_turns():
    pairs = {place: sheet.behind(place) for place in range(1, 11)}

    assert pairs == {1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7, 9: 10, 10: 9}
    picture = page_of(drawn(place=3, has_back=True), 1)
    x, y = sheet.corner(4)
    assert spot(picture, (x + 1, y + 1)) == (207, 232, 210)
    assert spot(picture, (x - 1, y + 1)) == (255, 255, 255)


def test_a_card_without_a_back_is_one_page():
    assert [len(pages(drawn(place=place))) for place in (0, 5)] == [1, 1]


def test_the_same_sheet_is_the_same_bytes():
    one = drawn(place=3, has_back=True, return_address=STREET)

    assert one == drawn(place=3, has_back=True, return_address=STREET)
    assert one != drawn(place=4, has_back=True, return_address=STREET)


def test_a_specimen_lies_on_a_sheet_in_the_same_way():
    pdf = card.draw_specimen(text_of(), "w", LAST_DAY, "month_end", Stock(place=10))

    (lines,) = pages(pdf)
    assert lines[-3:] == ["WIT", "VOORBEELD", "SPECIMEN"]


def test_a_sheet_says_nothing_of_itself():
    pdf = drawn(place=2, has_back=True, return_address=STREET)

    words = (b"Helvetica", b"/Annots", b"/URI", b"/JavaScript", b"/Metadata", b"Exif")
    with pypdfium2.PdfDocument(pdf) as document:
        told = document.get_metadata_dict(skip_empty=True)
    assert [word for word in words if word in inflated(pdf)] == []
    assert set(told) == {"CreationDate", "ModDate"}


def test_a_specimen_can_lie_anywhere_on_a_page():
    page = Page(*A4)
    card.put_specimen(page, (60, 100), text_of(), "g", LAST_DAY, "month_end")
    page.text((10, 290), "below", 9)

    picture = page_of(page.pdf(), 0, 150)

    assert spot(picture, (61, 101)) == (207, 232, 210)
    assert spot(picture, (59, 101)) == (255, 255, 255)
    assert scanned(picture) == [text_of()]
