from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.hours import (
    Change,
    PlannedSlot,
    PlanOverlap,
    Rule,
    hour_count,
    instant,
    local_date,
    plan,
    shares,
)

TUESDAY = Rule(
    weekday=2,
    start=time(13),
    end=time(16),
    slot_minutes=30,
    desks=1,
    desk_share=1,
    walk_in_share=1,
    valid_from=date(2026, 11, 1),
    valid_until=None,
)
DAY = date(2026, 11, 24)


def times(*, rules=(TUESDAY,), changes=(), first=DAY, last=DAY):
    """Return what is planned, one line for a session."""
    return [
        f"{one.date} {one.start:%H:%M}-{one.end:%H:%M} {len(one.slots)}"
        for one in plan(rules, changes, first, last)
    ]


def test_a_tuesday_becomes_six_slots_with_their_channels():
    session = plan([TUESDAY], [], DAY, DAY)[0]

    assert session.slots == (
        PlannedSlot(time(13), 30, 1, "desk"),
        PlannedSlot(time(13, 30), 30, 1, "online"),
        PlannedSlot(time(14), 30, 1, "online"),
        PlannedSlot(time(14, 30), 30, 1, "online"),
        PlannedSlot(time(15), 30, 1, "online"),
        PlannedSlot(time(15, 30), 30, 1, "walk_in"),
    )


def test_six_weeks_from_a_sunday_hold_six_tuesdays():
    sessions = times(first=date(2026, 11, 22), last=date(2027, 1, 3))

    assert sessions == [
        "2026-11-24 13:00-16:00 6",
        "2026-12-01 13:00-16:00 6",
        "2026-12-08 13:00-16:00 6",
        "2026-12-15 13:00-16:00 6",
        "2026-12-22 13:00-16:00 6",
        "2026-12-29 13:00-16:00 6",
    ]


def test_each_desk_has_its_own_shares():
    session = plan([replace(TUESDAY, desks=2)], [], DAY, DAY)[0]

    assert [(slot.start.hour, slot.desk) for slot in session.slots[:4]] == [
        (13, 1),
        (13, 2),
        (13, 1),
        (13, 2),
    ]
    assert [slot.channel for slot in session.slots[:3]] == ["desk", "desk", "online"]
    assert [slot.channel for slot in session.slots[-3:]] == [
        "online",
        "walk_in",
        "walk_in",
    ]


def test_shares_never_ask_for_more_than_there_is():
    assert shares(TUESDAY, 0) == []
    assert shares(TUESDAY, 1) == ["desk"]
    assert shares(TUESDAY, 2) == ["desk", "walk_in"]


def test_a_closed_day_has_no_hour():
    assert times(changes=[Change(DAY, "closed")]) == []


def test_a_changed_day_has_its_own_times():
    changed = Change(DAY, "changed", start=time(9), end=time(11))

    assert times(changes=[changed]) == ["2026-11-24 09:00-11:00 4"]


def test_a_changed_day_takes_the_rest_from_the_rule():
    changed = Change(DAY, "changed", desks=2, slot_minutes=45)

    assert times(changes=[changed]) == ["2026-11-24 13:00-16:00 8"]


def test_an_extra_hour_stands_beside_the_weekly_one():
    extra = Change(DAY, "extra", start=time(9), end=time(10))

    assert times(changes=[extra]) == [
        "2026-11-24 09:00-10:00 2",
        "2026-11-24 13:00-16:00 6",
    ]


def test_an_extra_hour_opens_a_closed_day():
    extra = Change(DAY, "extra", start=time(9), end=time(10))

    assert times(changes=[extra, Change(DAY, "closed")]) == ["2026-11-24 09:00-10:00 2"]


def test_an_extra_hour_needs_no_rule():
    extra = Change(DAY, "extra", start=time(9), end=time(10))

    assert times(rules=[], changes=[extra]) == ["2026-11-24 09:00-10:00 2"]


def test_an_extra_hour_of_a_day_without_rule_is_cut_like_the_newest_rule():
    newest = replace(TUESDAY, weekday=4, slot_minutes=20, valid_from=date(2026, 11, 2))
    extra = Change(date(2026, 11, 25), "extra", start=time(9), end=time(10))

    assert times(
        rules=[newest, TUESDAY],
        changes=[extra],
        first=date(2026, 11, 25),
        last=date(2026, 11, 25),
    ) == ["2026-11-25 09:00-10:00 3"]


def test_the_later_rule_wins():
    later = replace(TUESDAY, end=time(15), valid_from=DAY)

    assert times(rules=[later, TUESDAY], last=DAY + timedelta(7)) == [
        "2026-11-24 13:00-15:00 4",
        "2026-12-01 13:00-15:00 4",
    ]
    assert times(
        rules=[later, TUESDAY], first=date(2026, 11, 17), last=date(2026, 11, 17)
    ) == ["2026-11-17 13:00-16:00 6"]


def test_a_rule_holds_until_its_last_day():
    ending = replace(TUESDAY, valid_until=DAY)

    assert times(rules=[ending], last=DAY + timedelta(7)) == [
        "2026-11-24 13:00-16:00 6"
    ]


def test_two_hours_at_one_desk_at_one_time_are_refused():
    with pytest.raises(PlanOverlap):
        plan([TUESDAY, replace(TUESDAY, start=time(15), end=time(17))], [], DAY, DAY)


def test_two_hours_may_touch():
    afternoon = replace(TUESDAY, start=time(16), end=time(17))

    assert times(rules=[TUESDAY, afternoon]) == [
        "2026-11-24 13:00-16:00 6",
        "2026-11-24 16:00-17:00 2",
    ]


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 3, 24), 12),
        (date(2026, 3, 29), 11),  # Sunday, clock one hour on
        (date(2026, 3, 31), 11),
        (date(2026, 10, 20), 11),
        (date(2026, 10, 25), 12),  # Sunday, clock one hour back
        (date(2026, 10, 27), 12),
        (date(2027, 3, 23), 12),
        (date(2027, 3, 28), 11),  # Sunday, clock one hour on
        (date(2027, 3, 30), 11),
        (date(2027, 10, 26), 11),
        (date(2027, 10, 31), 12),  # Sunday, clock one hour back
        (date(2027, 11, 2), 12),
    ],
)
def test_one_o_clock_stays_one_o_clock(day, hour):
    rule = replace(TUESDAY, weekday=day.isoweekday(), valid_from=day)

    session = plan([rule], [], day, day)[0]

    assert session.start == time(13)
    assert instant(day, session.start) == datetime(
        day.year, day.month, day.day, hour, tzinfo=UTC
    )


def test_the_night_of_the_clock_change_has_25_hours():
    before, after = (
        instant(date(2026, 10, 24), time(17)),
        instant(date(2026, 10, 25), time(17)),
    )

    assert after - before == timedelta(hours=25)


def test_the_date_is_the_town_halls():
    assert local_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_an_hour_is_counted_since_1970():
    assert hour_count(datetime(2026, 11, 22, 9, 59, tzinfo=UTC)) == 498705


rules = st.builds(
    Rule,
    weekday=st.integers(1, 7),
    start=st.sampled_from([time(7), time(9), time(13)]),
    end=st.sampled_from([time(16), time(22)]),
    slot_minutes=st.sampled_from([15, 25, 30, 45, 120]),
    desks=st.integers(1, 6),
    desk_share=st.integers(0, 3),
    walk_in_share=st.integers(0, 3),
    valid_from=st.just(date(2026, 1, 1)),
    valid_until=st.just(None),
)


@given(rules, st.dates(date(2026, 1, 1), date(2029, 12, 31)))
def test_slots_fill_the_hour_without_gap_or_overlap(rule, day):
    sessions = plan([rule], [], day, day + timedelta(6))

    assert len(sessions) == 1
    length = timedelta(minutes=rule.slot_minutes)
    begin, end = (
        datetime.combine(sessions[0].date, edge) for edge in (rule.start, rule.end)
    )
    count = (end - begin) // length
    assert [(slot.start, slot.desk) for slot in sessions[0].slots] == [
        ((begin + number * length).time(), desk)
        for number in range(count)
        for desk in range(1, rule.desks + 1)
    ]


@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)), st.integers(0, 60))
def test_a_plan_in_two_parts_is_the_plan(first, days):
    rule = replace(TUESDAY, valid_from=date(2026, 1, 1))
    middle, last = first + timedelta(days // 2), first + timedelta(days)

    parts = plan([rule], [], first, middle)
    parts += plan([rule], [], middle + timedelta(1), last)

    assert parts == plan([rule], [], first, last)
