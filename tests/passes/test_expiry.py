"""Until when a pass is good, at every turn of the calendar and the clock."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passes.expiry import expiry, last_day_of, last_valid_day, month_number


@pytest.mark.parametrize(
    ("today", "last_day"),
    [
        (date(2026, 11, 24), date(2028, 11, 30)),
        (date(2026, 11, 1), date(2028, 11, 30)),
        (date(2026, 11, 30), date(2028, 11, 30)),
        (date(2026, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2025, 12, 31), date(2027, 12, 31)),
    ],
)
def test_a_pass_is_good_to_the_end_of_the_month_two_years_on(today, last_day):
    assert last_valid_day(today, 24, "month_end") == last_day


@pytest.mark.parametrize(
    ("today", "months", "last_day"),
    [
        (date(2026, 11, 24), 24, date(2028, 11, 23)),
        (date(2028, 2, 29), 24, date(2030, 2, 28)),
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
    ],
)
def test_by_the_day_a_pass_ends_the_day_before(today, months, last_day):
    assert last_valid_day(today, months, "day") == last_day


@pytest.mark.parametrize(
    ("last_day", "exp", "hour"),
    [
        (date(2028, 11, 30), 1859238000, 23),
        (date(2027, 12, 31), 1830294000, 23),
        (date(2028, 2, 29), 1835478000, 23),
        (date(2028, 3, 31), 1838152800, 22),
        (date(2028, 10, 28), 1856383200, 22),  # the clock goes back the day after
        (date(2028, 10, 29), 1856473200, 23),
        (date(2029, 3, 24), 1869087600, 23),  # and forward
        (date(2029, 3, 25), 1869170400, 22),
    ],
)
def test_a_pass_ends_at_midnight_in_amsterdam(last_day, exp, hour):
    assert expiry(last_day) == exp
    assert datetime.fromtimestamp(exp, UTC).hour == hour


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_last_day_can_be_read_back_from_the_moment(last_day):
    assert last_day_of(expiry(last_day)) == last_day


@given(
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    st.integers(3, 36),
    st.sampled_from(["month_end", "day"]),
)
def test_no_pass_ends_before_its_months_are_over(today, months, rounding):
    last_day = last_valid_day(today, months, rounding)
    rounded = last_valid_day(today, months, "month_end")

    assert 0 <= month_number(rounded) - month_number(today) - months <= 0
    assert 0 <= (rounded - last_day).days <= 31


def test_a_month_is_counted_as_slip_and_lists_do():
    assert month_number(date(2028, 11, 30)) == 24346
