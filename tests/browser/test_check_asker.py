"""The badge on the screen: signed anew every 15 seconds, and what another phone says to it."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from passes.models import Publication
from tests.browser.door import (
    GOOD_KEYS,
    GOOD_LIST,
    NOW,
    PHONE,
    assert_sound,
    expect_state,
    press,
    scan,
    words,
)


@pytest.fixture
def asker(ready_phone):
    return ready_phone("white")


def read(page):
    """Return what a camera reads from the screen."""
    expect(page.locator(".code path")).to_have_attribute("d", re.compile("M"))
    picture = Image.open(io.BytesIO(page.locator(".code").screenshot(scale="css")))
    larger = picture.resize((picture.width * 3, picture.height * 3))
    (code,) = zxingcpp.read_barcodes(larger)
    return code.text


def test_the_badge_screen_comes_first_and_says_who_checks(asker):
    said = words(asker)

    assert (
        "First show who you are Club De Proef Venue 14, licence until 1 June 2029"
        in (said)
    )
    assert said.count("This person may check your pass. Want to be sure?") >= 1
    assert asker.locator(".badge [lang]").count() == 2
    assert asker.locator("video").count() == 0
    assert_sound(asker)


def test_the_clock_moves_and_the_code_is_new_every_15_seconds(asker):
    first = read(asker)
    path = asker.locator(".code path")
    before = path.get_attribute("d")
    asker.clock.set_fixed_time(NOW.replace(second=14))
    expect(asker.locator(".clock")).to_have_text("13:00:14")
    expect(path).to_have_attribute("d", before)

    # By the clock, not by a count of ticks: a phone that slept must not show its old code.
    asker.clock.set_fixed_time(NOW.replace(second=16))
    expect(asker.locator(".clock")).to_have_text("13:00:16")
    expect(path).not_to_have_attribute("d", before, timeout=5000)

    second = read(asker)
    assert first != second
    assert first.partition("#")[0] == second.partition("#")[0]
    assert first.partition("#")[0].endswith("/wie")
    assert len(first.partition("#")[2]) == 299


def test_another_phone_reads_the_screen_and_knows_the_venue(asker, visit, site):
    Publication.objects.publish(Publication.KEYS, 1, GOOD_KEYS)
    Publication.objects.publish(Publication.LIST, 1, GOOD_LIST)
    address = read(asker)
    worker = visit(locale="en-GB", viewport=PHONE)
    said = []
    for minute in (0, 3, 30):
        worker.clock.set_fixed_time(NOW.replace(minute=minute))
        worker.goto("about:blank")
        worker.goto(f"/wie#{address.partition('#')[2]}")
        worker.locator("h1:visible").wait_for()
        said.append(worker.locator("h1:visible").inner_text())

    assert said == [
        "Yes. The municipality knows Club De Proef, venue 14.",
        "This code is too old.",
        "This code is no longer valid.",
    ]


def test_the_screen_for_the_holder_is_turned_and_speaks_their_language(asker):
    press(asker, "holder")

    expect_state(asker, "holder")
    assert "First I show who I am. I look at your pass and give it back." in words(
        asker
    )
    assert asker.locator(".told:visible").count() == 0
    expect(asker.locator(".turned")).to_have_css("rotate", "180deg")
    assert_sound(asker)
    asker.get_by_role("button", name="Nederlands").click()
    assert asker.locator("[data-speaks]:visible").get_attribute("lang") == "nl"
    asker.get_by_role("button", name="English").click()


def test_the_holder_reads_the_verdict_in_their_language_too(asker):
    scan(asker, "compare")
    press(asker, "yes")
    expect_state(asker, "valid")

    press(asker, "holder")

    expect(asker.locator(".told:visible")).to_have_text("Valid")
    press(asker, "start")
    press(asker, "holder")
    assert asker.locator(".told:visible").count() == 0


def test_the_only_way_to_the_camera_leads_past_the_badge(asker):
    doors = asker.locator("#app [data-do]:visible")

    assert [door.get_attribute("data-do") for door in doors.all()] == ["scan", "holder"]
