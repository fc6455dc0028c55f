"""The phone at the door: its camera, its browser, its clock that hides results, its looks."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.door import (
    NOW,
    PHONE,
    assert_sound,
    expect_state,
    open_check,
    press,
    publish,
    scan,
    words,
)

OVER = datetime(2028, 12, 1, tzinfo=UTC)
BLIND = "() => { ZXingWASM.readBarcodes = async () => []; }"


def test_a_phone_without_camera_is_told_so(ready_phone):
    page = ready_phone()

    scan(page, "camera_missing")

    assert "No camera" in words(page)
    assert_sound(page)


def test_a_refused_camera_is_told_so(ready_phone):
    page = ready_phone("white")
    page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )

    scan(page, "camera_refused")

    assert "The browser may not use the camera" in words(page)
    assert_sound(page)


def test_the_camera_screen_is_sound_and_goes_back(ready_phone):
    page = ready_phone("white")
    page.evaluate(BLIND)

    scan(page, "camera")
    expect(page.locator("video")).to_be_visible()
    assert_sound(page)
    press(page, "start")

    expect_state(page, "start")


def test_a_lamp_is_offered_where_there_is_one_and_lights_on_request(ready_phone):
    page = ready_phone("white")
    page.evaluate(BLIND)
    page.evaluate("""() => {
      globalThis.lit = [];
      MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
      MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => {
        lit.push(advanced[0].torch);
      };
    }""")
    scan(page, "camera")
    expect(page.locator("[data-do=torch]")).to_be_visible()

    press(page, "torch")
    press(page, "torch")

    assert page.evaluate("lit") == [True, False]


def test_a_result_shakes_the_phone_once_twice_or_thrice(ready_phone):
    pulses = {}
    for film, state in (("white", "valid"), ("forged", "not_genuine")):
        page = ready_phone(film)
        page.evaluate(
            "() => { globalThis.shaken = []; navigator.vibrate = (p) => shaken.push(p); }"
        )
        scan(page, "compare" if state == "valid" else state)
        if state == "valid":
            press(page, "yes")
        expect_state(page, state)
        pulses[state] = page.evaluate("shaken")

    assert pulses == {"valid": [[90]], "not_genuine": [[90, 90, 90, 90, 90]]}


def test_nothing_found_in_15_seconds_is_unreadable(phone):
    page = phone("white")
    page.clock.install(time=NOW)
    page.reload()
    expect_state(page, "start")
    # The code is never seen; the page's own clock runs on.
    page.evaluate(BLIND)

    scan(page, "camera")
    expect(page.locator("video")).to_have_js_property("readyState", 4)
    page.clock.run_for(16_000)

    expect_state(page, "unreadable")


def test_a_result_hides_after_20_seconds_and_a_touch_starts_them_anew(phone):
    page = phone("forged")
    page.clock.install(time=NOW)
    page.reload()
    expect_state(page, "start")
    press(page, "scan")
    page.clock.run_for(1000)
    expect_state(page, "not_genuine")

    page.clock.run_for(15_000)
    page.keyboard.press("Shift")
    page.clock.run_for(15_000)
    expect_state(page, "not_genuine")
    page.clock.run_for(6_000)

    expect_state(page, "start")


def test_how_long_a_result_stays_can_be_set(phone):
    page = phone("forged")
    page.goto("/pas-check/lijst/#toestand")
    page.get_by_label("never").check()
    page.clock.install(time=NOW)
    page.goto("/pas-check/")
    expect_state(page, "start")

    press(page, "scan")
    page.clock.run_for(1000)
    expect_state(page, "not_genuine")
    page.clock.run_for(3_600_000)

    expect_state(page, "not_genuine")
    page.goto("/pas-check/lijst/#toestand")
    expect(page.get_by_label("never")).to_be_checked()


def test_what_was_read_goes_when_the_screen_is_left(ready_phone):
    page = ready_phone("white")
    scan(page, "compare")

    page.evaluate("""() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")

    expect_state(page, "start")


@pytest.mark.parametrize(
    ("film", "now", "state", "action", "said"),
    [
        ("forged", NOW, "not_genuine", "help", "Do not keep or photograph it."),
        ("white", OVER, "expired", "explain", "Your pass has expired. You can make an"),
    ],
)
def test_help_is_one_door_away(ready_phone, film, now, state, action, said):
    page = ready_phone(film, now)
    scan(page, state)

    press(page, action)

    expect_state(page, action)
    assert said in words(page)
    assert "another colour" not in words(page)
    assert_sound(page)


def test_a_wrong_clock_is_explained(ready_phone):
    page = ready_phone("white", datetime(2026, 10, 1, tzinfo=UTC), state="clock_wrong")

    press(page, "how")

    expect_state(page, "how")
    assert_sound(page)
    press(page, "start")
    expect_state(page, "clock_wrong")


def test_a_browser_without_a_camera_interface_is_too_old(visit, settings):
    publish(settings)
    page = visit(locale="en-GB", viewport=PHONE)
    page.add_init_script(
        "Object.defineProperty(navigator, 'mediaDevices', {value: null})"
    )

    page.goto("/pas-check/")

    expect_state(page, "old_browser")
    assert_sound(page)


def test_without_javascript_the_page_gives_a_phone_number(visit, settings):
    page = visit(locale="en-GB", java_script_enabled=False)

    page.goto("/pas-check/")

    phone = settings.MUNICIPALITY.municipality.phone
    expect(page.locator("main")).to_have_text(
        f"This page needs JavaScript. Call {phone}.", use_inner_text=True
    )


def test_the_check_works_from_the_keyboard(ready_phone):
    page = ready_phone("white")

    page.keyboard.press("Tab")  # the way to the status
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_state(page, "compare")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect_state(page, "valid")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_results_look_the_same_in_the_dark(ready_phone):
    page = ready_phone("white")
    page.emulate_media(color_scheme="dark")
    scan(page, "compare")
    press(page, "yes")

    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="light")

    assert colour == "rgb(130, 232, 180)"


def test_forced_colours_keep_words_and_the_chip(ready_phone):
    page = ready_phone("green")
    page.emulate_media(forced_colors="active")

    scan(page, "compare")

    chip = page.locator(".chip")
    expect(chip).to_have_text("GREEN PASS")
    expect(chip).to_have_css("background-color", "rgb(207, 232, 210)")
    assert_sound(page)
    page.emulate_media(forced_colors="none")


def test_the_page_is_in_the_browsers_language(phone):
    page = phone("green", locale="nl-NL")

    scan(page, "compare")

    assert page.locator("html").get_attribute("lang") == "nl"
    assert "GROEN en 11 – 2028" in words(page)


def test_a_phone_that_was_not_prepared_is_told_so(visit, settings):
    publish(settings)
    page = visit(locale="en-GB", viewport=PHONE)

    for address in ("/pas-check/", "/pas-check/lijst/"):
        page.goto(address)

        expect_state(page, "unprepared")
        assert_sound(page)


def test_a_badge_that_another_key_signed_is_none(ready_phone):
    page = ready_phone("white")
    page.evaluate("""async () => {
      const device = await import("/static/js/device.js");
      const { keys, badge } = await device.enrolled();
      await device.keep(keys, badge.map((byte, place) => place === 155 ? byte ^ 1 : byte));
    }""")

    open_check(page, state="badge_ended")
