"""What a row calls itself may end in a log: it names times, never people."""

from datetime import date, time

import pytest

from scheduling.models import (
    Agenda,
    Claim,
    Miss,
    OfferRound,
    Tally,
    Waiting,
    WeeklyHour,
)
from tests.scheduling.town import book, join

pytestmark = pytest.mark.django_db


def test_rows_name_themselves_without_telling_of_anybody(slot):
    book(slot, "bg")
    join("bg")

    named = [
        str(Agenda.objects.get()),
        str(Claim.objects.get()),
        str(Waiting.objects.get()),
        str(WeeklyHour.objects.get()),
        str(slot),
        str(slot.session),
        str(OfferRound(date=date(2026, 11, 22), time=time(17))),
        str(Miss(hour=498705, count=2)),
        str(Tally(quarter=20264, name="interviews")),
    ]

    assert named == [
        "agenda",
        "claim",
        "waiting entry",
        "weekday 2 13:00-16:00",
        "2026-11-24 13:30 desk 1",
        "2026-11-24 13:00-16:00",
        "2026-11-22 17:00",
        "2 in hour 498705",
        "20264 interviews",
    ]
