"""A worker's way over the waiting list, through closed hours and closed webs."""

from datetime import timedelta

from django.utils import timezone

from scheduling.hours import hour_count
from scheduling.models import Agenda, Claim, Slot, Waiting
from scheduling.rounds import step
from tests.browser.walk import book, code_on, press, show


def join(page, language="en"):
    """Join the waiting list; returns the code."""
    page.goto(f"/{language}/wachten")
    press(page, "/wachten")
    return code_on(page)


def offer(slot):
    """Offer a slot to the first of the list, until an hour from now."""
    until = step(timezone.now() + timedelta(hours=1))
    return Claim.objects.create(
        slot=slot,
        kind="offer",
        offer_until=until,
        waiting=Waiting.objects.earliest("priority", "pk"),
        made_hour=hour_count(timezone.now()),
    )


def a_slot():
    """Return an online time of the last hour in the list."""
    return Slot.objects.filter(channel="online").latest("date", "start")


def pages_of_the_list(page, language):
    """Walk over the waiting list; yields a name at each page."""
    page.goto(f"/{language}/wachten")
    yield "join"
    page.locator("input[value=more]").check()
    press(page, "/wachten")
    yield "no language chosen"
    page.select_option("#id_other", "ro")
    press(page, "/wachten")
    yield "code of the list"
    code = code_on(page)
    show(page, code, language)
    yield "place"
    press(page, "/code/anders")
    yield "other times"
    made = offer(a_slot())
    show(page, code, language)
    yield "offer"
    Claim.objects.filter(pk=made.pk).update(offer_until=1)
    show(page, code, language)
    yield "offer over"
    press(page, "/code/weg")
    yield "leave"
    press(page, "/code/weg")
    yield "left"


def pages_of_closed_doors(page, language):
    """Lose a time, come late, find everything taken or shut; yields a name at each."""
    code = book(page, language)
    claim = Claim.objects.get(kind="booking")
    Slot.objects.filter(pk=claim.slot_id).update(is_open=False)
    show(page, code, language)
    yield "displaced"
    press(page, "/code/wacht")
    yield "first of the list"
    code = book(page, language)
    Claim.objects.filter(kind="booking").update(slot=None)
    show(page, code, language)
    yield "come anyway"
    Agenda.objects.pause(True, random=bytes(16))
    page.goto(f"/{language}/tijd")
    yield "paused"
    Agenda.objects.pause(False, random=bytes(16))
    Slot.objects.exclude(channel="walk_in").update(is_open=False)
    page.goto(f"/{language}/tijd")
    yield "all taken"
    fill_the_list(made_hour=1)
    page.goto(f"/{language}/wachten")
    yield "list full"
    fill_the_list(made_hour=hour_count(timezone.now()))
    page.goto(f"/{language}/tijd")
    yield "hour full"


def fill_the_list(*, made_hour):
    for number in range(24):
        digest = (number + made_hour).to_bytes(32, "big")
        Waiting.objects.create(digest=digest, made_hour=made_hour)
