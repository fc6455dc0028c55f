"""Who asks: the worker's own phone answers from what the page holds, and sends nothing."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes import badge
from passes.models import Publication
from passes.token import kid_of
from tests.browser.axe import violations
from tests.browser.door import (
    BADGE_KEY,
    FAR,
    GOOD_KEYS,
    NOW,
    PHONE,
    expect_state,
    list_signed,
    pin,
    words,
)
from tests.browser.fragments import base64url
from tests.environment import seed

PHONE_KEY = Ed25519PrivateKey.from_private_bytes(seed("a phone at the door"))
SECONDS = int(NOW.timestamp())


def badge_of(**changed):
    worn = {
        "kid": kid_of(BADGE_KEY.public_key().public_bytes_raw()),
        "until": FAR,
        "colours": badge.GREEN,
        "number": 14,
        "licence": "P-14",
        "venue": "Club De Proef",
        "public": PHONE_KEY.public_key().public_bytes_raw(),
    }
    return badge.sign(badge.Badge(**(worn | changed)), BADGE_KEY)


def shown(body, seconds=SECONDS, by=PHONE_KEY):
    """Return the fragment that a phone with this badge shows at this second."""
    signature = by.sign(badge.statement(body, seconds))
    return base64url(body + seconds.to_bytes(4, "big") + signature)


GOOD = badge_of()
LOST = badge_of(number=15)
LISTED = list_signed([(0, (badge.badge_id(LOST),))])
ASKED = {
    "now": (shown(GOOD), "yes", "Yes. The municipality knows Club De Proef, venue 14."),
    "two minutes": (shown(GOOD, SECONDS - 120), "yes", "green pass."),
    "just over": (shown(GOOD, SECONDS - 121), "again", "Wait with your pass."),
    "a clock ahead": (shown(GOOD, SECONDS + 300), "again", "the clock of your phone"),
    "15 minutes": (shown(GOOD, SECONDS - 900), "again", "This code is too old."),
    "a picture": (shown(GOOD, SECONDS - 86_400), "no_longer", "a picture of an old"),
    "a clock a day off": (shown(GOOD, SECONDS + 86_400), "no_longer", "the clock of"),
    "both": (shown(badge_of(colours=3)), "yes", "white or green pass."),
    "inspector": (shown(badge_of(colours=7)), "inspector", "an inspector of Groningen"),
    "over": (shown(badge_of(until=SECONDS)), "no_longer", "This enrolment has ended."),
    "lost": (shown(LOST), "no_longer", "This enrolment has ended. Do not show your"),
    "copied badge": (shown(GOOD, by=BADGE_KEY), "unknown", "Do not show your pass."),
    "cut": (shown(GOOD)[:-4], "unknown", "No. We do not know this code."),
    "noise": ("%3Cscript%3E", "unknown", "No. We do not know this code."),
    "by hand": ("", "by_hand", "First ask for the code of whoever wants to see"),
}


@pytest.fixture
def asked(visit, settings, counted):
    """Return `asked(fragment)`: the phone of a worker that scanned a code."""
    pin(settings)
    Publication.objects.publish(Publication.KEYS, 1, GOOD_KEYS)
    Publication.objects.publish(Publication.LIST, 1, LISTED)
    page = visit(locale="en-GB", viewport=PHONE)
    page.clock.set_fixed_time(NOW)

    def opened(fragment, state):
        page.goto("about:blank")
        page.goto(f"/wie#{fragment}" if fragment else "/wie")
        expect_state(page, state)
        return page

    return opened


def test_every_asker_gets_the_right_words(asked):
    said, faults = {}, {}
    for name, (fragment, state, text) in ASKED.items():
        page = asked(fragment, state)
        said[name] = text if text in words(page) else words(page)
        if state not in faults:
            faults[state] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert said == {name: text for name, (_, _, text) in ASKED.items()}
    assert [line for lines in faults.values() for line in lines] == []


@pytest.mark.promise("asker_not_sent")
def test_promise_asker_not_sent(asked, counted):
    page = asked(ASKED["now"][0], "yes")
    page.wait_for_load_state("networkidle")
    counted.clear()

    page.evaluate(f"() => {{ location.hash = '{ASKED['lost'][0]}'; }}")
    expect_state(page, "no_longer")
    page.wait_for_timeout(500)

    assert counted == []
    assert page.url.endswith("/wie")
    assert page.evaluate("history.state") is None
    assert page.evaluate(
        "() => [localStorage.length, sessionStorage.length, document.cookie]"
    ) == [0, 0, ""]
    assert page.evaluate("indexedDB.databases()") == []


def test_what_a_script_planted_there_asks_for_stays_inside(asked, counted):
    page = asked(ASKED["now"][0], "yes")
    page.wait_for_load_state("networkidle")
    counted.clear()

    page.evaluate("""() => {
      fetch("/nl/").catch(() => {});
      navigator.sendBeacon("/nl/", location.href);
    }""")
    page.wait_for_timeout(500)

    assert counted == []


def test_the_worker_chooses_the_language_there(asked):
    page = asked("", "by_hand")

    page.get_by_role("button", name="Nederlands").click()

    heading = page.locator("h1:visible")
    assert heading.evaluate("h1 => h1.closest('[lang]').lang") == "nl"
    assert page.locator("[data-speaks=en]:visible").count() == 0


def test_without_javascript_the_page_gives_a_phone_number(visit, settings):
    page = visit(locale="en-GB", java_script_enabled=False)

    page.goto("/wie")

    phone = settings.MUNICIPALITY.municipality.phone
    assert f"Call {phone} and say the number of the venue." in page.inner_text("main")


def test_the_page_is_light(client, db, settings):
    pin(settings)
    ids = tuple(number.to_bytes(8, "big") for number in range(600))
    Publication.objects.publish(Publication.KEYS, 1, GOOD_KEYS)
    Publication.objects.publish(Publication.LIST, 1, list_signed([(24_346, ids)]))

    assert len(client.get("/wie").content) <= 20_000
