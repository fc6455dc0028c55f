"""The desk's day in a real browser: keyboard, no script, axe, a list that renews itself."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from scheduling.models import Claim, Session, Slot, WeeklyHour
from staff.roles import Role
from tests.browser.axe import violations
from tests.browser.test_waiting_list import tab_to
from tests.conftest import PASSWORD, member

# A Tuesday, 13:45 in Groningen: the hour runs, its second time has begun.
MOMENT = datetime(2026, 11, 24, 12, 45, tzinfo=UTC)
WIDE = "document.documentElement.scrollWidth > innerWidth"
DESK = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def town(site):
    """The hour of today, with one booking at 13:30 and one of a closed time at 14:00."""
    with time_machine.travel(MOMENT, tick=True):
        now, hour = timezone.now(), settings.MUNICIPALITY.hour
        WeeklyHour.objects.seed(hour, valid_from=timezone.localdate(now))
        Session.objects.make(
            now=now,
            hour=hour,
            moments=settings.MUNICIPALITY.waiting,
            random=bytes(16),
        )
        book("13:30", number=1, language="ro")
        book("14:00", number=2)
        Slot.objects.filter(date="2026-11-24", start="14:00").update(is_open=False)
        yield


def book(start, *, number, language=""):
    return Claim.objects.create(
        slot=slot(start),
        kind="booking",
        digest=bytes([number]) * 32,
        language=language,
        call_sign=number,
        made_hour=1,
    )


def slot(start):
    return Slot.objects.get(date="2026-11-24", start=start)


def sign_in(page):
    member(Role.GGD)
    page.goto("/balie/in")
    page.fill("#id_username", "ggd")
    page.fill("#id_password", PASSWORD)
    page.locator("main button").click()
    expect(page).to_have_url(re.compile("/balie/$"))
    return page


@pytest.fixture
def desk(town, visit):
    return sign_in(visit(**DESK))


def every_page(page):
    """Walk through the desk's pages about hours; yields a name at each."""
    yield "today"
    page.get_by_role("button", name="Did not come 13:30").click()
    yield "did not come"
    page.get_by_role("button", name="Runs over 15:00").click()
    yield "runs over"
    page.get_by_role("button", name="Walk-in 13:30").click()
    yield "walk-in"
    page.locator("input[value=more]").check()
    page.get_by_role("button", name="Give a waiting number").click()
    yield "no language"
    page.select_option("#id_other", "pl")
    page.get_by_role("button", name="Give a waiting number").click()
    yield "seated"
    page.get_by_role("link", name="Book for a caller").click()
    yield "book"
    page.get_by_role("button", name="Book").click()
    yield "no time"
    page.get_by_label("walk-in").first.check()
    page.get_by_role("button", name="Book").click()
    yield "walk-in seat"
    page.locator("input[name=time]").first.check()
    page.get_by_role("button", name="Book").click()
    yield "read out"
    code = re.sub(r"\D", "", page.locator(".aloud").inner_text())
    for typed, name in (("12", "short code"), (code, "code")):
        page.goto("/balie/code")
        page.fill("#id_c", typed)
        page.get_by_role("button", name="Show the time").click()
        yield name
    page.get_by_role("button", name="Choose another time").click()
    yield "move"
    page.goto("/balie/code")
    page.fill("#id_c", code)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cancel the appointment").click()
    yield "cancel"
    for address in ("dagblad", "briefje", "sluiten", "pauze", "vrijgeven"):
        page.goto(f"/balie/{address}")
        yield address
    page.get_by_role("button", name="Count").click()
    yield "counted"
    page.goto("/balie/pauze")
    page.get_by_role("button", name="Pause online booking").click()
    yield "paused"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(
    town, visit, width, scheme
):
    size = {"width": width, "height": 900}
    page = sign_in(visit(locale="en-GB", viewport=size, color_scheme=scheme))
    faults, wide, seen = {}, [], []

    for name in every_page(page):
        seen.append(name)
        if found := violations(page):
            faults[name] = found
        if page.evaluate(WIDE):
            wide.append(name)
        assert page.title() == "Desk"
        assert page.locator("h1").count() == 1, name

    assert faults == {}
    assert wide == []
    assert len(seen) == 21


def test_the_desk_works_without_script_by_keyboard_alone(town, visit):
    page = sign_in(visit(**DESK, java_script_enabled=False))

    tab_to(page, 'form[action$="/balie/niet-gekomen"] button')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Did not come")).to_be_visible()
    tab_to(page, 'form[action$="/balie/inloop"] button')
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Walk-in")
    tab_to(page, "button[name=go]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("walk-in", exact=True)).to_be_visible()
    tab_to(page, 'form[action$="/balie/toch-gekomen"] button')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Did not come")).to_have_count(0)

    assert Claim.objects.get(kind="walk_in").slot == slot("13:30")
    assert Claim.objects.get(digest=bytes([1]) * 32).slot == slot("15:30")
    assert page.locator("#refresh").is_hidden()


def test_the_list_renews_itself_and_leaves_the_focus_alone(town, visit):
    page = visit(**DESK)
    page.clock.install(time=MOMENT)
    sign_in(page)
    button = page.get_by_role("button", name="Interpreter arranged 13:30")
    button.focus()
    page.evaluate("document.querySelector('tbody tr').isOld = true")
    book("15:00", number=9)

    page.clock.run_for(30_000)

    expect(page.locator("tr", has_text="15:00").locator(".sign")).to_have_text("C 3")
    expect(button).to_be_focused()
    # A row that did not change is the same row still.
    assert page.evaluate("document.querySelector('tbody tr').isOld")


def test_a_renewed_row_keeps_the_focus_on_the_same_button(town, visit):
    page = visit(**DESK)
    page.clock.install(time=MOMENT)
    sign_in(page)
    page.get_by_role("button", name="Did not come 13:30").focus()
    Slot.objects.filter(pk=slot("13:30").pk).update(interpreter_ready=True)

    page.clock.run_for(30_000)

    expect(page.locator(".ready")).to_be_visible()
    expect(page.get_by_role("button", name="Did not come 13:30")).to_be_focused()


def test_a_switch_stops_the_list_from_renewing_itself(town, visit, counted):
    page = visit(**DESK)
    page.clock.install(time=MOMENT)
    sign_in(page)
    page.get_by_label("Refresh this list every 30 seconds").uncheck()
    book("15:00", number=9)

    page.clock.run_for(120_000)

    assert "/balie/lijst" not in counted
    assert page.locator(".sign").count() == 2

    page.get_by_label("Refresh this list every 30 seconds").check()

    expect(page.locator(".sign")).to_have_count(3)


def test_when_the_sign_in_has_ended_the_list_leads_to_the_door(town, visit):
    page = visit(**DESK)
    page.clock.install(time=MOMENT)
    sign_in(page)
    page.context.clear_cookies()

    page.clock.run_for(30_000)

    expect(page).to_have_url(re.compile("/balie/in$"))


def test_the_renewed_list_can_be_used(town, visit):
    page = visit(**DESK)
    page.clock.install(time=MOMENT)
    sign_in(page)
    book("15:00", number=9, language="pl")
    page.clock.run_for(30_000)

    page.get_by_role("button", name="Interpreter arranged 15:00").click()

    expect(page.locator(".ready")).to_be_visible()
    assert slot("15:00").interpreter_ready


def test_the_row_of_a_code_is_marked_by_more_than_a_colour(desk):
    claim = Claim.objects.get(digest=bytes([1]) * 32)
    desk.goto(f"/balie/#row-{claim.slot_id}")

    row = desk.locator(f"#row-{claim.slot_id}")

    assert row.evaluate("one => getComputedStyle(one).boxShadow").startswith("rgb")
