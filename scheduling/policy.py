"""What a municipality decides about its hours: `[hour]` and `[waiting]` of
municipality.toml.

`RULES` and `MOMENT_RULES` say for each key what is allowed and the words for what is
not; `Hour.faults` adds the rules that join two keys.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def minutes_of_day(text: object) -> int:
    """Return "13:30" as 810; -1 for anything that is not a time of day."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":":
        return -1
    hour, minute = text[:2], text[3:]
    if not (hour.isdecimal() and minute.isdecimal() and text.isascii()):
        return -1
    if int(hour) > 23 or int(minute) > 59:
        return -1
    return int(hour) * 60 + int(minute)


def _whole(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def _is_cap(value: object) -> bool:
    return _whole(value, 0, 0) or _whole(value, 2, 50)


def _are_moments(value: object) -> bool:
    """Whether `value` is two different times of day in steps of 5 minutes."""
    if not isinstance(value, list) or len(value) != 2:
        return False
    minutes = {minutes_of_day(text) for text in value}
    return len(minutes) == 2 and all(
        minute >= 0 and minute % 5 == 0 for minute in minutes
    )


def is_office_hours(value: object) -> bool:
    """Whether `value` gives times such as "09:00-17:00" to days such as "monday"."""
    if not isinstance(value, dict) or not value:
        return False
    for day, text in value.items():
        opens, _, closes = text.partition("-") if isinstance(text, str) else ("",) * 3
        begin, end = minutes_of_day(opens), minutes_of_day(closes)
        if day not in WEEKDAYS or not -1 < begin < end:
            return False
    return True


LATE = "must leave at least 5 minutes of the slot."
TIMES = "end must be later than start, both between 07:00 and 22:00."
SHARES = "must be 0 or more."

RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "weekday": (
        lambda value: value in WEEKDAYS,
        "must be a weekday in English, monday to friday.",
    ),
    "start": (lambda value: 420 <= minutes_of_day(value) <= 1320, TIMES),
    "end": (lambda value: 420 <= minutes_of_day(value) <= 1320, TIMES),
    "slot_minutes": (
        lambda value: _whole(value, 15, 120) and value % 5 == 0,
        "must be 15 to 120 in steps of 5 and divide the hour evenly.",
    ),
    "desks": (
        lambda value: _whole(value, 1, 6),
        "must be 1 to 6; each desk needs one person of each role.",
    ),
    "walk_in_share": (lambda value: _whole(value, 0, 99), SHARES),
    "desk_share": (lambda value: _whole(value, 0, 99), SHARES),
    "horizon_weeks": (
        lambda value: _whole(value, 1, 12),
        "must be 1 to 12 weeks; more keeps bookings longer.",
    ),
    "desk_release_hours": (
        lambda value: _whole(value, 0, 168),
        "must be 0 to 168 hours.",
    ),
    "notice_minutes": (
        lambda value: _whole(value, 0, 1440),
        "must be 0 to 1440 minutes.",
    ),
    "online_cap": (_is_cap, "must be 2 to 50 bookings an hour."),
    "late_minutes": (lambda value: _whole(value, 5, 115), LATE),
}
MOMENT_RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "offer_times": (
        _are_moments,
        "must be 2 different times of day in steps of 5 minutes.",
    ),
}


@dataclass(frozen=True)
class Hour:
    """The weekly hour and how it may be booked; times of day as "HH:MM"."""

    weekday: str
    start: str
    end: str
    slot_minutes: int
    desks: int
    walk_in_share: int
    desk_share: int
    horizon_weeks: int
    desk_release_hours: int
    notice_minutes: int
    online_cap: int  # bookings and entries in a clock hour; 0 is no cap
    late_minutes: int  # from when on somebody has not come

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (key, words) for keys that are good alone but not together."""
        length = minutes_of_day(self.end) - minutes_of_day(self.start)
        if length <= 0:
            yield "end", TIMES
            return
        if length % self.slot_minutes:
            yield (
                "slot_minutes",
                f"must be 15 to 120 in steps of 5 and divide {length} minutes evenly.",
            )
        if self.late_minutes > self.slot_minutes - 5:
            yield "late_minutes", LATE
        slots = length // self.slot_minutes
        reserved = self.walk_in_share + self.desk_share
        if reserved >= slots:
            yield (
                "desk_share",
                f"leaves no time to book online: {slots} slots, {reserved} reserved.",
            )


@dataclass(frozen=True)
class Moments:
    """The two times of day at which offers are made and freed times come back."""

    offer_times: tuple[str, ...]

    @property
    def times(self) -> list[time]:
        """The times of day, the earlier one first."""
        return sorted(time.fromisoformat(text) for text in self.offer_times)
