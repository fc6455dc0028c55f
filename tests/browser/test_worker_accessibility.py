import pytest

from scheduling.models import Claim
from tests.browser.axe import violations
from tests.browser.walk import every_page, open_hours

WIDE = "document.documentElement.scrollWidth > innerWidth"
FOCUSED = "document.activeElement.matches('.problem')"
PROBLEMS = {
    "no time chosen", "no language chosen", "short code", "mistyped code",
    "unknown code", "no new time chosen", "just taken",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        ("nl", 320, "light"),
        ("nl", 1280, "dark"),
        ("en", 320, "dark"),
        ("en", 1280, "light"),
    ],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    visit, language, width, scheme
):
    open_hours()
    page = visit(viewport={"width": width, "height": 700}, color_scheme=scheme)
    faults, wide, titles, focused = {}, [], set(), set()

    for name in every_page(page, language):
        if found := violations(page):
            faults[name] = found
        if page.evaluate(WIDE):
            wide.append(name)
        if page.evaluate(FOCUSED):
            focused.add(name)
        if name != "languages":
            titles.add(page.title())
            assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, name

    word, error = {"nl": ("Afspraak", "Fout:"), "en": ("Appointment", "Error:")}[
        language
    ]
    assert faults == {}
    assert wide == []
    assert titles == {word, f"{error} {word}"}
    assert focused == PROBLEMS


def test_a_booking_is_made_with_the_keyboard_alone(visit):
    open_hours()
    page = visit()
    page.goto("/en/tijd")

    def tab_to(selector):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches('{selector}')"):
                assert not page.evaluate(COVERED), "the bar hides the focus"
                return
        raise AssertionError(f"no Tab leads to {selector}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/weg"
    tab_to("input[name=time]")
    page.keyboard.press("Space")
    tab_to("form:last-of-type button:not([name])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tijd/kijk")
    tab_to("input[name=language]")
    page.keyboard.press("ArrowDown")
    tab_to("button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tijd/vast")

    assert Claim.objects.count() == 1


# 2.4.11: no part of the element with the focus lies under the sticky bar.
COVERED = """(() => {
  const one = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector('header').getBoundingClientRect();
  return one.top < bar.bottom && one.bottom > bar.top;
})()"""
