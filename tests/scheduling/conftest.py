import pytest

from scheduling.models import Agenda
from tests.scheduling.town import make_hours, slot_at


@pytest.fixture(autouse=True)
def agenda(request):
    """Put the agenda's row back where a test with real commits took it away."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("_django_db_helper")
        Agenda.objects.get_or_create(pk=1)


@pytest.fixture
def slot(db):
    """The first time that the public may book: Tuesday 24 November 2026, 13:30."""
    make_hours()
    return slot_at("2026-11-24 13:30")
