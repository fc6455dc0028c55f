"""The calendar file that somebody may take along: one appointment, neutral words.

    UID:8f1c0b7e-3b3d-4f0e-9a57-0f6d2a1c55aa      random, new each time
    DTSTAMP:20261124T000000Z                      midnight of the day itself
    DTSTART;TZID=Europe/Amsterdam:20261124T133000
    SUMMARY:Afspraak
    LOCATION:Voorbeeldstraat 1

No description, organiser, address of a page, code or alarm.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vRecur,
)

from scheduling.hours import ZONE


def draw(
    *,
    date: date,
    start: time,
    minutes: int,
    street: str,
    summary: str,
    random: bytes,
) -> bytes:
    """Return the bytes of the .ics file; `random` is 16 bytes for its UID."""
    begin = datetime.combine(date, start, ZONE)
    end = datetime.combine(date, start) + timedelta(minutes=minutes)

    event = Event()
    event.add("uid", str(UUID(bytes=random, version=4)))
    event.add("dtstamp", datetime.combine(date, time(0), UTC))
    event.add("dtstart", begin)
    event.add("dtend", end.replace(tzinfo=ZONE))
    event.add("summary", summary)
    event.add("location", street)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//agenda//NL")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(zone())
    calendar.add_component(event)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def zone() -> Timezone:
    """Return the rules of summer and winter time, in their shortest form."""
    summer, winter = timedelta(hours=2), timedelta(hours=1)

    daylight = TimezoneDaylight()
    daylight.add("tzoffsetfrom", winter)
    daylight.add("tzoffsetto", summer)
    daylight.add("tzname", "CEST")
    daylight.add("dtstart", datetime(1970, 3, 29, 2))  # noqa: DTZ001
    daylight.add("rrule", vRecur(freq="yearly", bymonth=3, byday="-1SU"))

    standard = TimezoneStandard()
    standard.add("tzoffsetfrom", summer)
    standard.add("tzoffsetto", winter)
    standard.add("tzname", "CET")
    standard.add("dtstart", datetime(1970, 10, 25, 3))  # noqa: DTZ001
    standard.add("rrule", vRecur(freq="yearly", bymonth=10, byday="-1SU"))

    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add_component(daylight)
    zone.add_component(standard)
    return zone
