"""A phone is enrolled by an invitation: a key that cannot leave it, a badge, then offline."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from passes.models import Device, Invitation, Publication, Venue
from tests.browser.door import (
    PHONE,
    assert_sound,
    expect_state,
    press,
    publish,
    words,
)
from tests.browser.fragments import base64url

SECRET = bytes(range(16))
PLACE = f"/pas-check/aanmelden#{base64url(SECRET)}"
EXPORTED = """async () => {
  const { enrolled } = await import("/static/js/device.js");
  const { keys, badge } = await enrolled();
  const taken = await Promise.allSettled(["pkcs8", "jwk", "raw"].map(
    (format) => crypto.subtle.exportKey(format, keys.privateKey)));
  return [keys.privateKey.extractable, taken.map(({ status }) => status), badge.length];
}"""
LOSE_ANSWERS = """() => {
  const real = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    await real(...asked);
    throw new TypeError("the network went away");
  };
}"""


@pytest.fixture
def invited(visit, settings):
    """A phone that is at the invitation of a venue."""
    publish(settings)
    venue = Venue.objects.create(
        name="Club De Proef", licence="P-14", colours=2, until=date(2099, 12, 31)
    )
    venue.invite(SECRET, timezone.now())
    page = visit(locale="en-GB", viewport=PHONE)
    page.goto(PLACE)
    expect_state(page, "enrol")
    return page


def test_an_invitation_asks_first_and_leaves_the_address(invited):
    assert "Enrol this phone for Club De Proef?" in words(invited)
    assert invited.url.endswith("/pas-check/aanmelden")
    assert Device.objects.count() == 0
    assert_sound(invited)


def test_an_enrolled_phone_opens_on_its_badge(invited):
    press(invited, "enrol")
    expect_state(invited, "ready")
    assert_sound(invited)

    invited.get_by_role("link", name="Open the check").click()

    expect_state(invited, "start")
    assert "Club De Proef" in words(invited)
    assert Device.objects.get().venue.name == "Club De Proef"
    assert invited.evaluate(EXPORTED) == [
        False,
        ["rejected", "rejected", "rejected"],
        156,
    ]


def test_an_answer_that_got_lost_is_fetched_again_with_the_same_key(invited):
    invited.evaluate(LOSE_ANSWERS)
    press(invited, "enrol")
    expect_state(invited, "failed")
    assert_sound(invited)
    assert Invitation.objects.get(used=True)

    invited.reload()
    invited.goto(PLACE)

    expect_state(invited, "ready")
    assert Device.objects.count() == 1


def test_another_phone_is_told_that_the_invitation_is_used(invited, visit):
    press(invited, "enrol")
    expect_state(invited, "ready")
    other = visit(locale="en-GB", viewport=PHONE)

    other.goto(PLACE)

    expect_state(other, "used")
    assert "Ask the municipality for a new one." in words(other)
    assert_sound(other)


def test_a_browser_without_such_keys_stops(invited):
    invited.evaluate("""() => {
      crypto.subtle.generateKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
    }""")

    press(invited, "enrol")

    expect_state(invited, "old_browser")
    assert "take another phone" in words(invited)
    assert Device.objects.count() == 0


def test_a_badge_for_another_key_is_not_kept(invited):
    invited.evaluate("""() => {
      const real = globalThis.fetch;
      globalThis.fetch = async (...asked) => {
        const answer = await (await real(...asked)).json();
        const first = answer.badge.slice(0, -1);
        return Response.json({ ...answer, badge: first + (answer.badge.endsWith("A") ? "B" : "A") });
      };
    }""")

    press(invited, "enrol")

    expect_state(invited, "failed")
    assert (
        invited.evaluate(
            "import('/static/js/device.js').then(d => d.enrolled())"
            ".then(own => own === undefined)"
        )
        is True
    )


def test_without_an_invitation_a_real_phone_is_told_to_ask(visit, settings):
    settings.MUNICIPALITY = replace(settings.MUNICIPALITY, demo=False)
    page = visit(locale="en-GB", viewport=PHONE)

    page.goto("/pas-check/aanmelden")

    expect_state(page, "invitation")
    assert "The municipality invites phones for the check." in words(page)
    assert_sound(page)


def test_an_invitation_that_opened_elsewhere_can_be_pasted(invited, visit, settings):
    settings.MUNICIPALITY = replace(settings.MUNICIPALITY, demo=False)
    app = visit(locale="en-GB", viewport=PHONE)
    app.goto("/pas-check/aanmelden")
    press(app, "paste")
    expect_state(app, "invitation")

    app.get_by_label("Copy its address").fill(f" https://town.example{PLACE} ")
    press(app, "paste")

    expect_state(app, "enrol")
    assert "Enrol this phone for Club De Proef?" in words(app)


def test_a_list_that_does_not_come_can_be_asked_for_again(visit, settings):
    publish(settings)
    body = Publication.objects.body(Publication.LIST)
    Publication.objects.filter(kind=Publication.LIST).delete()
    page = visit(locale="en-GB", viewport=PHONE)
    page.goto("/pas-check/aanmelden")
    assert_sound(page)
    press(page, "demo")
    expect_state(page, "unfinished")
    assert_sound(page)

    Publication.objects.publish(Publication.LIST, 1, body)
    press(page, "prepare")

    expect_state(page, "ready")
    assert Device.objects.count() == 1
