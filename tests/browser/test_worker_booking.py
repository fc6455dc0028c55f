import re

import pytest
from playwright.sync_api import expect

from scheduling.models import Claim
from tests.browser.walk import (
    book,
    code_on,
    every_page,
    open_hours,
    press,
    show,
    to_the_check,
)

PHONES = [{"width": 320, "height": 640}, {"width": 390, "height": 844}]
LARGEST = 30_000


@pytest.fixture
def phone(visit):
    """Return `phone(size)`: a page on a phone without script; its requests are kept."""

    def turned_on(size=PHONES[0]):
        open_hours()
        page = visit(viewport=size, java_script_enabled=False, has_touch=True)
        page.sent = []
        page.on("request", lambda request: page.sent.append(request))
        return page

    return turned_on


def own_pages(page):
    return [one for one in page.sent if one.is_navigation_request()]


@pytest.mark.parametrize("size", PHONES, ids=["320", "390"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_worker_books_without_script(phone, size, language):
    page = phone(size)
    page.goto("/")
    page.locator(f'a[href="/{language}/"]').click()
    page.locator(f'a[href="/{language}/mee"]').click()
    page.locator(f'a[href="/{language}/tijd"]').click()
    page.locator('form[action$="/tijd/kijk"] button').first.click()
    page.locator("input[value=more]").check()
    page.select_option("#id_other", "bg")
    press(page, "/tijd/vast")

    code = code_on(page)

    assert re.fullmatch(r"\d{16}", code)
    assert Claim.objects.get().language == "bg"
    assert page.title() == {"nl": "Afspraak", "en": "Appointment"}[language]
    assert len(own_pages(page)) == 6  # list, check and code are three of them


def test_a_worker_sees_moves_and_cancels_without_script(phone):
    page = phone()
    code = book(page)
    before = Claim.objects.get().slot_id

    show(page, f"{code[:4]} {code[4:8]}-{code[8:]}")
    press(page, "/code/anders")
    page.locator("input[name=time][type=radio]").nth(9).check()
    press(page, "/code/anders")

    expect(page.locator("[role=status]")).to_contain_text("You keep the same code.")
    assert Claim.objects.get().slot_id != before

    press(page, "/code/af")
    press(page, "/code/af")

    expect(page.locator("h1")).to_have_text("Cancelled")
    assert not Claim.objects.exists()


def test_reload_and_double_click_book_once_and_show_the_same_code(phone):
    page = phone()
    to_the_check(page)

    page.locator('form[action$="/tijd/vast"] button').dblclick(no_wait_after=True)
    expect(page.locator(".code")).to_be_visible()
    first = code_on(page)
    page.reload()

    assert code_on(page) == first
    assert Claim.objects.count() == 1


def test_a_booking_leaves_nothing_in_the_browser_and_asks_no_other_host(visit, site):
    open_hours()
    page = visit()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("/en/tijd")
    page.evaluate("document.cookie = 'planted=1'; localStorage.planted = 1")
    assert stored(page) == [1, 1, 0, 0, 0]
    page.evaluate("localStorage.clear()")
    page.context.clear_cookies()

    for _ in every_page(page, "en"):
        pass

    assert stored(page) == [0, 0, 0, 0, 0]
    assert {url for url in sent if not url.startswith(site)} == set()


def stored(page):
    """Return how many cookies, entries, databases, caches and workers there are."""
    return [
        len(page.context.cookies()),
        *page.evaluate(
            """async () => [
              localStorage.length + sessionStorage.length,
              (await indexedDB.databases()).length,
              (await caches.keys()).length,
              (await navigator.serviceWorker.getRegistrations()).length,
            ]"""
        ),
    ]


def test_every_page_weighs_at_most_30_kb_with_all_that_it_loads(visit, capsys):
    open_hours()
    page = visit()
    bodies = {}
    page.on("response", lambda answer: bodies.update({answer.url: answer}))
    weights = {}

    for name in every_page(page, "en"):
        html = len(page.content().encode())
        loaded = page.locator("link[href], script[src], img[src]").evaluate_all(
            "all => all.map(one => one.href || one.src)"
        )
        assets = sum(len(page.request.get(url).body()) for url in set(loaded))
        weights[name] = (html, assets)

    with capsys.disabled():
        print()
        for name, (html, assets) in weights.items():
            print(f"  {name:20} {html:6} + {assets} bytes")
    assert [name for name, sizes in weights.items() if sum(sizes) > LARGEST] == []
    assert len(weights) == 21


def test_leaving_works_as_a_plain_link(phone):
    page = phone()
    page.goto("/en/")

    link = page.locator("header a").first

    assert link.get_attribute("href") == "/weg"
    assert page.request.get("/weg", max_redirects=0).status == 303
