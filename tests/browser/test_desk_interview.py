"""The interview in a real browser: keyboard, numbers, camera, print, failures."""

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.camera import video_of
from tests.browser.desk import DESK, at, begun, counted, go, print_once, to_the_camera
from tests.passes.pictures import PORTRAIT, plain, portrait

BSN, NO_BSN = "111222333", "111222334"


@pytest.fixture
def town(site):
    call_command("demo", stdout=StringIO())
    return site


@pytest.fixture(scope="module")
def webcam(launch, tmp_path_factory):
    seated = portrait().resize((480, 618)).crop((0, 0, 480, 480))
    return launch(video_of(tmp_path_factory.mktemp("webcam"), seated))


@pytest.fixture
def desk(town, visit, webcam):
    """A signed-in desk with a camera, at the first step."""
    return begun(visit(webcam, **DESK))


def test_the_keyboard_is_enough_for_a_step(desk):
    desk.locator("#id_welkom-interpreter").focus()
    for _ in range(3):
        desk.keyboard.press("Space")
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")

    at(desk, "uitleg")
    go(desk, "Welcome")
    ticked = [box.is_checked() for box in desk.locator(".tick input").all()]
    assert ticked == [True, True, True, False, False]


def test_the_list_of_steps_saves_before_it_jumps(desk):
    desk.get_by_label("Spoken alone for a part").check()
    go(desk, "Wishes and worries")
    at(desk, "wensen")
    go(desk, "Welcome")

    assert desk.get_by_label("Spoken alone for a part").is_checked()


@pytest.mark.promise("numbers_not_sent")
def test_promise_numbers_not_sent(desk):
    sent = []
    desk.on(
        "request", lambda request: sent.append(f"{request.url} {request.post_data}")
    )
    go(desk, "Papers")
    field, result = desk.locator("#number"), desk.locator("#number-result")

    field.fill(NO_BSN)
    expect(result).to_have_text("This cannot be a BSN. Look again.")
    field.fill(BSN)
    expect(result).to_have_text("This could be a BSN. Compare it with the letter.")
    field.press("Enter")
    at(desk, "papieren")
    field.press("Tab")
    assert field.input_value() == ""
    field.fill(BSN)
    desk.locator("form#talk").evaluate("form => form.requestSubmit()")
    at(desk, "werkplek")

    assert [line for line in sent if BSN in line or NO_BSN in line] == []
    go(desk, "Papers")
    field.fill(BSN)
    field.evaluate("input => { input.name = 'bsn'; }")
    desk.locator("form#talk").evaluate("form => form.requestSubmit()")
    at(desk, "werkplek")
    assert len([line for line in sent if BSN in line]) == 1


def test_the_number_is_gone_after_twenty_seconds(desk):
    desk.clock.install()
    go(desk, "Papers")
    desk.locator("#number").fill(BSN)

    desk.clock.fast_forward(20_000)

    assert desk.locator("#number").input_value() == ""


def test_the_photo_is_kept_on_the_screen_when_the_network_fails(desk):
    to_the_camera(desk)
    desk.locator("#take").click()
    desk.context.set_offline(True)
    desk.locator("#print-pass").click()
    problem = desk.locator("#print [role=alert]")
    expect(problem).to_have_text("No connection. The photo is still on this screen.")

    desk.context.set_offline(False)
    with desk.expect_response("**/balie/pas/kaart"):
        desk.locator("#print-pass").click()

    expect(desk.locator("#printed")).to_be_visible()
    expect(problem).to_be_hidden()
    assert counted() == 1


def test_a_new_photo_and_a_second_print_count_once(desk):
    print_once(to_the_camera(desk))

    desk.locator("#new-photo").click()
    desk.locator("#take").click()
    with desk.expect_response("**/balie/pas/kaart"):
        desk.locator("#print-again").click()

    assert counted() == 1


def test_a_destroyed_card_leads_back_to_the_decision(desk):
    print_once(to_the_camera(desk))

    desk.get_by_role("button", name="Card destroyed").click()

    expect(desk.get_by_role("heading", name="Card destroyed")).to_be_visible()
    desk.get_by_role("link", name="To the decision").click()
    at(desk, "besluit")
    assert counted() == 0


def test_a_photo_goes_out_as_a_small_jpeg(desk):
    to_the_camera(desk)
    desk.locator("#take").click()
    with desk.expect_request("**/balie/pas/kaart") as sent:
        desk.locator("#print-pass").click()

    headers = sent.value.all_headers()
    assert headers["content-type"] == "image/jpeg"
    assert int(headers["content-length"]) < 150_000
    assert sent.value.response().status == 200


def test_an_interview_that_is_gone_says_so_at_the_printer(desk):
    to_the_camera(desk)
    desk.locator("#take").click()
    desk.context.clear_cookies(name="s")

    desk.locator("#print-pass").click()

    expect(desk.locator("#print [role=alert]")).to_have_text(
        "The interview is gone. Tick again. The visitor need not repeat anything."
    )


def test_without_a_camera_a_picture_file_will_do(town, visit):
    page = to_the_camera(begun(visit(**DESK)))
    status = page.locator("#camera [role=status]")
    expect(status).to_have_text("No camera. Connect it and choose “Again”.")

    page.set_input_files("#picture", PORTRAIT)
    expect(status).to_have_text("Does the visitor agree with this photo?")
    assert page.locator("#picture").input_value() == ""
    with page.expect_response("**/balie/pas/kaart") as answer:
        page.locator("#print-pass").click()

    assert answer.value.status == 200


def test_a_file_that_is_no_picture_says_so(town, visit, tmp_path):
    page = to_the_camera(begun(visit(**DESK)))
    (tmp_path / "letter.jpg").write_bytes(b"not a picture")
    expect(page.locator("#camera [role=status]")).to_contain_text("No camera")

    page.set_input_files("#picture", tmp_path / "letter.jpg")

    expect(page.locator("#camera [role=status]")).to_have_text(
        "This picture cannot be read. Choose another."
    )
    expect(page.locator("#print-pass")).to_be_hidden()


def test_a_dark_picture_gets_a_hint_and_may_be_used(town, visit, tmp_path):
    page = to_the_camera(begun(visit(**DESK)))
    plain(500, 650).save(tmp_path / "dark.jpg")

    page.set_input_files("#picture", tmp_path / "dark.jpg")

    status = page.locator("#camera [role=status]")
    expect(status).to_have_text("Too dark. Turn on a lamp.")
    expect(page.locator("#print-pass")).to_be_visible()


def test_a_camera_that_is_refused_says_where_to_allow_it(town, visit):
    page = visit(**DESK)
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('no', 'NotAllowedError'));"
    )

    to_the_camera(begun(page))

    expect(page.locator("#camera [role=status]")).to_have_text(
        "The browser may not use the camera. Click the lock in the address bar."
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_page(town, visit, webcam, scheme, width):
    size = {"width": width, "height": 800}
    page = visit(webcam, locale="en-GB", viewport=size, color_scheme=scheme)
    faults = {}

    def look(name):
        faults[name] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[name].append("wider than the screen")

    begun(page)
    for title in ("Information", "Papers", "Workplace", "Wishes", "Decision", "Photo"):
        go(page, title)
        look(title)
    page.goto("/balie/gesprek/bevestig")
    look("colleague")
    page.locator(".onward button").first.click()
    look("colleague, problem")
    page.goto("/balie/gesprek/welkom")
    look("welcome")
    to_the_camera(page)
    expect(page.locator("#take")).to_be_visible()
    look("camera")
    print_once(page)
    look("printed")
    go(page, "Hand over")
    look("hand over")
    page.get_by_role("button", name="Done: delete").click()
    look("done")
    page.goto("/balie/gesprek/")
    look("begin")

    assert {name: found for name, found in faults.items() if found} == {}
