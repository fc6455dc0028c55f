"""Figures: rounded, small ones hidden, and nothing on the page undoes the hiding."""

import contextlib
from dataclasses import astuple
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.figures import (
    QUARTER,
    TALLIES,
    YEAR,
    NoPeriod,
    Period,
    Rounding,
    bars,
    csv,
    draw,
    issued,
    together,
)

FIVE = Rounding(5, 5)
Q4 = Period(2026, 4)
COUNTS = {
    "minutes_held": 2160,
    "slots_open": 72,
    "slots_taken": 41,
    "interviews": 37,
    "not_come": 4,
}
PASSES = {"w": 22, "g": 3}

rounding = st.builds(
    Rounding, st.sampled_from([5, 10]), st.sampled_from([5, 10, 15, 20])
)


@st.composite
def quarter_of_people(draw_one):
    """Counts as they hang together in a town: taken = interviews + not come, ..."""
    interviews = draw_one(st.integers(0, 60))
    not_come = draw_one(st.integers(0, 25))
    white = draw_one(st.integers(0, interviews))
    green = draw_one(st.integers(0, interviews - white))
    tallies = {
        "minutes_held": 2160,
        "slots_open": 90,
        "slots_taken": interviews + not_come,
        "interviews": interviews,
        "not_come": not_come,
    }
    return tallies, {"w": white, "g": green}


def page(quarters, how):
    """Return all that is published of some quarters: table, totals, chart, files."""
    rows = [
        draw(Period(2026, n), tallies, passes, how)
        for n, (tallies, passes) in enumerate(quarters, 1)
    ]
    columns = list(zip(*(astuple(row)[1:] for row in rows), strict=True))
    return (
        rows,
        [together(column) for column in columns],
        [together((row.white, row.green)) for row in rows],
        bars(rows),
        [csv(row, fewer="<5") for row in rows],
    )


def with_hidden(counts, values, how):
    """Return the counts with every hidden one replaced by the next of `values`."""
    return {
        name: next(values) % how.hide_below if how.cell(count) is None else count
        for name, count in counts.items()
    }


@given(
    quarters=st.lists(quarter_of_people(), min_size=1, max_size=4),
    values=st.lists(st.integers(0, 1000), min_size=32, max_size=32),
    how=rounding,
)
def test_whatever_the_hidden_counts_were_everything_published_is_the_same(
    quarters, values, how
):
    """So no hidden cell can be computed, by whatever sum of what is shown."""
    values = iter(values)
    others = []
    for tallies, passes in quarters:
        people = {name: tallies[name] for name in ("interviews", "not_come")}
        people = with_hidden(people, values, how)
        taken = sum(people.values())  # hangs together also in the other town
        others.append(
            (
                tallies | people | {"slots_taken": taken},
                with_hidden(passes, values, how),
            )
        )

    assert page(others, how) == page(quarters, how)


def test_a_naive_total_would_give_a_hidden_count_away():
    """The danger is real: 4 and 4 are hidden, a total of 8 shown as 10 betrays both."""
    hidden = [(one, two) for one in range(5) for two in range(5)]

    fitting = [pair for pair in hidden if FIVE.cell(sum(pair)) == 10]

    assert fitting == [(4, 4)]
    assert together((FIVE.cell(4), FIVE.cell(4))) is None


@given(how=rounding, count=st.integers(0, 500))
def test_a_shown_number_stands_for_at_least_three_counts(how, count):
    shown = how.cell(count)

    alike = [other for other in range(600) if how.cell(other) == shown]

    assert len(alike) >= 3
    assert shown is None or abs(shown - count) <= how.round_to // 2


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (37, 35)],
)
def test_counts_are_rounded_to_five_and_under_five_hidden(count, shown):
    assert FIVE.cell(count) == shown


def test_a_quarter_is_drawn_with_its_occupancy_from_rounded_figures():
    counts = COUNTS | {"not_come": 6, "slots_taken": 43}

    row = draw(Q4, counts, PASSES, FIVE)

    assert dict(row.lines()) == {
        "hours_held": 35,
        "times": 70,
        "interviews": 35,
        "not_come": 5,
        "passes_white": 20,
        "passes_green": None,
    }
    assert row.occupancy == 65  # 45 of 70 is 64 %


def test_the_occupancy_is_left_out_where_a_part_of_it_is_hidden():
    assert draw(Q4, COUNTS, PASSES, FIVE).occupancy is None


def test_the_occupancy_is_left_out_of_a_quarter_with_hardly_a_time():
    counts = COUNTS | {"not_come": 6, "slots_open": 4}

    assert draw(Q4, counts, PASSES, FIVE).occupancy is None


def test_a_quarter_without_hours_has_no_share_and_divides_by_nothing():
    row = draw(Q4, {}, {}, FIVE)

    assert {cell for _, cell in row.lines()} == {None}
    assert row.occupancy is None
    assert bars([row])[0].length == 0
    assert bars([]) == []


def test_the_file_of_a_quarter_is_exactly_this():
    row = draw(Q4, COUNTS, PASSES, FIVE)

    assert csv(row, fewer="fewer than 5") == (
        "period,figure,value\r\n"
        "2026-4,hours_held,35\r\n"
        "2026-4,times,70\r\n"
        "2026-4,interviews,35\r\n"
        "2026-4,not_come,fewer than 5\r\n"
        "2026-4,passes_white,20\r\n"
        "2026-4,passes_green,fewer than 5\r\n"
        "2026-4,occupancy_percent,\r\n"
    )


def test_passes_count_in_the_period_from_which_they_are_valid():
    month = 2028 * 12 + 9  # October 2028, 24 months after October 2026
    log = {(month - 1, "w"): 7, (month, "w"): 3, (month + 2, "w"): 4, (month, "g"): 9}

    assert issued(log, Q4, 24) == {"w": 7, "g": 9}
    assert issued(log, Period(2026, 0), 24) == {"w": 14, "g": 9}


def test_a_period_knows_its_days_and_what_comes_after():
    spans = [
        (str(period), period.first, period.last, str(period.next()), period.quarters)
        for period in (Period(2026, 1), Q4, Period(2026, 0))
    ]

    assert spans == [
        ("2026-1", date(2026, 1, 1), date(2026, 3, 31), "2026-2", [20261]),
        ("2026-4", date(2026, 10, 1), date(2026, 12, 31), "2027-1", [20264]),
        (
            "2026",
            date(2026, 1, 1),
            date(2026, 12, 31),
            "2027",
            [20261, 20262, 20263, 20264],
        ),
    ]


@pytest.mark.parametrize(
    ("period", "months", "later"),
    [
        (Q4, 24, Period(2028, 4)),
        (Q4, 25, Period(2028, 4)),
        (Q4, 26, Period(2029, 1)),
        (Period(2026, 0), 24, Period(2028, 0)),
        (Period(2026, 0), 30, Period(2028, 0)),
        (Period(2026, 0), 31, Period(2029, 0)),
    ],
)
def test_a_period_moves_by_months(period, months, later):
    assert period.later(months) == later


@given(day=st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_every_day_is_in_its_period_and_the_written_form_reads_back(day):
    for length in (QUARTER, YEAR):
        period = Period.of(day, length)

        assert period.first <= day <= period.last
        assert Period.read(str(period), length) == period


@given(text=st.text(max_size=12))
def test_any_text_is_a_period_or_refused(text):
    with contextlib.suppress(NoPeriod):
        assert str(Period.read(text, QUARTER)) == text


@pytest.mark.parametrize("text", ["2026-5", "2026-0", "2026", "1999-1", "2026-4x", ""])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(NoPeriod):
        Period.read(text, QUARTER)


def test_every_counter_of_a_quarter_has_a_name_here():
    assert set(COUNTS) == set(TALLIES)
