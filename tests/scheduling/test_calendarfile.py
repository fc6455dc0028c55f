from datetime import UTC, date, datetime, time

import icalendar
import pytest

from scheduling.calendarfile import draw

RANDOM = bytes.fromhex("8f1c0b7e3b3d4f0e9a570f6d2a1c55aa")

WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//agenda//NL
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:8f1c0b7e-3b3d-4f0e-9a57-0f6d2a1c55aa
DTSTAMP:20261124T000000Z
DTSTART;TZID=Europe/Amsterdam:20261124T133000
DTEND;TZID=Europe/Amsterdam:20261124T140000
SUMMARY:Afspraak
LOCATION:Voorbeeldstraat 1
CLASS:PRIVATE
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""


def appointment(day, random=RANDOM):
    return draw(
        date=day,
        start=time(13, 30),
        minutes=30,
        street="Voorbeeldstraat 1",
        summary="Afspraak",
        random=random,
    )


def test_the_file_holds_these_bytes_and_no_others():
    assert appointment(date(2026, 11, 24)) == WHOLE.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 11, 24), datetime(2026, 11, 24, 12, 30, tzinfo=UTC)),
        (date(2027, 3, 30), datetime(2027, 3, 30, 11, 30, tzinfo=UTC)),
        (date(2027, 11, 2), datetime(2027, 11, 2, 12, 30, tzinfo=UTC)),
    ],
)
def test_a_calendar_reads_the_local_time_back(day, start):
    calendar = icalendar.Calendar.from_ical(appointment(day))
    event = calendar.walk("VEVENT")[0]

    assert event.decoded("dtstart").replace(tzinfo=None) == datetime.combine(
        day, time(13, 30)
    )
    assert event.decoded("dtstart").astimezone(UTC) == start
    assert event.decoded("dtend").replace(tzinfo=None) == datetime.combine(
        day, time(14)
    )
    assert calendar.errors == []


def test_two_files_of_one_appointment_share_nothing_random():
    uids = {
        str(
            icalendar.Calendar.from_ical(appointment(date(2026, 11, 24), random)).walk(
                "VEVENT"
            )[0]["uid"]
        )
        for random in (bytes(16), bytes(range(16)))
    }

    assert uids == {
        "00000000-0000-4000-8000-000000000000",
        "00010203-0405-4607-8809-0a0b0c0d0e0f",
    }


def test_a_street_with_a_comma_is_escaped():
    text = draw(
        date=date(2026, 11, 24),
        start=time(13, 30),
        minutes=30,
        street="Plein 1, ingang B",
        summary="Appointment",
        random=RANDOM,
    )

    assert b"LOCATION:Plein 1\\, ingang B\r\n" in text
