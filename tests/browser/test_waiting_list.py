import pytest
from playwright.sync_api import expect

from scheduling.models import Claim, Waiting
from tests.browser.axe import violations
from tests.browser.walk import code_on, open_hours, press, show
from tests.browser.walk_list import (
    a_slot,
    join,
    offer,
    pages_of_closed_doors,
    pages_of_the_list,
)

PHONE = {"width": 320, "height": 640}
WIDE = "document.documentElement.scrollWidth > innerWidth"
FOCUSED = "document.activeElement.matches('.problem')"
PROBLEMS = {"no language chosen"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(visit, scheme):
    open_hours()
    page = visit(viewport=PHONE, color_scheme=scheme, locale="en-GB")
    faults, wide, focused, heavy, seen = {}, [], set(), {}, []

    for walk in (pages_of_the_list, pages_of_closed_doors):
        for name in walk(page, "en"):
            seen.append(name)
            if found := violations(page):
                faults[name] = found
            if page.evaluate(WIDE):
                wide.append(name)
            if page.evaluate(FOCUSED):
                focused.add(name)
            if (size := len(page.content().encode())) > 8_000:
                heavy[name] = size
            assert page.locator("h1").count() == 1, name

    assert faults == {}
    assert wide == []
    assert focused == PROBLEMS
    assert heavy == {}
    assert len(seen) == 16


def test_somebody_waits_and_takes_a_place_without_script(visit):
    open_hours()
    page = visit(viewport=PHONE, java_script_enabled=False, has_touch=True)
    code = join(page)
    offer(a_slot())

    show(page, code)
    expect(page.locator("h1")).to_have_text("There is a place")
    press(page, "/code/neem")

    expect(page.locator("[role=status]")).to_contain_text("Your appointment is booked.")
    assert Claim.objects.get().slot == a_slot()
    assert page.context.cookies() == []


def test_joining_works_with_the_keyboard_alone_and_twice_is_once(visit):
    open_hours()
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/en/wachten")

    tab_to(page, "input[name=language]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("You are on the waiting list")
    first = code_on(page)
    page.reload()

    assert code_on(page) == first
    assert Waiting.objects.count() == 1


def test_leaving_the_list_works_with_the_keyboard_alone(visit):
    open_hours()
    page = visit(viewport=PHONE, java_script_enabled=False)
    show(page, join(page))

    tab_to(page, 'form[action$="/code/weg"] button')
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Do you want to leave the list?")
    tab_to(page, 'form[action$="/code/weg"] button')
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("You have left the list")
    assert not Waiting.objects.exists()


def tab_to(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
    raise AssertionError(f"no Tab leads to {selector}")
