import pytest
import time_machine
from django.test import Client

from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.town import NOW, make_hours, slot_at


@pytest.fixture
def slot(db):
    """The first time that the public may book: Tuesday 24 November 2026, 13:30."""
    make_hours()
    return slot_at("2026-11-24 13:30")


@pytest.fixture
def sunday():
    """Pages see the clock of town.NOW: a Sunday, two days before the next hour."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def office(db, sunday):
    """A coordinator's browser, in English, on the Sunday of the town."""
    browser = Client(headers={"Accept-Language": "en"})
    return sign_in(browser, member(Role.COORDINATOR))
