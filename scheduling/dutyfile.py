"""The calendar file of a colleague: when there is duty, in neutral words.

    UID:duty-2026-11-24-1300                      the same each time: a calendar updates
    DTSTART;TZID=Europe/Amsterdam:20261124T125000 ten minutes before the hour
    SUMMARY:Dienst

No place, role, colleague, description or alarm: a calendar may be shared.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from scheduling.calendarfile import zone
from scheduling.hours import ZONE

# Ten minutes of work before the hour and after it (RTV Noord 2017: it needs more time).
AROUND = timedelta(minutes=10)


def draw(duties: Iterable[tuple[date, time, time]], *, summary: str) -> bytes:
    """Return the bytes of the .ics file; a duty is (date, start, end) of its hour."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//agenda//NL")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(zone())
    for day, start, end in duties:
        calendar.add_component(_event(day, start, end, summary))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _event(day: date, start: time, end: time, summary: str) -> Event:
    begin = datetime.combine(day, start) - AROUND
    until = datetime.combine(day, end) + AROUND
    event = Event()
    event.add("uid", f"duty-{day}-{start:%H%M}")
    event.add("dtstamp", datetime.combine(day, time(0), UTC))
    event.add("dtstart", begin.replace(tzinfo=ZONE))
    event.add("dtend", until.replace(tzinfo=ZONE))
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    return event
