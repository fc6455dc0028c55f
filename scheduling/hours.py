"""When there is an hour: weekly rules and exceptions become sessions and slots.

A date and a local time are the truth; an instant is computed only to compare.
A Tuesday of 13:00 to 16:00 in slots of 30 minutes at one desk is planned as

    13:00 desk | 13:30 14:00 14:30 15:00 online | 15:30 walk_in
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")

ONLINE, DESK, WALK_IN = "online", "desk", "walk_in"
CLOSED, CHANGED, EXTRA = "closed", "changed", "extra"


class PlanOverlap(ValueError):
    """Two hours of one date would seat two people at one desk at one time."""


@dataclass(frozen=True)
class Rule:
    """A weekly hour, valid from a date until a date, both included."""

    weekday: int  # 1 is Monday
    start: time
    end: time
    slot_minutes: int
    desks: int
    desk_share: int
    walk_in_share: int
    valid_from: date
    valid_until: date | None

    def is_valid(self, day: date) -> bool:
        until = self.valid_until or day
        return self.valid_from <= day <= until


@dataclass(frozen=True)
class Change:
    """One date that differs: closed, changed or extra; None means as the rule."""

    date: date
    kind: str
    start: time | None = None
    end: time | None = None
    desks: int | None = None
    slot_minutes: int | None = None


@dataclass(frozen=True)
class PlannedSlot:
    start: time
    minutes: int
    desk: int
    channel: str


@dataclass(frozen=True)
class PlannedSession:
    date: date
    start: time
    end: time
    slot_minutes: int
    desks: int
    slots: tuple[PlannedSlot, ...]  # by start, then desk


# An extra hour on a date without any rule is cut like this one.
_PLAIN = Rule(
    weekday=1,
    start=time(13),
    end=time(16),
    slot_minutes=30,
    desks=1,
    desk_share=1,
    walk_in_share=1,
    valid_from=date.min,
    valid_until=None,
)


def instant(day: date, at: time) -> datetime:
    """Return the moment of a local time as UTC, the only zone moments compare in."""
    return datetime.combine(day, at, ZONE).astimezone(UTC)


def local_date(now: datetime) -> date:
    """Return the date that the town hall's clock shows at `now`."""
    return now.astimezone(ZONE).date()


def hour_count(now: datetime) -> int:
    """Return the clock hours since 1970-01-01T00Z, how rows keep a moment coarse."""
    return int(now.timestamp()) // 3600


def later(at: time, minutes: int) -> time:
    """Return the local time some minutes after another, on the same day."""
    return (datetime.combine(date.min, at) + timedelta(minutes=minutes)).time()


def plan(
    rules: Iterable[Rule], changes: Iterable[Change], first: date, last: date
) -> list[PlannedSession]:
    """Return every session from `first` to `last`, by date and start.

    `closed` takes the weekly hours of its date away, `changed` puts its own in their
    place, `extra` adds one, on a closed date too. Raises PlanOverlap.
    """
    rules, changes = list(rules), list(changes)
    sessions: list[PlannedSession] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        of_day = [change for change in changes if change.date == day]
        planned = [_session(day, rule) for rule in _rules_of_day(rules, of_day, day)]
        _refuse_overlap(planned)
        sessions += planned
    return sessions


def shares(rule: Rule, count: int) -> list[str]:
    """Return the channels of the `count` slots of one desk, in their order."""
    desk = min(rule.desk_share, count)
    walk_in = min(rule.walk_in_share, count - desk)
    online = count - desk - walk_in
    return [DESK] * desk + [ONLINE] * online + [WALK_IN] * walk_in


def _rules_of_day(rules: list[Rule], changes: list[Change], day: date) -> list[Rule]:
    """Return what is held on `day`, as rules of that day, by start."""
    weekly = _weekly(rules, day)
    pattern = (weekly or _latest(rules, day) or [_PLAIN])[0]
    held = list(weekly)
    for change in changes:
        if change.kind == CLOSED:
            held = []
        elif change.kind == CHANGED:
            held = [_filled(change, pattern)]
    held += [_filled(change, pattern) for change in changes if change.kind == EXTRA]
    return sorted(held, key=lambda rule: rule.start)


def _weekly(rules: list[Rule], day: date) -> list[Rule]:
    """Return the rules of that weekday; for one start the later one wins."""
    by_start = {
        rule.start: rule
        for rule in sorted(rules, key=lambda rule: rule.valid_from)
        if rule.weekday == day.isoweekday() and rule.is_valid(day)
    }
    return [by_start[start] for start in sorted(by_start)]


def _latest(rules: list[Rule], day: date) -> list[Rule]:
    valid = [rule for rule in rules if rule.is_valid(day)]
    return sorted(valid, key=lambda rule: rule.valid_from, reverse=True)


def _filled(change: Change, pattern: Rule) -> Rule:
    return replace(
        pattern,
        start=change.start or pattern.start,
        end=change.end or pattern.end,
        desks=change.desks or pattern.desks,
        slot_minutes=change.slot_minutes or pattern.slot_minutes,
    )


def _session(day: date, rule: Rule) -> PlannedSession:
    starts = list(_starts(rule))
    channels = shares(rule, len(starts))
    slots = tuple(
        PlannedSlot(start, rule.slot_minutes, desk, channel)
        for start, channel in zip(starts, channels, strict=True)
        for desk in range(1, rule.desks + 1)
    )
    return PlannedSession(
        day, rule.start, rule.end, rule.slot_minutes, rule.desks, slots
    )


def _starts(rule: Rule) -> Iterator[time]:
    """Yield the starts of one desk, as many as end by the end of the hour."""
    begin, end = (
        datetime.combine(date.min, at).replace(tzinfo=UTC)
        for at in (rule.start, rule.end)
    )
    length = timedelta(minutes=rule.slot_minutes)
    while begin + length <= end:
        yield begin.time()
        begin += length


def _refuse_overlap(sessions: list[PlannedSession]) -> None:
    by_desk = sorted(
        (slot.desk, slot.start, later(slot.start, slot.minutes))
        for session in sessions
        for slot in session.slots
    )
    for one, other in pairwise(by_desk):
        if one[0] == other[0] and other[1] < one[2]:
            raise PlanOverlap
