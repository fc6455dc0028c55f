"""What a weekly hour or an exceptional day may be; each breach has its refusal.

`judge_rule` and `judge_change` raise the first one they find. Whether two hours of
one date overlap on a desk is for the plan to say (hours.PlanOverlap).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from scheduling.hours import CHANGED, CLOSED, Change, PlanOverlap, Rule, plan
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

OPENS, SHUTS = time(7), time(22)


def judge_rule(rule: Rule, others: Iterable[Rule], today: date) -> None:
    """Raise BadHour if `rule` cannot stand, alone or beside the `others`.

    With the same start the later rule takes the place of the earlier one.
    """
    if not 1 <= rule.weekday <= 7:
        raise BadWeekday
    _judge_times(rule.start, rule.end)
    _judge_size(rule.slot_minutes, rule.desks)
    slots = _length(rule.start, rule.end) // timedelta(minutes=rule.slot_minutes)
    if not slots:
        raise BadMinutes
    if rule.desk_share + rule.walk_in_share >= slots:
        raise NothingOnline
    if rule.valid_until is not None and rule.valid_until < rule.valid_from:
        raise DatesOutOfOrder
    together = [rule, *others]
    try:
        for day in _first_days(together, today):
            plan(together, [], day, day)
    except PlanOverlap:
        raise Overlaps from None


def judge_change(change: Change, today: date) -> None:
    """Raise BadHour if `change` cannot stand."""
    if change.date < today:
        raise DayPast
    if change.kind == CLOSED:
        return
    is_open_ended = change.start is None and change.end is None
    if not (change.kind == CHANGED and is_open_ended):
        if change.start is None or change.end is None:
            raise EndBeforeStart
        _judge_times(change.start, change.end)
    _judge_size(change.slot_minutes or 30, change.desks or 1)
    minutes = timedelta(minutes=change.slot_minutes or 15)
    if change.start and change.end and _length(change.start, change.end) < minutes:
        raise BadMinutes


def _judge_times(start: time, end: time) -> None:
    if not start < end:
        raise EndBeforeStart
    if start < OPENS or end > SHUTS:
        raise OutsideDay


def _judge_size(slot_minutes: int, desks: int) -> None:
    if not 15 <= slot_minutes <= 120:
        raise BadMinutes
    if not 1 <= desks <= 6:
        raise BadDesks


def _length(start: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)


def _first_days(rules: list[Rule], today: date) -> Iterator[date]:
    """Yield a day of each stretch of time in which the same rules are valid."""
    edges = {today}
    for rule in rules:
        edges.add(rule.valid_from)
        if rule.valid_until is not None:
            edges.add(rule.valid_until + timedelta(days=1))
    for edge in sorted(edges):
        if edge >= today:
            yield from (edge + timedelta(days=number) for number in range(7))
