"""What a municipality decides about its hours: `[hour]` of municipality.toml.

`RULES` says for each key what is allowed and the words for what is not;
`Hour.faults` adds the rules that join two keys.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
        slots = length // self.slot_minutes
        reserved = self.walk_in_share + self.desk_share
        if reserved >= slots:
            yield (
                "desk_share",
                f"leaves no time to book online: {slots} slots, {reserved} reserved.",
            )
