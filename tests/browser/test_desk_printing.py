"""The print page in a real browser: what lies in the printer, slip, states, hints, keyboard."""

from io import StringIO

import pytest
from django.core.management import call_command
from PIL import ImageFilter
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.camera import y4m
from tests.browser.desk import DESK, at, begun, counted, go, print_once, to_the_camera
from tests.passes.pictures import plain, portrait

PREPARING = "The document is being made."
READY = "Ready. The print window opens."


@pytest.fixture
def town(site):
    call_command("demo", stdout=StringIO())
    return site


@pytest.fixture(scope="module")
def webcam(launch, tmp_path_factory):
    """Return a browser whose camera shows a sharp face; the picture is cut by the page."""
    return launch(film(tmp_path_factory.mktemp("sharp"), seat()))


@pytest.fixture
def page(town, visit, webcam):
    return to_the_camera(begun(visit(webcam, **DESK)))


def seat():
    return portrait().resize((480, 618)).crop((0, 0, 480, 480))


def film(folder, *pictures):
    return y4m(folder / "camera.y4m", [one for one in pictures for _ in range(30)])


# What the line of the print says, each time it changes, with whether the page is busy.
FOLLOW = """() => {
  window.said = [];
  const line = document.getElementById("print-state");
  const note = () => window.said.push(
    [line.textContent, document.getElementById("print").hasAttribute("aria-busy")],
  );
  new MutationObserver(note).observe(line, { childList: true });
}"""


def pressed(page, button, address):
    with page.expect_response(f"**/balie/pas/{address}") as answer:
        page.locator(button).click()
    return answer.value


def test_card_and_sheet_come_as_they_lie_in_the_printer(page):
    page.locator("#take").click()
    assert page.locator("#place").is_hidden()

    card = pressed(page, "#print-pass", "kaart")
    page.get_by_label("A sheet of A4").check()
    page.get_by_label("Both sides").check()
    page.select_option("#place", "7")
    sheet = pressed(page, "#print-again", "kaart")

    stocks = [answer.request.headers["x-stock"] for answer in (card, sheet)]
    assert stocks == ["card", "a4-7+back"]
    assert [card.status, sheet.status] == [200, 200]
    assert counted() == 1


def test_the_slip_needs_no_photo_and_counts_with_the_card(page):
    assert page.locator("#print-pass").is_hidden()
    page.select_option("#slip-language", "en")

    slip = pressed(page, "#print-slip", "strook")
    print_once(page)

    assert (slip.status, slip.request.post_data) == (200, "language=en")
    expect(page.locator("#destroyed")).to_be_visible()
    assert counted() == 1


def test_the_states_of_a_print_are_said(page):
    state = page.locator("#print-state")
    page.locator("#take").click()
    page.evaluate(FOLLOW)

    page.locator("#print-pass").click()
    expect(state).to_have_text(READY)
    expect(page.locator("#print-again")).to_be_visible()
    assert page.evaluate("window.said") == [[PREPARING, True], [READY, False]]
    expect(page.locator("#print")).not_to_have_attribute("aria-busy", "true")

    page.reload()
    expect(state).to_have_text(
        "This pass was printed before. A new photo prints the same pass."
    )
    go(page, "Hand over")
    page.get_by_label("Pass given").check()
    go(page, "Photo and pass")
    expect(state).to_have_text("The pass was handed over.")


def test_the_card_is_shown_in_its_true_size(page):
    print_once(page)

    frame = page.locator("#card")
    box = frame.bounding_box()
    assert frame.get_attribute("src").endswith("zoom=100")
    assert box["width"] >= 85.6 / 25.4 * 96
    assert box["height"] >= 53.98 / 25.4 * 96


def test_back_and_a_second_tab_print_the_same_pass(page):
    print_once(page)
    go(page, "Decision")
    at(page, "besluit")
    page.evaluate("history.back()")
    at(page, "pas")
    other = page.context.new_page()
    other.goto("/balie/gesprek/pas")

    print_once(page)
    print_once(other)

    assert counted() == 1


def test_a_live_picture_that_is_dark_or_not_sharp_gets_advice(
    town, visit, launch, tmp_path
):
    blurred = seat().filter(ImageFilter.GaussianBlur(6))
    camera = launch(film(tmp_path, plain(480, 480), blurred))
    page = to_the_camera(begun(visit(camera, **DESK)))
    status = page.locator("#camera [role=status]")

    for hint in (
        "Too dark. Turn on a lamp.",
        "Not sharp. Hold still, or clean the lens.",
    ):
        expect(status).to_have_text(hint)

    expect(page.locator("#take")).to_be_visible()
    page.locator("#take").click()
    expect(page.locator("#print-pass")).to_be_visible()


def test_the_keyboard_is_enough_for_photo_card_and_slip(page):
    expect(page.locator("#take")).to_be_visible()
    page.locator("#take").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#print-pass")).to_be_visible()
    page.locator("#stock-card").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#stock-a4")).to_be_checked()
    for stop in ("both-sides", "place", "print-pass"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == stop

    with page.expect_response("**/balie/pas/kaart") as card:
        page.keyboard.press("Enter")
    page.locator("#print-slip").focus()
    with page.expect_response("**/balie/pas/strook") as slip:
        page.keyboard.press("Space")

    assert [card.value.status, slip.value.status, counted()] == [200, 200, 1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.locator("#take").click()
    page.get_by_label("A sheet of A4").check()
    faults = violations(page)
    pressed(page, "#print-slip", "strook")
    pressed(page, "#print-pass", "kaart")
    expect(page.locator("#printed")).to_be_visible()
    faults += violations(page)

    assert faults == []
