"""What a coordinator hands to operators: the poster and cards to practise with."""

import io
from dataclasses import replace

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.test import Client

from passes import keys, token
from passes.files import SPECIMEN, Entry
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.passes.test_card import rendered
from tests.scheduling.pages import words

PAGE = "/beheer/exploitanten"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now():
    with time_machine.travel("2026-11-24T12:00+01:00", tick=False):
        yield


@pytest.fixture
def office(db):
    client = Client(headers={"Accept-Language": "en"})
    return sign_in(client, member(Role.COORDINATOR))


def lines(answer):
    with pypdfium2.PdfDocument(io.BytesIO(answer.content)) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def test_the_page_offers_the_poster_and_two_practice_cards(office):
    page = office.get(PAGE).content.decode()

    assert [
        name
        for name in ("poster.pdf", "voorbeeld-wit.pdf", "voorbeeld-groen.pdf")
        if f'href="{PAGE}/{name}"' not in page
    ] == []


def test_the_poster_is_the_town_s_own(office):
    answer = office.get(f"{PAGE}/poster.pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == 'inline; filename="poster.pdf"'
    shown = lines(answer)
    assert "First ask who is asking" in shown
    assert "call 050 000 00 00" in shown
    assert "localhost:8000/pas" in shown
    assert "without a code are good" not in shown


def test_the_poster_names_the_last_day_of_old_cards(office, settings, policy):
    validity = replace(policy.pass_, legacy_until="2027-12-31")
    settings.MUNICIPALITY = replace(policy, pass_=validity)

    shown = lines(office.get(f"{PAGE}/poster.pdf"))

    assert "31 December 2027" in shown
    assert "31 december 2027" in shown


@pytest.mark.parametrize(("name", "word"), [("wit", "WIT"), ("groen", "GROEN")])
def test_a_practice_card_scans_as_one(office, settings, name, word):
    answer = office.get(f"{PAGE}/voorbeeld-{name}.pdf")

    assert word in lines(answer).split()
    (code,) = zxingcpp.read_barcodes(rendered(io.BytesIO(answer.content)))
    found = token.read(
        code.text, {entry.kid: entry for entry in practice_keys(settings)}
    )
    assert found.colour == token.SPECIMEN


def practice_keys(settings):
    """Return the entries that a key list would have for practice cards."""
    return [
        Entry(SPECIMEN, start=0, exp_max=keys.FOREVER, public=key.public)
        for key in keys.read(settings.KEYS_DIR).signing_keys
        if key.use == "specimen"
    ]


def test_each_practice_card_has_another_number(office):
    bodies = {office.get(f"{PAGE}/voorbeeld-wit.pdf").content for _ in range(2)}

    assert len(bodies) == 2


def test_without_a_practice_key_the_page_says_what_to_do(office, settings, tmp_path):
    settings.KEYS_DIR = tmp_path

    answers = [
        office.get(PAGE + name) for name in ("/voorbeeld-wit.pdf", "/poster.pdf", "")
    ]

    assert [answer.status_code for answer in answers] == [503, 503, 200]
    for answer in answers:
        said = words(answer)
        assert "The poster and practice cards cannot be made now." in said
        assert "manage.py new_key --use specimen" in said


@pytest.mark.parametrize(
    "page", ["", "/poster.pdf", "/voorbeeld-wit.pdf", "/voorbeeld-groen.pdf"]
)
def test_these_pages_only_read(office, page):
    assert office.post(PAGE + page).status_code == 405
