"""Every state of the check is reached, says what it should, and has no fault that axe knows."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from passes.models import Publication
from tests.browser.axe import violations
from tests.browser.door import (
    NOW,
    expect_state,
    open_check,
    pin,
    prepare,
    press,
    publish,
    scan,
    videos,
    words,
)

PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
ALMOST = datetime(2028, 10, 15, tzinfo=UTC)
OVER = datetime(2028, 12, 1, tzinfo=UTC)

# video, moment, answer to compare, state, what the screen says
STATES = [
    ("white", NOW, None, "compare", "WHITE PASS Compare the photo"),
    ("white", NOW, "yes", "valid", "Until the end of November 2028."),
    ("green", NOW, "yes", "valid", "GREEN PASS Valid Check done."),
    ("white", NOW, "no", "not_this_person", "Not the same person?"),
    ("white", ALMOST, "yes", "almost_expired", "Expires soon."),
    ("white", OVER, None, "expired", "Valid until the end of November 2028."),
    ("specimen", NOW, None, "specimen", "This is a practice pass."),
    ("forged", NOW, None, "not_genuine", "The municipality did not make this code."),
    ("unknown key", NOW, None, "not_genuine", "Not from the municipality"),
    ("unknown key", OVER, None, "list_too_old", "days old."),
    ("not ours", NOW, None, "unreadable", "This says nothing about the pass."),
    ("newer", NOW, None, "unreadable", "Or this page is too old"),
]


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    return videos(tmp_path_factory.mktemp("films"))


@pytest.fixture
def phone(launch, visit, settings, films):
    """Return `phone(film, **options)`: a prepared phone that sees this film."""

    def prepared(film=None, now=NOW, **options):
        publish(settings)
        started = launch(films[film]) if film else launch()
        page = visit(started, **{"locale": "en-GB", "viewport": PHONE, **options})
        prepare(page)
        open_check(page, now)
        return page

    return prepared


@pytest.fixture(scope="module")
def same_town():
    """One town for the whole file: a phone of before would else fetch another's page."""
    before = django_settings.MUNICIPALITY, django_settings.BUILD_DATE
    pin(django_settings)
    yield
    django_settings.MUNICIPALITY, django_settings.BUILD_DATE = before


@pytest.fixture(scope="module")
def pocket(same_town):
    """Phones that were prepared once: they keep nothing, so each check finds them as new."""
    phones = {}
    yield phones
    for page in phones.values():
        page.context.close()


@pytest.fixture
def ready_phone(pocket, launch, films, request):
    """Return `ready_phone(film, now)`: the phone with this film at the start of a check."""

    def opened(film, now=NOW):
        if film not in pocket:
            site = request.getfixturevalue("site")
            publish(request.getfixturevalue("settings"))
            context = launch(films[film]).new_context(
                base_url=site, locale="en-GB", timezone_id="Europe/Amsterdam"
            )
            pocket[film] = context.new_page()
            prepare(pocket[film])
        pocket[film].set_viewport_size(PHONE)
        open_check(pocket[film], now)
        return pocket[film]

    return opened


@pytest.mark.parametrize(("film", "now", "answer", "state", "said"), STATES)
def test_a_scan_ends_in_its_state(ready_phone, film, now, answer, state, said):
    page = ready_phone(film, now)

    scan(page, "compare" if answer else state)
    if answer:
        press(page, answer)

    expect_state(page, state)
    assert said in words(page)
    assert_sound(page)


def assert_sound(page):
    """No fault that axe knows, no sideways scroll, doors of 60 px, on phone and desktop."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(
            "[...document.querySelectorAll('.door')].filter(d => !d.hidden)"
            ".every(d => d.getBoundingClientRect().height >= 60)"
        )
        assert page.evaluate("document.querySelectorAll('h1').length") == 1


def test_the_start_says_show_who_you_are(phone):
    page = phone()

    assert "First show who you are" in words(page)
    assert_sound(page)


def test_a_wrong_clock_keeps_the_camera_closed(ready_phone):
    page = ready_phone("white", datetime(2026, 10, 1, tzinfo=UTC))

    scan(page, "clock_wrong")
    assert_sound(page)
    press(page, "how")

    expect_state(page, "how")
    assert_sound(page)


def test_a_phone_without_camera_is_told_so(phone):
    page = phone()

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
    page.evaluate("() => { ZXingWASM.readBarcodes = async () => []; }")

    scan(page, "camera")
    expect(page.locator("video")).to_be_visible()
    assert_sound(page)
    press(page, "start")

    expect_state(page, "start")


def test_nothing_found_in_15_seconds_is_unreadable(phone):
    page = phone("white")
    page.clock.install(time=NOW)
    page.reload()
    expect_state(page, "start")
    # The code is never seen; the page's own clock runs on.
    page.evaluate("() => { ZXingWASM.readBarcodes = async () => []; }")

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


@pytest.mark.parametrize(
    ("state", "film", "now", "action", "said"),
    [
        ("not_genuine", "forged", NOW, "help", "Do not keep or photograph it."),
        ("expired", "white", OVER, "holder", "No one may keep your pass."),
    ],
)
def test_help_is_one_door_away(ready_phone, state, film, now, action, said):
    page = ready_phone(film, now)
    scan(page, state)

    press(page, action)

    expect_state(page, action)
    assert said in words(page)
    assert_sound(page)


def test_an_old_list_is_fetched_on_request_alone(phone, settings):
    page = phone("unknown key", OVER)
    scan(page, "list_too_old")

    press(page, "list")

    expect_state(page, "start")


def test_without_a_network_the_list_that_is_there_stays(phone):
    page = phone("unknown key", OVER)
    scan(page, "list_too_old")
    page.context.set_offline(True)

    press(page, "list")

    expect_state(page, "no_connection")
    assert_sound(page)
    press(page, "start")
    scan(page, "list_too_old")


def test_a_list_that_no_pinned_root_signed_is_dropped(phone):
    page = phone("white")
    good = Publication.objects.body(Publication.KEYS)
    Publication.objects.publish(Publication.KEYS, 2, good[:-1] + b"\0")
    scan(page, "compare")
    page.reload()

    page.evaluate("import('/static/js/lists.js').then((lists) => lists.fetchList())")
    page.reload()
    expect_state(page, "start")

    scan(page, "compare")


def test_a_phone_that_was_not_prepared_is_told_so(visit, settings):
    publish(settings)
    page = visit(locale="en-GB", viewport=PHONE)

    page.goto("/pas-check/")

    expect_state(page, "unprepared")
    assert_sound(page)


def test_a_phone_without_list_is_not_ready(visit):
    page = visit(locale="en-GB", viewport=PHONE)
    page.goto("/pas-check/aanmelden")
    assert_sound(page)

    press(page, "prepare")

    expect_state(page, "failed")
    assert_sound(page)


def test_a_prepared_phone_says_ready_and_leads_on(visit, settings):
    publish(settings)
    page = visit(locale="en-GB", viewport=PHONE)

    prepare(page)
    assert_sound(page)
    page.get_by_role("link", name="Open the check").click()

    expect_state(page, "start")


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

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_state(page, "compare")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect_state(page, "valid")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_results_look_the_same_in_the_dark(phone):
    page = phone("white", color_scheme="dark")
    scan(page, "compare")
    press(page, "yes")

    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert colour == "rgb(130, 232, 180)"


def test_forced_colours_keep_words_and_the_chip(phone):
    page = phone("green", forced_colors="active")

    scan(page, "compare")

    chip = page.locator(".chip.green")
    expect(chip).to_be_visible()
    expect(chip).to_have_css("background-color", "rgb(207, 232, 210)")
    assert_sound(page)


def test_the_page_is_in_the_browsers_language(phone):
    page = phone("green", locale="nl-NL")

    scan(page, "compare")

    assert page.locator("html").get_attribute("lang") == "nl"
    assert "GROEN en 11 – 2028" in words(page)
