"""What two people do in the desk's browser, in their words."""

import re

from playwright.sync_api import expect

from config.management.commands.demo import NAMES, PASSWORD
from passes.models import ValidityCount
from staff.roles import Role

DESK = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}


def signed_in(page):
    page.goto("/balie/")
    page.fill("#id_username", Role.GGD.value)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/balie/$"))
    return page


def begun(page, path="Begin"):
    signed_in(page).goto("/balie/gesprek/")
    page.get_by_role("button", name=path).click()
    return page


def at(page, step):
    expect(page).to_have_url(re.compile(f"/balie/gesprek/{step}$"))


def go(page, title):
    """Press a step; while the print window opens a press can get lost: then again."""
    now = page.locator(".steps [aria-current]")
    for _ in range(3):
        page.locator(".steps button", has_text=title).click()
        try:
            expect(now).to_contain_text(title, timeout=5_000)
        except AssertionError:
            continue
        return
    expect(now).to_contain_text(title)


def to_the_camera(page):
    go(page, "Decision")
    page.get_by_label("Green, triangle").check()
    page.get_by_label("We have discussed this").check()
    page.locator(".onward button").first.click()
    page.select_option("#id_colleague", label=NAMES[Role.OOV])
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    at(page, "pas")
    return page


def print_once(page):
    page.locator("#take").click()
    with page.expect_response("**/balie/pas/kaart"):
        page.locator("#print-pass").click()
    expect(page.locator("#printed")).to_be_visible()


def counted():
    return sum(ValidityCount.objects.values_list("count", flat=True))
