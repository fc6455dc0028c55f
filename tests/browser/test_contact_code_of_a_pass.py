"""What is in the code of a pass: any phone reads it, nothing is judged, nothing is sent."""

import pytest

from passes import token
from tests.browser.axe import violations
from tests.browser.door import PHONE, TEXTS, expect_state, press, words
from tests.vectors.made import made

WHITE = made()
SAID = {
    "white": "In this code: colour white valid until the end of November 2028 a random "
    f"number: {WHITE[22:30].hex()} a signature: {WHITE[35:].hex()} No name, no photo, no "
    "number. Anyone with a phone can read this. This page does not say whether the pass "
    "is valid.",
    "specimen": "a practice pass, without colour",
    "unknown key": "colour white valid until the end of November 2028",
    "not ours": "No code of a pass was found",
}
STATES = {"not ours": "not_a_pass"}


@pytest.fixture
def phone(launch, visit, films):
    """Return `phone(film)`: the phone of anybody, on the page, with this film."""

    def opened(film=None):
        page = visit(
            launch(films[film]) if film else launch(), locale="en-GB", viewport=PHONE
        )
        page.goto("/pas")
        expect_state(page, "begin")
        return page

    return opened


@pytest.mark.parametrize("film", SAID)
def test_what_is_in_a_code_is_shown_without_a_verdict(phone, film):
    page = phone(film)
    assert violations(page) == []

    press(page, "look")

    expect_state(page, STATES.get(film, "found"))
    assert SAID[film] in words(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.promise("code_bare")
def test_promise_code_bare(phone, counted):
    """A token is the template, a kid, a month, a random number, a colour, a signature."""
    page = phone("green")
    page.evaluate("""() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => {
        const stream = await open(wish);
        document.body.dataset.camera = "open";
        return stream;
      };
      globalThis.read = ZXingWASM.readBarcodes;
      ZXingWASM.readBarcodes = async () => [];
    }""")
    press(page, "look")
    page.locator("body[data-camera=open]").wait_for()
    counted.clear()

    page.evaluate("() => { ZXingWASM.readBarcodes = globalThis.read; }")
    expect_state(page, "found")
    page.context.set_offline(True)
    press(page, "start")
    press(page, "look")
    expect_state(page, "found")
    page.wait_for_timeout(300)

    assert counted == []
    assert page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie,"
        " await indexedDB.databases(), await caches.keys()]"
    ) == [0, 0, "", [], []]
    body = made(id=token.PassId(b"iiiiiiii"), exp=0, colour="g")
    assert body[:35] == (
        b"\x84\x49\xa2\x01\x27\x04\x44" + WHITE[7:11] + b"\xa0\x54\xa3\x04\x1a"
        b"\0\0\0\0\x07\x48iiiiiiii\x09\x61g\x58\x40"
    )
    assert (len(body), len(TEXTS["green"])) == (99, 153)


def test_without_a_connection_the_reader_is_asked_for_again(phone):
    page = phone("white")
    page.context.set_offline(True)
    press(page, "look")
    expect_state(page, "failed")
    assert violations(page) == []

    page.context.set_offline(False)
    press(page, "look")

    expect_state(page, "found")


def test_a_phone_without_camera_is_told_so(phone):
    page = phone()

    press(page, "look")

    expect_state(page, "camera_missing")
    assert violations(page) == []


def test_renewal_and_withdrawal_are_one_door_away(phone):
    page = phone()

    links = page.locator("#app a:visible")

    assert [link.get_attribute("href") for link in links.all()] == [
        "/en/opnieuw",
        "/en/strook",
    ]
