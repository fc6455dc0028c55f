"""The wall poster: its words, its languages, and that every letter is drawn."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from reportlab.pdfbase.pdfmetrics import getFont

from passes import poster
from passes.paper import BOLD, REGULAR
from tests.passes.test_card import ABOVE, inflated, rendered, scanned, text_of

FACTS = poster.Facts("Gemeente Voorbeeld", "050 000 00 00", "pas.example")
LEGACY = replace(FACTS, legacy_until=["31 december 2027", "31 December 2027"])
FIRST = [
    "Vraag eerst wie het vraagt", "First ask who is asking",
    "Pregunta primero quién pregunta", "Întreabă mai întâi cine întreabă",
    "Първо попитайте кой пита", "Előbb kérdezze meg, ki kérdezi",
    "Najpierw zapytaj, kto pyta", "Pergunte primeiro quem pergunta",
]  # fmt: skip
ENGLISH = [
    "Without a phone",
    "1 First show who you are.",
    "2 Photo: is this the person before you?",
    "3 Month: the pass is valid until the end of it.",
    "4 Colour: circle and WIT, or triangle and GROEN.",
    "5 Give the pass back at once.",
    "Needed here: WIT GROEN",
    "Always",
    "You need to keep nothing. Copying passes is forbidden.",
    "Do not keep or photograph a pass.",
    "The pass is free. Pay nobody for an appointment.",
    "What is in the code? pas.example/pas",
    "By eye you cannot see that a pass was withdrawn: the pass check can. "
    "pas.example/pas-check/",
    "In doubt, call 050 000 00 00.",
]
LAST_DAY = date(2028, 11, 30)
CARDS = poster.Cards((text_of("w"), text_of("g")), LAST_DAY, "month_end")
CARD = [*ABOVE, "11 \u2013 2028", "november 2028"]


def says(first):
    """Return a voice that knows the first line in its language."""
    return lambda words: first if words == "First ask who is asking" else words


def english(words):
    return words


def words_on(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())


def test_the_poster_says_these_words_and_no_others():
    pdf = poster.draw(FACTS, CARDS, [says(FIRST[0]), english], [english])

    cards = [[*CARD, word, "VOORBEELD", "SPECIMEN"] for word in ("WIT", "GROEN")]
    assert words_on(pdf) == " ".join(
        ["Gemeente Voorbeeld", *FIRST[:2], *cards[0], *cards[1], *ENGLISH]
    )


def test_both_cards_on_the_poster_can_be_scanned():
    pdf = poster.draw(FACTS, CARDS, [english], [english, english])

    assert set(scanned(rendered(pdf))) == set(CARDS.texts)


def test_the_first_line_stands_in_every_language_of_the_workers():
    pdf = poster.draw(FACTS, CARDS, [says(line) for line in FIRST], [english, english])

    shown = words_on(pdf)
    assert [line for line in FIRST if line not in shown] == []


def test_the_line_on_old_cards_is_there_while_they_are_good():
    words = "Old cards without a code are good until 31 December 2027."

    shown = [
        words in words_on(poster.draw(facts, CARDS, [english], [english, english]))
        for facts in (FACTS, LEGACY)
    ]

    assert shown == [False, True]


def test_a_long_first_line_is_written_smaller_and_stays_on_the_page():
    long = says("Vraag altijd eerst aan degene die iets vraagt wie hij of zij is")

    pdf = poster.draw(FACTS, CARDS, [long, english, long], [english])

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        boxes = [page.get_rect(index) for index in range(page.count_rects())]
    assert max(right for _, _, right, _ in boxes) <= poster.RIGHT * 72 / 25.4 + 1


@pytest.mark.parametrize("languages", [1, 2])
def test_with_the_longest_text_everything_is_above_the_lower_edge(languages):
    until = ["30 september 2027"] * 2
    facts = poster.Facts("t", "050 000 00 00", "afspraken.gemeente.example", until)
    longer = [lambda words: f"{words} {words[: len(words) // 4]}"] * languages

    pdf = poster.draw(facts, CARDS, [says(line) for line in FIRST], longer)

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        lowest = min(page.get_rect(index)[1] for index in range(page.count_rects()))
    assert lowest > 10


def test_every_letter_of_the_eight_languages_is_in_the_font():
    poster.draw(FACTS, CARDS, [english], [english])
    known = set.intersection(
        *(set(getFont(font).face.charToGlyph) for font in (REGULAR, BOLD))
    )

    missing = set("".join(FIRST)) - {chr(code) for code in known}

    assert missing == set()
    assert ord("汉") not in known, "the search would not find a box for a letter"


def test_the_file_carries_its_fonts_and_nothing_else_of_its_kind():
    content = inflated(poster.draw(FACTS, CARDS, [english], [english]))

    assert set(re.findall(rb"/BaseFont /[A-Z]{6}\+(\S+)", content)) == {
        b"NotoSans-Regular",
        b"NotoSans-Bold",
    }
    assert content.count(b"/FontFile2") == 2
    assert [word for word in (b"Helvetica", b"/URI", b"/Annots") if word in content] == []  # fmt: skip


def test_the_same_facts_give_the_same_bytes():
    one, again = (poster.draw(FACTS, CARDS, [english], [english]) for _ in range(2))

    assert one == again
