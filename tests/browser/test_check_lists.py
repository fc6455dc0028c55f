"""The lists and the app itself on the phone: fetched when old, never lowered, safely updated."""

from dataclasses import replace as changed
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from passes.models import Publication
from tests.browser.door import (
    FAR,
    GOOD_KEYS,
    GOOD_LIST,
    HIT,
    NOW,
    assert_sound,
    expect_state,
    hold,
    keys_signed,
    list_signed,
    open_check,
    prepare,
    press,
    publish,
    scan,
    words,
)

LISTS = ("/pas-check/sleutels.bin", "/pas-check/lijst.bin")
LIED = """async () => {
  const lists = await caches.open("lists");
  for (const address of ["/pas-check/sleutels.bin", "/pas-check/lijst.bin"]) {
    const body = await (await lists.match(address)).arrayBuffer();
    const now = Date.now();
    const headers = { "X-Fetched": String(now), "X-Served": new Date(now - 11 * 60e3).toUTCString() };
    await lists.put(address, new Response(body, { headers }));
  }
}"""
SEQ = """async (address) => {
  const kept = await (await caches.open("lists")).match(address);
  return new DataView(await kept.arrayBuffer()).getUint32(8);
}"""
# The browser looks for a new version after an opening; asking for one can collide with that.
AWAIT_UPDATE = """async () => {
  const held = await navigator.serviceWorker.ready;
  for (let tries = 0; !held.waiting; tries += 1) {
    if (tries % 50 === 0) await held.update().catch(() => {});
    await new Promise((done) => setTimeout(done, 100));
  }
}"""
APPS = (
    "caches.keys().then(names => names.filter(name => name.startsWith('app-')).length)"
)
SEEN = "document.querySelector('#app').dataset.maxAgeDays"


def times(counted):
    return [counted.count(address) for address in LISTS]


def test_lists_older_than_12_hours_are_fetched_when_the_app_opens(ready_phone, counted):
    fetched = {}
    for address in ("/pas-check/", "/pas-check/lijst/"):
        for hours in (11, 13):
            page = ready_phone()
            age = timedelta(hours=hours)
            hold(page, GOOD_KEYS, GOOD_LIST, timezone.now() - age)
            counted.clear()
            page.goto("about:blank")
            page.goto(address)
            expect_state(page, "start")
            page.wait_for_timeout(500)
            fetched[address, hours] = times(counted)

    assert fetched == {
        ("/pas-check/", 11): [0, 0],
        ("/pas-check/", 13): [1, 1],
        ("/pas-check/lijst/", 11): [0, 0],
        ("/pas-check/lijst/", 13): [1, 1],
    }


def test_a_list_fetched_on_request_takes_the_place_of_the_old_one(ready_phone):
    page = ready_phone("white")
    assert Publication.objects.publish(Publication.KEYS, 2, GOOD_KEYS)
    assert Publication.objects.publish(Publication.LIST, 2, HIT)
    page.goto("/pas-check/lijst/#toestand")

    press(page, "list")

    expect_state(page, "status")
    open_check(page)
    scan(page, "withdrawn")


def test_older_lists_and_those_of_another_key_are_dropped(ready_phone):
    page = ready_phone(
        keys=keys_signed(seq=5), listed=list_signed(seq=7, fresh_until=FAR)
    )
    forged = list_signed(seq=9)[:-1] + b"\0"
    seen = []
    for body in (list_signed(seq=6), forged, b"", list_signed(seq=8)):
        Publication.objects.all().delete()
        Publication.objects.publish(Publication.KEYS, 4, keys_signed(seq=4))
        Publication.objects.publish(Publication.LIST, 9, body)
        page.goto("/pas-check/lijst/#toestand")
        expect_state(page, "status")
        press(page, "list")
        expect_state(page, "status")
        seen.append([page.evaluate(SEQ, address) for address in LISTS])

    assert seen == [[5, 7], [5, 7], [5, 7], [5, 8]]


def test_without_a_network_the_lists_that_are_there_stay(ready_phone):
    page = ready_phone("unknown key", NOW + timedelta(days=700))
    scan(page, "list_too_old")
    page.context.set_offline(True)

    press(page, "list")

    expect_state(page, "no_connection")
    assert_sound(page)
    press(page, "start")
    scan(page, "list_too_old")
    page.context.set_offline(False)


def test_a_clock_that_differed_at_the_last_refresh_is_wrong_until_the_next(ready_phone):
    page = ready_phone("white")
    page.evaluate(LIED)

    open_check(page, state="clock_wrong")
    hold(page, GOOD_KEYS, GOOD_LIST)

    open_check(page)


def test_the_app_works_for_days_without_a_network(ready_phone):
    page = ready_phone("white")
    page.context.set_offline(True)
    said = []
    for days in (1, 3, 7):
        page.clock.set_fixed_time(NOW + timedelta(days=days))
        page.goto("/pas-check/lijst/")
        expect_state(page, "start")
        scan(page, "compare")
        press(page, "yes")
        expect_state(page, "valid")
        said.append(page.locator(".top [data-when]:visible").all_inner_texts())
    page.context.set_offline(False)

    assert said == [
        ["Club De Proef", "List 1 day old"],
        ["Club De Proef", "List 3 days old"],
        ["Club De Proef", "List 7 days old"],
    ]


def test_the_bar_says_when_the_list_is_of_today(ready_phone):
    page = ready_phone()

    assert page.locator(".top [data-when]:visible").all_inner_texts() == [
        "Club De Proef",
        "List of today 06:00",
    ]


def test_the_status_says_what_the_phone_holds(ready_phone):
    page = ready_phone()
    page.goto("/pas-check/lijst/#toestand")
    expect_state(page, "status")

    said = words(page)

    assert "Enrolled for Club De Proef (14) Enrolment until 1 June 2029" in said
    assert "List of 24 Nov, 06:00 List good until 1 Jun, 02:00" in said
    assert "This phone remembers only the venue, keys, the lists" in said
    assert_sound(page)
    page.context.set_offline(True)
    press(page, "cards")
    expect_state(page, "cards")
    assert page.locator(".cards li").count() == 5
    assert_sound(page)
    page.context.set_offline(False)


def test_a_removed_phone_keeps_nothing(visit, settings):
    publish(settings)
    page = visit(locale="en-GB")
    prepare(page)
    page.goto("/pas-check/lijst/#toestand")

    press(page, "ask_remove")
    assert_sound(page)
    press(page, "remove")

    expect_state(page, "removed")
    assert_sound(page)
    assert page.evaluate(
        "async () => [await caches.keys(), await indexedDB.databases(),"
        " (await navigator.serviceWorker.getRegistrations()).length]"
    ) == [[], [], 0]


@pytest.fixture
def plain(browser, site):
    """A phone without a language or zone of its own: Chromium starts no second worker there."""
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


def test_a_new_version_waits_whole_and_takes_over_where_the_app_starts(plain, settings):
    publish(settings)
    prepare(plain)
    open_check(plain)
    pass_ = changed(settings.MUNICIPALITY.pass_, list_max_age_days=9)
    settings.MUNICIPALITY = changed(settings.MUNICIPALITY, pass_=pass_)
    plain.evaluate(AWAIT_UPDATE)
    plain.context.set_offline(True)

    open_check(plain)
    before = plain.evaluate(SEEN), plain.evaluate(APPS)
    plain.goto("/pas-check/lijst/")
    expect_state(plain, "start")

    assert before == ("7", 2)
    expect(plain.locator("#app")).to_have_attribute("data-max-age-days", "9")
    assert plain.evaluate(APPS) == 1
