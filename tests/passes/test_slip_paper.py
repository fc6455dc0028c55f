"""The keep-slip on paper: its words, its code, and nothing else."""

import pypdfium2
import pytest

from passes import slippaper
from tests.passes.test_card import inflated, rendered, scanned

CODE = "MNE SSS QHZ 8ZH 6BV XTG"
PAGE = "https://afspraak.example.nl/strook"
TEXT = (
    "Then the card no longer works, once whoever checks has the new list. "
    "That is the next morning after 06:00. You need not say who you are. "
    "Whoever has this code can make the card invalid. We do not keep the code. "
    "The card is valid to the end of November 2028. "
    "From 6 weeks before the end you can come for a new one."
)


def said(mark=""):
    return slippaper.words(lambda text: mark + text, "November 2028", 6)


def drawn(address=PAGE, words=None):
    return slippaper.draw(CODE, address, words or (said(),))


def lines(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range().split("\r\n")


def test_the_slip_says_these_words_and_no_others():
    found = lines(drawn())

    assert " ".join(found) == (
        "Keep this apart from your card. "
        "Lost your card? Go to this address and type the code: "
        f"afspraak.example.nl/strook {CODE} {TEXT}"
    )


def test_each_language_has_its_own_lines():
    text = " ".join(lines(drawn(words=(said(), said("~")))))

    assert (text.count("Keep this apart"), text.count("~Keep this apart")) == (2, 1)
    assert text.count("~We do not keep the code.") == 1
    assert text.count(CODE) == 1


def test_its_picture_leads_to_the_page_with_the_code_in_the_fragment():
    assert scanned(rendered(drawn())) == [f"{PAGE}#MNESSSQHZ8ZH6BVXTG"]


@pytest.mark.parametrize("host", ["a.nl", "afspraak.een-heel-lange-gemeentenaam.nl"])
def test_a_short_and_a_long_host_fit(host):
    page = f"https://{host}/strook"

    assert scanned(rendered(drawn(page))) == [f"{page}#MNESSSQHZ8ZH6BVXTG"]


def test_everything_lies_within_the_line_to_cut():
    picture = rendered(drawn(words=(said(), said("~ ~ ~ ~ ")))).convert("L")
    scale = picture.width / 210
    left, top = (round((edge + 1) * scale) for edge in slippaper.CORNER)
    width, height = (round((side - 2) * scale) for side in slippaper.BLOCK)
    dark = picture.point(lambda v: 255 if v < 128 else 0)

    inner = (left, top, left + width, top + height)
    dark.paste(0, inner)
    box = dark.getbbox()

    assert [round(side / scale) for side in box] == [10, 10, 84, 115]


def test_the_slip_says_nothing_of_itself_and_is_always_the_same():
    pdf = drawn()

    words = (b"Helvetica", b"/Annots", b"/URI", b"/JavaScript", b"/Metadata")
    assert [word for word in words if word in inflated(pdf)] == []
    assert pdf == drawn()
