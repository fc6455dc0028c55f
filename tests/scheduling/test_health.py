import pytest

from scheduling.models import Agenda, Miss, health
from scheduling.models.health import Health
from tests.scheduling.town import (
    HOUR,
    MOMENTS,
    NOW,
    book,
    close_day,
    hold_round,
    join,
    make_hours,
    slot_at,
)

pytestmark = pytest.mark.django_db


def test_the_health_of_a_calendar_that_runs():
    make_hours()
    hold_round(NOW)
    Agenda.objects.note_tick(NOW)
    Agenda.objects.note_forget(NOW)

    assert health.read(now=NOW, hour=HOUR, moments=MOMENTS) == Health(
        tick_hour=498705,
        forget_hour=498705,
        missing=[],
        is_round_missing=False,
        misses=0,
        are_misses_many=False,
        made=0,
        cap=6,
        is_paused=False,
        waiting=0,
        displaced=0,
    )


def test_what_a_calendar_tells_of_itself(slot):
    book(slot_at("2026-12-01 13:30"))
    close_day(slot_at("2026-12-01 13:30").date)
    join()
    Agenda.objects.pause(True, random=bytes(16))
    for _ in range(60):
        Miss.objects.add(NOW)
    slot.session.delete()

    found = health.read(now=NOW, hour=HOUR, moments=MOMENTS)

    assert found == Health(
        tick_hour=None,
        forget_hour=None,
        missing=[slot.date],
        is_round_missing=True,
        misses=60,
        are_misses_many=True,
        made=2,
        cap=6,
        is_paused=True,
        waiting=1,
        displaced=1,
    )
