"""The slip at the desk: the same steps as the card, the same pass, counted once together."""

import pypdfium2
import pytest

from passes import keys, slip
from passes.models import ValidityCount
from staff.roles import Role
from tests.conftest import member
from tests.intake.desk import (
    NOON,
    counts,
    decide,
    print_card,
    print_slip,
    read_card,
    ready_to_print,
)
from tests.passes.test_card import rendered, scanned

NEEDED = "Your colleague of the other role confirms first."


@pytest.fixture
def talk(ggd):
    return ready_to_print(ggd, member(Role.OOV))


def code_on(pdf):
    """Return what the picture on the slip leads to."""
    (address,) = scanned(rendered(pdf))
    return address.partition("#")[2]


def card_of(code, settings):
    read = slip.read(code, keys.read(settings.KEYS_DIR).slips, NOON.date())
    return read.id


def words_on(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def test_the_code_of_the_slip_belongs_to_the_card(talk, settings):
    paper = print_slip(talk)

    made = read_card(print_card(talk).content)
    assert card_of(code_on(paper.content), settings) == made.id


@pytest.mark.parametrize("first", [print_slip, print_card])
def test_card_and_slip_count_once_whichever_comes_first(talk, first):
    first(talk)
    assert counts() == {"w": 0, "g": 1}

    answers = [print_card(talk), print_slip(talk), print_card(talk), print_slip(talk)]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert counts() == {"w": 0, "g": 1}


def test_the_slip_is_the_same_again(talk):
    assert print_slip(talk).content == print_slip(talk).content


def test_the_slip_is_shown_and_not_kept(talk):
    answer = print_slip(talk)

    names = ("Content-Type", "Cache-Control", "Content-Disposition")
    assert [answer.headers[name] for name in names] == [
        "application/pdf",
        "no-store",
        'inline; filename="strook.pdf"',
    ]


def test_the_slip_is_in_dutch_and_in_the_language_that_was_chosen(talk):
    both, dutch = (words_on(print_slip(talk, code).content) for code in ("en", "nl"))

    sentence = "We do not keep the code."
    assert both.count(sentence) == dutch.count(sentence) + 1
    assert "The card is valid to the end of November 2028." in both


def test_another_language_is_refused(talk):
    assert print_slip(talk, "xx").status_code == 400
    assert counts() == {"w": 0, "g": 0}


def test_without_the_second_person_there_is_no_slip(talk):
    decide(talk, colour="white")
    print_slip(talk)  # uses the confirmation up
    decide(talk, colour="green")

    answer = print_slip(talk)

    assert (answer.status_code, answer.content.decode()) == (409, NEEDED)
    assert counts() == {"w": 1, "g": 0}


def test_without_a_talk_there_is_no_slip(ggd):
    assert print_slip(ggd).status_code == 409


def test_without_a_key_no_slip_is_made_and_nothing_counted(talk, settings, tmp_path):
    settings.KEYS_DIR = tmp_path

    assert print_slip(talk).status_code == 503
    assert counts() == {"w": 0, "g": 0}


def test_without_a_line_in_the_log_there_is_no_slip(talk):
    ValidityCount.objects.all().delete()

    assert print_slip(talk).status_code == 503


@pytest.mark.parametrize(
    ("stock", "pages", "width"),
    [
        ("card", 1, 243),
        ("card+back", 2, 243),
        ("a4-1", 1, 595),
        ("a4-10+back", 2, 595),
    ],
)
def test_the_card_fits_what_lies_in_the_printer(talk, stock, pages, width):
    pdf = print_card(talk, stock=stock).content

    with pypdfium2.PdfDocument(pdf) as document:
        assert (len(document), round(document[0].get_width())) == (pages, width)
    assert read_card(pdf).colour == "g"


@pytest.mark.parametrize("stock", ["a4-0", "a4-11", "a5", "card+", "a4", "a4-1 "])
def test_another_stock_is_refused_and_nothing_counted(talk, stock):
    answer = print_card(talk, stock=f"x{stock}" if stock.endswith(" ") else stock)

    assert (answer.status_code, counts()) == (400, {"w": 0, "g": 0})
