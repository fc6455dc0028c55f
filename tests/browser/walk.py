"""A worker's way through the pages, step by step, by the words on the buttons."""

import re
from secrets import token_bytes

from django.conf import settings
from django.utils import timezone

from scheduling.models import ExceptionDay, Session, Slot, WeeklyHour


def open_hours():
    """Make six weeks of hours from today on, the third one closed."""
    hour, now = settings.MUNICIPALITY.hour, timezone.now()
    WeeklyHour.objects.seed(hour, valid_from=timezone.localdate(now))
    Session.objects.make(
        now=now,
        hour=hour,
        moments=settings.MUNICIPALITY.waiting,
        random=token_bytes(16),
    )
    third = Session.objects.order_by("date")[2]
    ExceptionDay.objects.create(date=third.date, kind="closed")
    Session.objects.make(
        now=now,
        hour=hour,
        moments=settings.MUNICIPALITY.waiting,
        random=token_bytes(16),
    )


def press(page, path):
    """Press the main button of the form that goes to `path`."""
    page.locator(f'form[action$="{path}"] button').last.click()


def pick(page, number):
    page.locator("input[name=time][type=radio]").nth(number).check()


def to_the_check(page, language="en", number=4):
    page.goto(f"/{language}/tijd")
    pick(page, number)
    press(page, "/tijd/kijk")


def book(page, language="en", number=4):
    """Book a time of the list; returns the code."""
    to_the_check(page, language, number)
    press(page, "/tijd/vast")
    return code_on(page)


def code_on(page):
    seen = page.locator(".code [aria-hidden]").inner_text()
    return re.sub(r"\D", "", seen)


def show(page, code, language="en"):
    page.goto(f"/{language}/code")
    page.fill("#id_c", code)
    press(page, "/code")


def every_page(page, language):
    """Walk through all pages and problems; yields a name at each."""
    page.goto("/")
    yield "languages"
    for name in ("", "mee", "tijd", "code", "opnieuw", "strook"):
        page.goto(f"/{language}/{name}")
        for summary in page.locator("summary").all():
            summary.click()
        yield name or "start"
    page.goto(f"/{language}/tijd")
    press(page, "/tijd/kijk")
    yield "no time chosen"
    pick(page, 4)
    press(page, "/tijd/kijk")
    yield "check"
    page.locator("input[value=more]").check()
    press(page, "/tijd/vast")
    yield "no language chosen"
    page.select_option("#id_other", "ro")
    press(page, "/tijd/vast")
    yield "code"
    code = code_on(page)
    for typed, name in (
        (code[:15], "short code"),
        ("1234567890123456", "mistyped code"),
        ("4467973590130146", "unknown code"),
        (code, "appointment"),
    ):
        show(page, typed, language)
        yield name
    press(page, "/code/anders")
    yield "move"
    press(page, "/code/anders")
    yield "no new time chosen"
    pick(page, 6)
    press(page, "/code/anders")
    yield "moved"
    press(page, "/code/af")
    yield "cancel"
    press(page, "/code/af")
    yield "cancelled"
    yield from _lost_race(page, language)
    page.goto(f"/{language}/nowhere")
    yield "not found"


def _lost_race(page, language):
    to_the_check(page, language)
    slot = page.locator('[name="time"][type=hidden]').get_attribute("value")
    Slot.objects.filter(pk=slot).update(is_open=False)
    press(page, "/tijd/vast")
    yield "just taken"
    Slot.objects.filter(pk=slot).update(is_open=True)
