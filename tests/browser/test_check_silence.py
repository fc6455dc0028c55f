"""While it checks, the page sends nothing, keeps nothing and needs no network."""

from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import expect

from passes import card
from passes.photo import rebuild
from tests.browser.camera import held, video_of
from tests.browser.door import (
    GOOD_KEYS,
    GOOD_LIST,
    GRACE_DAY,
    HIT,
    TEXTS,
    expect_state,
    hold,
    open_check,
    prepare,
    press,
    publish,
    replaced,
    scan,
    words,
)
from tests.passes.pictures import PORTRAIT

# What a phone keeps: every entry of caches and databases with its bytes, and every store.
KEPT = """async () => {
  const caught = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request)).arrayBuffer();
      const hash = await crypto.subtle.digest("SHA-256", body);
      caught.push([name, request.url, new Uint8Array(hash).join()]);
    }
  }
  const held = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
    });
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const all = (asked) => new Promise((done) => {
        asked.onsuccess = () => done(asked.result);
      });
      const values = await all(objects.getAll());
      const badges = values.map((value) => value.badge ? value.badge.join() : String(value));
      held.push([name, store, await all(objects.getAllKeys()), badges]);
    }
    database.close();
  }
  return [caught, held, {...localStorage}, {...sessionStorage}, document.cookie];
}"""
SCRIPTS = """() => {
  for (const address of ["/pas-check/?leak", "/static/leak.txt", "/nl/"]) {
    fetch(address).catch(() => {});
    navigator.sendBeacon(address);
    const request = new XMLHttpRequest();
    request.open("GET", address);
    try { request.send(); } catch {}
  }
  new EventSource("/nl/");
}"""
SOCKET = "() => { new WebSocket(`ws://${location.host}/nl/`); }"
ELEMENTS = """() => {
  for (const address of ["/pas-check/?leak", "/static/leak.txt", "/nl/"]) {
    new Image().src = address;
    for (const rel of ["prefetch", "preload", "stylesheet", "icon", "manifest"]) {
      const link = document.createElement("link");
      Object.assign(link, { rel, href: address, as: "image" });
      document.head.append(link);
    }
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.append(frame);
  }
}"""
UNREGISTER = """async () => {
  for (const held of await navigator.serviceWorker.getRegistrations()) await held.unregister();
}"""


def let_the_browser_look_for_updates(page, counted):
    """Once an opening, seconds later, the browser itself asks for the service worker."""
    for _ in range(150):
        if "/pas-check/sw.js" in counted:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(1000)
    assert set(counted) == {"/pas-check/sw.js"}


@pytest.fixture
def phone(launch, visit, settings, films, counted):
    """Return `phone(**options)`: a prepared phone at the start, nothing under way."""

    def prepared(film="white", *, worker=True, **options):
        publish(settings)
        page = visit(launch(films[film]), **options)
        prepare(page)
        if not worker:
            page.evaluate(UNREGISTER)
        counted.clear()
        open_check(page)
        if worker:
            let_the_browser_look_for_updates(page, counted)
        page.wait_for_timeout(300)
        counted.clear()
        return page

    return prepared


# Every verdict, by the lists the phone holds and by what the reader gives.
SCANS = [
    (
        {},
        [
            ("white", "yes", "valid"),
            ("green", "yes", "valid"),
            ("white", "no", "not_this_person"),
            ("specimen", None, "specimen"),
            ("forged", None, "not_genuine"),
            ("unknown key", None, "not_genuine"),
            ("not ours", None, "unreadable"),
            ("newer", None, "unreadable"),
        ],
    ),
    ({"listed": HIT}, [("white", None, "withdrawn")]),
    ({"listed": None}, [("white", None, "list_too_old")]),
    ({"keys": replaced(GRACE_DAY)}, [("white", "yes", "series_grace")]),
    ({"keys": replaced(date(2026, 11, 1))}, [("white", None, "series_over")]),
]
READ = "(text) => { ZXingWASM.readBarcodes = async () => [{ text }]; }"
TAKE_LISTS = "navigator.serviceWorker.dispatchEvent(new MessageEvent('message'))"
LEAVE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  delete document.hidden;
}"""


@pytest.mark.promise("device_memory")
def test_promise_device_memory(phone):
    page = phone("white")
    scan(page, "compare")
    press(page, "yes")
    expect_state(page, "valid")

    caught, held, local, session, cookie = page.evaluate(KEPT)

    names = sorted({name.partition("-")[0] for name, _, _ in caught})
    lists = sorted(url.rpartition("/")[2] for name, url, _ in caught if name == "lists")
    assert (names, lists) == (["app", "lists"], ["lijst.bin", "sleutels.bin"])
    assert [[name, store, keys] for name, store, keys, _ in held] == [
        ["pas-check", "device", ["enrolled"]]
    ]
    assert (local, session, cookie) == ({}, {}, "")


@pytest.mark.promise("check_sends_nothing")
def test_promise_check_sends_nothing(phone, counted):
    page = phone("white")
    scan(page, "compare")  # the camera itself, once; then what it would have read
    press(page, "no")
    seen = []

    for holding, scans in SCANS:
        hold(page, holding.get("keys", GOOD_KEYS), holding.get("listed", GOOD_LIST))
        page.evaluate(TAKE_LISTS)
        page.wait_for_timeout(150)
        kept = page.evaluate(KEPT)
        online = [] if holding else scans
        for number, (film, answer, state) in enumerate([*online, *scans]):
            page.context.set_offline(number >= len(online))
            page.evaluate(READ, TEXTS[film])
            page.evaluate(LEAVE)
            expect_state(page, "start")
            scan(page, "compare" if answer else state)
            if answer:
                press(page, answer)
            expect_state(page, state)
            seen.append(state)
            assert TEXTS[film] not in page.content()
        assert page.evaluate(KEPT) == kept

    assert counted == []
    assert len(seen) == 20


def test_what_a_planted_script_asks_for_stays_inside(phone, counted):
    page = phone()

    page.evaluate(SCRIPTS)
    page.evaluate(ELEMENTS)
    page.wait_for_timeout(1000)

    assert counted == []


def test_the_worker_alone_holds_scripts_back(phone, counted):
    page = phone(bypass_csp=True)

    page.evaluate(SCRIPTS)
    page.wait_for_timeout(1000)

    assert counted == []


def test_the_policy_alone_holds_scripts_back(phone, counted):
    page = phone(worker=False)

    page.evaluate(SCRIPTS)
    page.evaluate(SOCKET)
    page.wait_for_timeout(1000)

    assert counted == []


def test_with_both_locks_open_the_planted_request_is_counted(phone, counted):
    page = phone(worker=False, bypass_csp=True)
    page.evaluate("() => { setTimeout(() => fetch('/pas-check/?leak'), 200); }")

    scan(page, "compare")
    page.wait_for_timeout(500)

    assert counted == ["/pas-check/"]


def test_the_page_does_not_break_its_own_policy(launch, visit, settings, films):
    publish(settings)
    page = visit(launch(films["white"]))
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    prepare(page)
    open_check(page)

    scan(page, "compare")
    press(page, "yes")

    expect_state(page, "valid")
    assert said == []


def test_what_the_worker_lacks_it_does_not_fetch(phone, counted):
    page = phone()

    page.evaluate("() => { location.href = '/pas-check/sleutels.bin'; }")
    page.wait_for_timeout(1000)

    assert set(counted) <= {"/pas-check/sw.js"}


def test_only_the_preparing_page_reaches_the_network_through_the_worker(
    visit, settings, counted
):
    publish(settings)
    page = visit(locale="en-GB")
    prepare(page)
    counted.clear()

    page.goto("/pas-check/aanmelden")

    expect(page.locator("h1")).to_have_text("Prepare this phone")
    assert counted[0] == "/pas-check/aanmelden"


def printed(colour):
    """Return the card as the printer would make it, 10 dots a millimetre."""
    photo = rebuild(PORTRAIT.read_bytes())
    pdf = card.draw(TEXTS[colour], colour[0], date(2028, 11, 30), photo, "month_end")
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=10 * 25.4 / 72).to_pil()


@pytest.mark.parametrize("colour", ["white", "green"])
def test_a_printed_card_passes_with_and_without_a_network(
    launch, visit, settings, tmp_path_factory, colour
):
    publish(settings)
    film = video_of(tmp_path_factory.mktemp("card"), held(printed(colour), (1280, 720)))
    page = visit(launch(film), locale="en-GB")
    prepare(page)
    open_check(page)

    for is_offline in (False, True):
        page.context.set_offline(is_offline)
        page.reload()
        expect_state(page, "start")
        scan(page, "compare")
        assert f"{colour.upper()} PASS" in words(page)
        press(page, "yes")
        expect_state(page, "valid")
