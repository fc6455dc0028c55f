"""An operator starts: invitation on the office's screen, a phone that scans it, and its end."""

import io
import re
from datetime import timedelta

import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from passes.models import Device, Venue, Withdrawn
from passes.withdrawn import BADGES
from tests.browser.door import (
    FAR,
    GOOD_KEYS,
    PHONE,
    expect_state,
    hold,
    list_signed,
    press,
    publish,
    words,
)
from tests.browser.test_management import enter

NAME = "Huis aan het Water"


def add_venue(page):
    page.goto("/beheer/locaties/nieuw")
    page.fill("#id_name", NAME)
    page.fill("#id_licence", "GR-014")
    page.get_by_label("white and green", exact=True).check()
    next_year = timezone.localdate() + timedelta(days=400)
    page.fill("#id_until", next_year.isoformat())
    page.get_by_label("This is a business, not a home").check()
    page.get_by_role("button", name="Add this venue").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()


def invitation_on(page):
    """Return the address that a camera reads from the office's screen."""
    section = page.locator(".venue", has_text=NAME)
    section.get_by_role("button", name="Make an invitation").click()
    page.wait_for_selector(".invitation")
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as seen:
        (code,) = zxingcpp.read_barcodes(seen)
    return code.text


def enrol(phone, address):
    phone.goto(address)
    expect_state(phone, "enrol")
    assert NAME in words(phone)
    press(phone, "enrol")
    expect_state(phone, "ready")


def test_from_the_invitation_to_the_badge_and_its_end(site, visit, settings):
    publish(settings)
    settings.PUBLIC_URL = site
    office, phone = enter(visit(locale="en-GB")), visit(locale="en-GB", viewport=PHONE)

    add_venue(office)
    address = invitation_on(office)
    enrol(phone, address)

    phone.goto("/pas-check/")
    expect_state(phone, "start")
    assert NAME in words(phone)
    other = visit(locale="en-GB", viewport=PHONE)
    other.goto(address)
    expect_state(other, "used")
    device = Device.objects.get()
    assert device.venue == Venue.objects.get(name=NAME)

    office.goto("/beheer/locaties")
    office.get_by_role("button", name=re.compile("Withdraw device")).click()
    office.get_by_role("button", name="Yes, withdraw it").click()
    expect(office.get_by_text("Withdrawn", exact=True)).to_be_visible()
    ids = [bytes.fromhex(row.id) for row in Withdrawn.objects.filter(month=BADGES)]
    assert ids == [device.badge_id]
    hold(phone, GOOD_KEYS, list_signed([(BADGES, tuple(ids))], seq=2, fresh_until=FAR))
    phone.goto("/pas-check/")
    expect_state(phone, "badge_ended")
    assert "Enrolment ended" in words(phone)
