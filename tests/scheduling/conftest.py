import pytest

from tests.scheduling.town import make_hours, slot_at


@pytest.fixture
def slot(db):
    """The first time that the public may book: Tuesday 24 November 2026, 13:30."""
    make_hours()
    return slot_at("2026-11-24 13:30")
