"""A thousand passes at random, printed as the card prints them: every code reads, as itself."""

from random import Random

import pypdfium2
import zxingcpp

from passes import card
from passes.issue import Maker, Nonce
from passes.keys import Quarter, made_of
from passes.paper import A4, Page
from tests.passes.test_card import LAST_DAY
from tests.vectors.made import seed

ROWS = [(x, y) for y in range(9) for x in range(6)]
STEP = 31.0  # mm; a code with its white border is 29


def tokens(count):
    dice = Random(41)  # noqa: S311  # no secret: the same thousand each time
    maker = Maker(
        made_of(seed("pass key 1"), "pass", Quarter(2026, 4)),
        seed("slip key 1"),
        LAST_DAY,
    )
    return [
        maker.text(Nonce(dice.randbytes(16)), colour)
        for colour in dice.choices("wg", k=count)
    ]


def printed(texts):
    """Return a PDF with 54 codes a page, each drawn as on the card."""
    page = Page(*A4)
    for number, text in enumerate(texts):
        column, row = ROWS[number % len(ROWS)]
        if number and number % len(ROWS) == 0:
            page.turn()
        card.draw_code(page, text, (10 + column * STEP, 8 + row * STEP))
    return page.pdf()


def read(pdf):
    """Return what stands in the codes of each page at 300 dpi, row by row."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=300 / 72, grayscale=True).to_pil()
            codes = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
            pitch = STEP / 25.4 * 300
            codes.sort(
                key=lambda one: (
                    one.position.top_left.y // pitch,
                    one.position.top_left.x,
                )
            )
            found += [one.text for one in codes]
    return found


def test_a_thousand_random_passes_all_read_as_printed():
    texts = tokens(1000)

    assert len(set(texts)) == 1000
    assert read(printed(texts)) == texts
