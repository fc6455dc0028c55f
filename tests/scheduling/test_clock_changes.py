"""Hours on the days that are an hour longer or shorter, and on 29 February."""

from dataclasses import replace
from datetime import date, time

import pytest

from scheduling.hours import Change
from scheduling.models import Slot, timetable
from tests.scheduling.town import at, context, make_hours

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "day",
    ["2026-10-25", "2027-03-28", "2027-10-31", "2028-02-29"],
)
def test_hours_stand_on_days_of_the_clock_change_and_of_leap_years(db, day):
    day, now = date.fromisoformat(day), at(f"{day} 00:00")
    make_hours(now)
    extra = Change(day, "extra", start=time(7), end=time(22), slot_minutes=60)
    if day.isoweekday() == 2:
        extra = replace(extra, kind="changed")

    timetable.add_exception(extra, "other", context=context(now))

    starts = Slot.objects.filter(date=day).order_by("start")
    assert [slot.start.hour for slot in starts.filter(is_open=True)] == list(
        range(7, 22)
    )
