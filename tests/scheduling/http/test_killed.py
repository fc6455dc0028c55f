"""kill -9, again and again, while people book, move and cancel.

Afterwards no time is lost or sold twice, and every code that anybody was shown works.
"""

from random import Random
from time import sleep

import pytest
from django.conf import settings

from scheduling import keys
from scheduling.models import Claim, Slot
from scheduling.refusals import Lost, UnknownCode
from tests.scheduling.http.load import Person, living
from tests.scheduling.http.server import serving, until, without_a_cap
from tests.scheduling.http.visitor import Visitor
from tests.scheduling.pages import START, show
from tests.scheduling.town import HOUR, NOW, at, make_hours

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, WORKERS = 8, 2
WORKER_KILLS, SERVER_KILLS = 40, 4
LONGEST_PAUSE_S = 0.25
CHANCE = 20261124
EVENING = at("2026-11-22 17:05")  # what was freed this morning is back by then


@pytest.fixture
def site(agenda, transactional_db, tmp_path):
    make_hours()
    policy = without_a_cap(tmp_path)
    with serving(NOW, workers=WORKERS, policy=policy) as server:
        yield server


def crowd_at(site):
    """Return people who know of all the times of the web."""
    slots = Slot.objects.filter(channel="online").order_by("pk")
    ids = list(slots.values_list("pk", flat=True))
    key = booking_keys().current
    return [
        Person(site.address, ids, key, Random(CHANCE + number))  # noqa: S311
        for number in range(PEOPLE)
    ]


def kill_often(site):
    chance = Random(CHANCE)  # noqa: S311  # a test that can be repeated
    for number in range(WORKER_KILLS):
        sleep(chance.uniform(0, LONGEST_PAUSE_S))
        site.kill_worker(number)
        until(lambda: len(site.workers()) == WORKERS)
    for _ in range(SERVER_KILLS):
        sleep(chance.uniform(0, LONGEST_PAUSE_S))
        site.kill()
        site.start()


def test_after_kill_9_no_time_is_lost_and_every_code_shown_works(site):
    people, before = crowd_at(site), layout()

    with living(people):
        kill_often(site)

    assert {status for one in people for status in one.answers} <= {200, 409}
    assert sum(one.broken for one in people) > 0
    assert layout() == before
    shown = {one.code: one.slot for one in people if one.code}
    assert {code: place(code) for code in shown} == shown
    assert [code for code in shown if not works(site, code)] == []
    cancelled = [code for one in people for code in one.cancelled]
    assert [code for code in cancelled if place(code)] == []
    unseen = [code for one in people for code in one.never_shown if place(code)]
    assert Claim.objects.count() == len(shown) + len(unseen)
    assert lost_times() == []


def layout():
    """Return what must be the same of every slot, whoever came and went."""
    fields = ("pk", "session", "date", "start", "desk", "channel", "is_open")
    return list(Slot.objects.order_by("pk").values_list(*fields))


def place(code):
    """Return the slot of a code, None if it is not known."""
    try:
        return Claim.objects.find(code, keys=booking_keys(), now=NOW).slot_id
    except UnknownCode:
        return None


def works(site, code):
    """Return whether the code's page offers to cancel, as only a live one's does."""
    with Visitor(site.address) as visitor:
        return f"{START}code/af" in show(visitor, code).content.decode()


def lost_times():
    """Return the times that nobody holds and that cannot be had either."""
    free = Slot.objects.filter(channel="online", claim__isnull=True)
    return [slot for slot in free if not is_bookable(slot)]


def is_bookable(slot):
    try:
        return Slot.objects.bookable(slot.pk, now=EVENING, hour=HOUR)
    except Lost:
        return None


def booking_keys():
    return keys.read(settings.KEYS_DIR)
