"""A lost pass and the next one, in a real browser: the slip's QR code, keys, no script."""

import re
from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from passes.models import Withdrawn
from tests.browser.axe import violations
from tests.passes.slips import code, handed_out

PHONE = {"width": 320, "height": 640}
DONE = "A pass with this slip no longer works"


def this_years():
    """Return a last day that lies ahead of the browser's own clock."""
    return date(date.today().year + 2, 11, 30)  # noqa: DTZ011  # any day will do


@pytest.fixture
def on_paper():
    return code(last_day=this_years())


def ids():
    return list(Withdrawn.objects.values_list("id", flat=True))


def test_the_code_behind_the_hash_is_filled_in_and_leaves_the_address(visit, on_paper):
    page = visit(locale="en-GB", viewport=PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"/strook#{on_paper.replace(' ', '')}")

    expect(page.locator("#id_c")).to_have_value(on_paper)
    expect(page).to_have_url(re.compile("/en/strook$"))
    page.get_by_role("button", name="Make the pass invalid").click()
    expect(page.get_by_role("status")).to_contain_text(DONE)
    assert ids() == [handed_out(last_day=this_years()).id.hex()]
    assert [url for url in asked if on_paper[:3] in url] == []
    assert violations(page) == []
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_a_hash_that_is_no_code_fills_in_nothing(visit):
    page = visit(locale="en-GB")

    page.goto("/en/strook#<b>no code</b>")

    expect(page).to_have_url(re.compile("/en/strook$"))
    expect(page.locator("#id_c")).to_have_value("")


def test_it_works_without_script_and_with_the_keyboard_alone(visit, on_paper):
    page = visit(locale="en-GB", java_script_enabled=False, viewport=PHONE)
    page.goto("/en/strook")
    page.keyboard.press("Tab")
    expect(page.locator(".exit")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#id_c")).to_be_focused()

    page.keyboard.type(on_paper.lower())
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text(DONE)
    assert ids() == [handed_out(last_day=this_years()).id.hex()]


def test_a_typing_mistake_gets_the_focus_and_no_fault_of_axe(visit, on_paper):
    page = visit(locale="en-GB", viewport=PHONE)
    page.goto("/en/strook")
    page.fill("#id_c", on_paper[:-1])
    page.get_by_role("button", name="Make the pass invalid").click()

    expect(page.locator(".problem")).to_be_focused()
    expect(page.locator("#id_c")).to_have_value(on_paper[:-1])
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_phone_itself_makes_the_reminder(visit):
    page = visit(locale="en-GB", viewport=PHONE)
    page.clock.set_fixed_time("2026-11-24T12:00:00Z")
    page.goto("/en/opnieuw", wait_until="networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_label("Month on your pass").select_option("November 2028")
    with page.expect_download() as given:
        page.get_by_role("button", name="Put a reminder in my calendar").click()

    event = Calendar.from_ical(given.value.path().read_bytes()).walk("VEVENT")[0]
    assert given.value.suggested_filename == "afspraak.ics"
    assert sorted(event) == [
        "CLASS", "DTEND", "DTSTAMP", "DTSTART", "SUMMARY", "TRANSP", "UID",
    ]  # fmt: skip
    assert (event["SUMMARY"], event["CLASS"]) == ("Appointment", "PRIVATE")
    assert event["DTSTART"].dt == date(2028, 10, 19)  # 42 days before the 30th
    assert [url for url in asked if not url.startswith("blob:")] == []


def test_without_script_there_is_no_reminder_to_press(visit):
    page = visit(locale="en-GB", java_script_enabled=False)

    page.goto("/en/opnieuw")

    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("From 6 weeks before")).to_be_visible()
