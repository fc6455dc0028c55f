"""The pictures of the guides, taken from the pages themselves; `make pictures` keeps them."""

import os
import re
from datetime import date
from io import StringIO
from pathlib import Path

import polib
import pypdfium2
import pytest
from django.core.management import call_command
from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import expect

from config.management.commands.demo import PASSWORD
from passes import poster, specimen
from passes.keys import made_of
from passes.token import GREEN, WHITE, PassId
from staff.roles import Role
from tests.browser.door import (
    expect_state,
    open_check,
    prepare,
    press,
    publish,
    scan,
    videos,
)
from tests.browser.leaflet import printable
from tests.vectors.made import seed

GUIDES = Path(__file__).parent.parent.parent / "docs/guides"
LARGEST = 60_000
FOLDERS = {"en": GUIDES, "nl": GUIDES / "nl"}
EVERY = sorted(guide for folder in FOLDERS.values() for guide in folder.glob("*.md"))
PHONE = {"viewport": {"width": 320, "height": 740}}
DESK = {"viewport": {"width": 900, "height": 560}}
NAMED = re.compile(r"!\[([^]]+)\]\(pictures/([\w-]+\.png)\)")


def words_in_italics(text):
    plain = re.sub(r"\*\*.+?\*\*", "", text, flags=re.DOTALL)
    return {" ".join(found.split()) for found in re.findall(r"\*([^*]+)\*", plain)}


def shown_in(guide):
    return {name for _, name in NAMED.findall(guide.read_text())}


def album(language, elsewhere):
    """Return the folder of the guides with PICTURES=1, else one that goes away."""
    kept = os.environ.get("PICTURES") == "1"
    return FOLDERS[language] / "pictures" if kept else elsewhere


def keep(picture, file, width):
    """Write a small picture of few colours."""
    height = round(picture.height * width / picture.width)
    small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    small.quantize(48).save(file, optimize=True)


def snap(page, file, width):
    page.screenshot(path=file)
    with Image.open(file) as picture:
        keep(picture, file, width)


def page_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=2).to_pil()


def draw_paper(language, album):
    key, last_day = made_of(seed("specimen key 1"), "specimen"), date(2028, 11, 30)
    for name, colour in (("white", WHITE), ("green", GREEN)):
        card = specimen.draw(key, colour, last_day, "month_end", PassId(bytes(8)))
        keep(page_of(card), album / f"card-{name}.png", 380)
    facts = poster.Facts("Groningen", "050 000 00 00", "example.org")
    texts = tuple(specimen.text(key, last_day, PassId(bytes(8))) for _ in range(2))
    cards = poster.Cards(texts, last_day, "month_end")
    with override(language):
        sheet = poster.draw(facts, cards, [gettext], [gettext])
    keep(page_of(sheet), album / "poster.png", 460)


def check_at_the_door(page, album):
    prepare(page)
    open_check(page)
    snap(page, album / "check-badge.png", 240)
    scan(page, "compare")
    snap(page, album / "check-compare.png", 240)
    press(page, "yes")
    expect_state(page, "valid")
    snap(page, album / "check-valid.png", 240)


def open_the_day(page, album):
    page.goto("/balie/")
    page.fill("#id_username", Role.GGD.value)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/balie/$"))
    snap(page, album / "desk-day.png", 720)


@pytest.mark.parametrize("language", FOLDERS)
def test_every_picture_of_the_guides_is_taken_and_small(
    site, visit, launch, settings, tmp_path_factory, language
):
    kept = album(language, tmp_path_factory.mktemp("album"))
    asks = {"locale": f"{language}-NL"}
    publish(settings)
    films = videos(tmp_path_factory.mktemp("films"))

    draw_paper(language, kept)
    check_at_the_door(visit(launch(films["white"]), **PHONE, **asks), kept)
    call_command("demo", stdout=StringIO())
    open_the_day(visit(**DESK, **asks), kept)

    taken = {path.name: path.stat().st_size for path in kept.glob("*.png")}
    assert set(taken) == set.union(*map(shown_in, FOLDERS[language].glob("*.md")))
    assert {name: size for name, size in taken.items() if size >= LARGEST} == {}


@pytest.mark.parametrize("guide", EVERY, ids=lambda path: path.stem)
def test_a_guide_is_short_and_its_pictures_are_kept(guide):
    text = guide.read_text()

    assert len(re.sub(r"[|\-\[\]()#*]", " ", text).split()) < 450
    assert (
        shown_in(guide) - {path.name for path in guide.parent.glob("pictures/*.png")}
        == set()
    )
    assert all(len(words) > 4 for words, _ in NAMED.findall(text))


@pytest.mark.parametrize("language", FOLDERS)
def test_what_a_guide_calls_by_name_stands_on_a_screen(language):
    screens = GUIDES.parent.parent.glob("templates/**/*.html")
    shown = " ".join(path.read_text() for path in screens).lower()
    if language != "en":
        catalogue = polib.pofile(f"locale/{language}/LC_MESSAGES/django.po")
        shown += " ".join(entry.msgstr for entry in catalogue).lower()

    guides = FOLDERS[language].glob("*.md")
    named = set.union(*(words_in_italics(guide.read_text()) for guide in guides))

    assert len(named) > 8
    assert {name for name in named if name.lower() not in shown} == set()


@pytest.mark.parametrize("guide", EVERY, ids=lambda path: path.stem)
def test_a_guide_prints_on_one_sheet(browser, guide, tmp_path):
    page = browser.new_page()
    page.set_content(printable(guide))
    out = GUIDES.parent.parent / "build/guides"
    out = out if os.environ.get("PICTURES") == "1" else tmp_path
    file = out / f"{guide.stem}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)

    page.pdf(path=file, prefer_css_page_size=True)

    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 1
    page.close()
