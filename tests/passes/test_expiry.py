"""Until when a pass is good, at every turn of the calendar and the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passes.expiry import (
    expiry,
    last_day_of,
    last_valid_day,
    month_number,
    renewable,
    renewed_until,
)
from passes.keys import Quarter, Reach


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


@pytest.mark.parametrize(
    ("old", "today", "new"),
    [
        (date(2028, 11, 30), date(2028, 10, 18), date(2030, 10, 31)),
        (date(2028, 11, 30), date(2028, 10, 19), date(2030, 11, 30)),
        (date(2028, 11, 30), date(2028, 11, 14), date(2030, 11, 30)),
        (date(2028, 11, 30), date(2028, 11, 30), date(2030, 11, 30)),
        (date(2028, 11, 30), date(2028, 12, 1), date(2030, 12, 31)),
        (date(2028, 11, 30), date(2028, 12, 5), date(2030, 12, 31)),
        (date(2028, 2, 29), date(2028, 1, 18), date(2030, 2, 28)),
        (date(2026, 2, 28), date(2026, 2, 1), date(2028, 2, 29)),
        (date(2029, 3, 31), date(2029, 3, 25), date(2031, 3, 31)),
        (date(2027, 1, 31), date(2026, 12, 20), date(2029, 1, 31)),
    ],
)
def test_a_renewal_in_the_window_counts_from_the_old_month(old, today, new):
    assert renewed_until(old, today, 24, 6, "month_end") == new


@pytest.mark.parametrize(
    ("old", "today", "new"),
    [
        (date(2028, 11, 23), date(2028, 10, 11), date(2030, 10, 10)),
        (date(2028, 11, 23), date(2028, 10, 12), date(2030, 11, 22)),
        (date(2028, 11, 23), date(2028, 11, 24), date(2030, 11, 23)),
        (date(2028, 2, 29), date(2028, 2, 29), date(2030, 2, 28)),
    ],
)
def test_a_renewal_by_the_day_counts_from_the_old_day(old, today, new):
    assert renewed_until(old, today, 24, 6, "day") == new


def test_the_desk_may_choose_the_months_of_the_window():
    assert renewable(date(2028, 10, 18), 6, "month_end") == (date(2028, 10, 31),)
    assert renewable(date(2028, 10, 19), 6, "month_end") == (
        date(2028, 10, 31),
        date(2028, 11, 30),
    )
    assert renewable(date(2028, 11, 30), 6, "month_end") == (
        date(2028, 11, 30),
        date(2028, 12, 31),
    )


def test_by_the_day_the_desk_may_choose_every_day_of_the_window():
    days = renewable(date(2028, 10, 19), 6, "day")

    assert (len(days), days[0], days[-1]) == (
        43,
        date(2028, 10, 19),
        date(2028, 11, 30),
    )


@given(
    st.dates(date(2026, 1, 1), date(2032, 12, 31)),
    st.integers(0, 12),
    st.integers(3, 36),
    st.sampled_from(["month_end", "day"]),
    st.data(),
)
def test_no_renewal_outlives_the_key_of_its_quarter(
    today, horizon, months, rounding, data
):
    days = renewable(today, horizon, rounding)
    old = data.draw(st.sampled_from([*days, today - timedelta(days=1)]))
    reach = Reach(months, horizon, rounding)

    new = renewed_until(old, today, months, horizon, rounding)

    assert expiry(new) <= reach.exp_max(Quarter.of(today))
