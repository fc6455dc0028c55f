"""No title, address, header, cookie or file name says what the appointment is about."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from config.policy import TELLTALE
from tests.staff.test_who_may_open_what import pages

ROOT = Path(__file__).resolve().parent.parent.parent
TELLING = re.compile("|".join(TELLTALE), re.IGNORECASE)
TITLES = {
    "nl": {"Afspraak", "Fout: Afspraak", "Balie", "Pas-check", "Contact", "Beheer"},
    "en": {"Appointment", "Error: Appointment", "Desk", "Pas-check", "Management"},
}
OPEN = ["/", "/{}/", "/{}/mee", "/{}/tijd", "/{}/code", "/{}/opnieuw", "/{}/strook", "/weg", "/pas-check/", "/pas-check/aanmelden", "/pas-check/lijst/", "/wie", "/pas", "/nergens"]  # fmt: skip
OFFICE = ["/beheer/", "/beheer/dagen", "/beheer/cijfers", "/beheer/cijfers-x.csv"]
DESK = ["/balie/", "/balie/gesprek/", "/balie/gesprek/welkom"]


def telling(text: str) -> list[str]:
    return TELLING.findall(text)


def test_the_search_finds_a_telling_word():
    assert telling("/sexwork/Intake.pdf") == ["sex", "Intake"]


def test_no_address_tells():
    addresses = [page[2] for page in pages(get_resolver("config.urls.all"))]

    assert [place for place in addresses if telling(place)] == []


def test_no_file_that_a_browser_asks_for_tells():
    names = [str(path.relative_to(ROOT)) for path in (ROOT / "static").rglob("*")]

    assert [name for name in names if telling(name)] == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", [*OPEN, *DESK])
def test_no_title_header_or_cookie_tells(ggd, page, language):
    ggd.post("/balie/gesprek/")

    answer = ggd.get(page.format(language), headers={"Accept-Language": language})

    heads = [f"{name}: {value}" for name, value in answer.headers.items()]
    cookies = [f"{name}={morsel.value}" for name, morsel in answer.cookies.items()]
    assert [line for line in [*heads, *cookies] if telling(line)] == []
    titles = set(re.findall(r"<title>(.*?)</title>", answer.content.decode()))
    assert titles <= TITLES["nl"] | TITLES["en"]


@pytest.mark.parametrize("page", OFFICE)
def test_no_title_or_header_of_management_tells(coordinator, page):
    answer = coordinator.get(page, headers={"Accept-Language": "en"})

    heads = [f"{name}: {value}" for name, value in answer.headers.items()]
    titles = re.findall(r"<title>(.*?)</title>", answer.content.decode())
    assert [line for line in heads if telling(line)] == []
    assert titles == ["Management"]


@pytest.mark.parametrize("page", OPEN[:7])
def test_the_start_page_alone_names_the_work_and_only_when_asked(db, client, page):
    """On a glance nobody reads it: the word stands in a closed part of one page."""
    shown = client.get(page.format("nl")).content.decode()
    shown = re.sub(r"<details.*?</details>", "", shown, flags=re.DOTALL)

    assert telling(shown) == []


def test_every_reference_on_a_public_page_is_to_this_site(db, client):
    """Links may lead away; nothing may be loaded from elsewhere."""
    loaded = r'(?:src|href)="(https?:[^"]*|//[^"]*)"'
    found = {}
    for page in OPEN:
        text = client.get(page.format("nl")).content.decode()
        tags = re.findall(r"<(?:link|script|img|iframe|use|source)\b[^>]*>", text)
        found[page] = re.findall(loaded, " ".join(tags))

    assert {page: urls for page, urls in found.items() if urls} == {}
