"""Management in a browser: by keyboard, without script, in light and dark."""

from datetime import timedelta
from secrets import token_bytes

import pytest
from django.conf import settings
from django.utils import timezone

from scheduling.models import (
    Claim,
    Duty,
    ExceptionDay,
    Session,
    Slot,
    Tally,
    WeeklyHour,
)
from staff.roles import Role
from tests.browser.axe import violations
from tests.conftest import PASSWORD, member

PAGES = [
    "/beheer/",
    "/beheer/spreekuren",
    "/beheer/uren",
    "/beheer/uren/nieuw",
    "/beheer/dagen",
    "/beheer/dagen/nieuw",
    "/beheer/rooster",
    "/beheer/cijfers",
    "/beheer/cijfers-2026-9.csv",
    "/beheer/toestand",
]

# What has tables, a grid or many fields: what could be too wide for a phone.
WIDEST = ["/beheer/spreekuren", "/beheer/dagen", "/beheer/rooster", "/beheer/cijfers"]


def make_town():
    """Make an hour each day, a booking next week, a rota and two quarters of figures."""
    now, policy = timezone.now(), settings.MUNICIPALITY
    today = timezone.localdate(now)
    for weekday in range(1, 8):
        WeeklyHour.objects.create(
            weekday=weekday, start="13:00", end="16:00", valid_from=today
        )
    Session.objects.make(
        now=now, hour=policy.hour, moments=policy.waiting, random=token_bytes(16)
    )
    next_week = today + timedelta(days=7)
    Claim.objects.create(
        slot=Slot.objects.get(date=next_week, start="13:30"),
        kind="booking",
        digest=bytes(32),
        call_sign=37,
        made_hour=1,
    )
    session = Session.objects.get(date=next_week)
    Duty.objects.put(session.pk, "ggd", member(Role.GGD, name="Robin").pk)
    Duty.objects.put(session.pk, "oov_sub", member(Role.OOV, name="Sam").pk)
    ExceptionDay.objects.create(date=today + timedelta(days=9), kind="closed")
    for quarter, count in ((20253, 36), (20254, 4)):
        for name in ("minutes_held", "slots_open", "slots_taken", "interviews"):
            Tally.objects.create(quarter=quarter, name=name, count=count)
    return next_week


def enter(page):
    member(Role.COORDINATOR)
    page.goto("/balie/in")
    page.fill("#id_username", "coordinator")
    page.fill("#id_password", PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/beheer/")
    return page


@pytest.mark.parametrize(
    ("width", "scheme", "pages"), [(320, "dark", WIDEST), (1280, "light", PAGES)]
)
def test_no_page_has_a_fault_that_axe_knows(visit, width, scheme, pages):
    make_town()
    page = enter(
        visit(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="en-GB",
        )
    )
    faults, wide = {}, []

    for address in pages:
        page.goto(address)
        faults[address] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    page.goto("/beheer/uren/nieuw")
    page.fill("#id_end", "09:00")
    page.locator("main button[type=submit]").click()
    faults["refused"] = violations(page)

    assert {key: found for key, found in faults.items() if found} == {}
    assert wide == []
    assert page.title() == "Management"


def press_until(page, selector, key="Tab"):
    """Press a key until the element has the focus; fails when it never gets it."""
    for _ in range(120):
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(selector)


def test_a_day_is_closed_and_opened_again_by_keyboard_without_script(visit):
    day = make_town()
    page = enter(visit(java_script_enabled=False, locale="en-GB"))

    page.goto("/beheer/dagen/nieuw")
    page.locator("#id_date").focus()
    page.locator("#id_date").fill(f"{day:%Y-%m-%d}")
    page.keyboard.press("Tab")
    page.locator("main button[type=submit]").press("Enter")
    asked = page.locator("main").inner_text()
    page.locator("main button[type=submit]").press("Enter")
    page.wait_for_url("**/beheer/dagen")
    closed = Session.objects.get(date=day).status
    page.locator(f'a[href$="/{ExceptionDay.objects.latest("pk").pk}/weg"]').press(
        "Enter"
    )
    page.locator("main button[type=submit]").press("Enter")
    page.wait_for_url("**/beheer/dagen")

    assert "1 appointment on" in asked
    assert "We cannot call anyone." in asked
    assert (closed, Session.objects.get(date=day).status) == ("cancelled", "open")


def test_tab_walks_the_rota_from_the_skip_link_to_the_last_button(visit):
    make_town()
    page = enter(visit())
    page.goto("/beheer/rooster")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    press_until(page, "select[name=colleague]")
    page.keyboard.press("ArrowDown")
    press_until(page, "button.small:not(.secondary)")
    page.keyboard.press("Enter")
    page.locator(".duty").first.locator(".people li").wait_for()

    assert first == "skip"
    assert Duty.objects.filter(role="ggd").count() == 2
