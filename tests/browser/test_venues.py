"""Venues and their phones in a browser: by keyboard, without script, small and large."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from passes.models import Venue
from tests.browser.axe import violations
from tests.browser.test_management import enter
from tests.passes.phones import enrolled


def make_venues():
    """Make a venue with two phones, one for inspectors, and one whose licence is over."""
    today = timezone.localdate()
    next_year = today + timedelta(days=400)
    kept = Venue.objects.create(
        name="Huis aan het Water", licence="GR-014", colours=3, until=next_year
    )
    enrolled(kept, 1)
    enrolled(kept, 2).withdraw()
    Venue.objects.create(name="Inspectie", licence="GR-I", colours=7, until=next_year)
    Venue.objects.create(
        name="Club Noord", licence="GR-002", colours=2, until=today - timedelta(days=3)
    )


def assert_sound(page):
    page.evaluate("scrollTo(0, 0)")  # half under the bar a link would count as small
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def every_page(page):
    """Go through all pages of venues and keys; yields at each."""
    page.goto("/beheer/locaties")
    yield
    make_venues()
    for button in ("Make an invitation", "Change", "Withdraw device"):
        page.goto("/beheer/locaties")
        page.get_by_role("button", name=button).first.click()
        yield
    page.goto("/beheer/locaties/nieuw")
    page.get_by_role("button", name="Add this venue").click()
    yield
    for name in ("locaties", "exploitanten", "sleutels"):
        page.goto(f"/beheer/{name}")
        yield


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_no_page_has_a_fault_and_none_is_too_wide(visit, width, scheme):
    page = enter(
        visit(
            locale="en-GB",
            viewport={"width": width, "height": 700},
            color_scheme=scheme,
        )
    )

    for _ in every_page(page):
        assert_sound(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_reads_the_invitation_from_the_screen(visit, scheme):
    make_venues()
    page = enter(visit(locale="en-GB", color_scheme=scheme))
    page.goto("/beheer/locaties")
    page.get_by_role("button", name="Make an invitation").first.click()

    seen = Image.open(io.BytesIO(page.screenshot(full_page=True)))

    (code,) = zxingcpp.read_barcodes(seen)
    assert code.text == page.locator(".address").inner_text()
    assert "/pas-check/aanmelden#" in code.text


def test_a_venue_is_added_with_the_keyboard_and_without_script(visit):
    page = enter(visit(locale="en-GB", java_script_enabled=False))
    page.goto("/beheer/locaties/nieuw")

    page.focus("#id_name")
    page.keyboard.type("Huis aan het Water")
    page.keyboard.press("Tab")
    page.keyboard.type("GR-014")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("12312027")  # the browser's own order of a date
    page.focus("#id_is_business")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Huis aan het Water")).to_be_visible()
    made = Venue.objects.get()
    assert (made.licence, made.colours, made.until.year) == ("GR-014", 2, 2027)
