from datetime import date, timedelta

import pytest

from scheduling.publicholidays import Holiday, suggest

YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
TUESDAYS = [day for day in YEAR if day.isoweekday() == 2]


def test_only_the_dates_of_an_hour_are_suggested():
    assert suggest(TUESDAYS, closed=[], language="en") == [
        Holiday(date(2026, 5, 5), "Liberation Day")
    ]


def test_all_dutch_holidays_are_known():
    assert [
        f"{one.date} {one.name}" for one in suggest(YEAR, closed=[], language="nl")
    ] == [
        "2026-01-01 Nieuwjaarsdag",
        "2026-04-03 Goede vrijdag",
        "2026-04-05 Eerste paasdag",
        "2026-04-06 Tweede paasdag",
        "2026-04-27 Koningsdag",
        "2026-05-05 Bevrijdingsdag",
        "2026-05-14 Hemelvaartsdag",
        "2026-05-24 Eerste pinksterdag",
        "2026-05-25 Tweede pinksterdag",
        "2026-12-25 Eerste kerstdag",
        "2026-12-26 Tweede kerstdag",
    ]


def test_what_is_closed_already_is_not_suggested_again():
    assert suggest(TUESDAYS, closed=[date(2026, 5, 5)], language="nl") == []


@pytest.mark.parametrize("language", ["nl", "en", "ro"])
def test_a_year_without_hours_has_no_suggestion(language):
    assert suggest([], closed=[], language=language) == []
