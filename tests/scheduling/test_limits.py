from dataclasses import replace
from datetime import date, time

import pytest

from scheduling.hours import Change, Rule
from scheduling.limits import judge_change, judge_rule
from scheduling.refusals import (
    BadDesks,
    BadMinutes,
    BadWeekday,
    DatesOutOfOrder,
    DayPast,
    EndBeforeStart,
    NothingOnline,
    OutsideDay,
    Overlaps,
)

TODAY = date(2026, 11, 22)
TUESDAY = Rule(
    weekday=2,
    start=time(13),
    end=time(16),
    slot_minutes=30,
    desks=1,
    desk_share=1,
    walk_in_share=1,
    valid_from=TODAY,
    valid_until=None,
)
EXTRA = Change(date(2026, 11, 25), "extra", start=time(9), end=time(11))


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"weekday": 8}, BadWeekday, "weekday"),
        ({"end": time(13)}, EndBeforeStart, "end"),
        ({"start": time(6, 59)}, OutsideDay, "start"),
        ({"end": time(22, 1)}, OutsideDay, "start"),
        ({"slot_minutes": 10}, BadMinutes, "slot_minutes"),
        ({"slot_minutes": 121}, BadMinutes, "slot_minutes"),
        ({"end": time(13, 20)}, BadMinutes, "slot_minutes"),
        ({"desks": 0}, BadDesks, "desks"),
        ({"desks": 7}, BadDesks, "desks"),
        ({"desk_share": 5}, NothingOnline, "walk_in_share"),
        ({"valid_until": date(2026, 11, 21)}, DatesOutOfOrder, "valid_until"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(change, refusal, field):
    with pytest.raises(refusal) as refused:
        judge_rule(replace(TUESDAY, **change), [], TODAY)

    assert refused.value.field == field


def test_a_rule_that_can_be_passes():
    judge_rule(TUESDAY, [], TODAY)
    judge_rule(replace(TUESDAY, desk_share=4), [], TODAY)  # one time stays online


LATER = replace(TUESDAY, start=time(15), end=time(17))


@pytest.mark.parametrize(
    "other",
    [
        LATER,
        replace(LATER, valid_from=date(2028, 2, 1)),
        replace(LATER, valid_until=date(2026, 11, 24)),
    ],
)
def test_two_rules_of_one_time_are_refused(other):
    with pytest.raises(Overlaps):
        judge_rule(TUESDAY, [other], TODAY)


@pytest.mark.parametrize(
    "other",
    [
        replace(LATER, weekday=3),
        replace(LATER, start=time(16)),
        replace(LATER, valid_until=TODAY),  # a Sunday: no Tuesday is left
        replace(LATER, valid_from=date(2020, 1, 1), valid_until=date(2026, 11, 1)),
        replace(TUESDAY, end=time(14), valid_from=date(2026, 12, 1)),  # a new form
    ],
)
def test_two_rules_that_never_meet_may_stand(other):
    judge_rule(TUESDAY, [other], TODAY)


def test_a_rule_put_in_the_place_of_another_does_not_hide_a_third():
    shorter = replace(TUESDAY, end=time(15), valid_from=date(2026, 12, 1))
    after = replace(LATER, valid_from=date(2026, 12, 1))

    judge_rule(after, [TUESDAY, shorter], TODAY)
    with pytest.raises(Overlaps):
        judge_rule(replace(after, valid_from=TODAY), [TUESDAY, shorter], TODAY)


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"date": date(2026, 11, 21)}, DayPast, "date"),
        ({"start": None}, EndBeforeStart, "end"),
        ({"end": None}, EndBeforeStart, "end"),
        ({"end": time(9)}, EndBeforeStart, "end"),
        ({"start": time(6)}, OutsideDay, "start"),
        ({"slot_minutes": 121}, BadMinutes, "slot_minutes"),
        ({"end": time(9, 10)}, BadMinutes, "slot_minutes"),
        ({"desks": 7}, BadDesks, "desks"),
        ({"kind": "changed", "start": None}, EndBeforeStart, "end"),
    ],
)
def test_an_exception_that_cannot_be_is_refused_at_its_field(change, refusal, field):
    with pytest.raises(refusal) as refused:
        judge_change(replace(EXTRA, **change), TODAY)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "change",
    [
        EXTRA,
        Change(TODAY, "closed"),
        replace(EXTRA, kind="changed"),
        Change(date(2026, 11, 24), "changed", desks=2),
    ],
)
def test_an_exception_that_can_be_passes(change):
    judge_change(change, TODAY)
