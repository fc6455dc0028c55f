"""The calendar file of a colleague tells when, and nothing else."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar

from scheduling import dutyfile

WINTER = (date(2026, 11, 24), time(13), time(16))
SUMMER = (date(2027, 3, 30), time(9), time(12))


def events(body):
    return Calendar.from_ical(body).walk("VEVENT")


def test_a_duty_is_in_the_file_with_ten_minutes_before_and_after():
    body = dutyfile.draw([WINTER, SUMMER], summary="Dienst")

    spans = [
        (one["dtstart"].dt.astimezone(UTC), one["dtend"].dt.astimezone(UTC))
        for one in events(body)
    ]
    assert spans == [
        (
            datetime(2026, 11, 24, 11, 50, tzinfo=UTC),
            datetime(2026, 11, 24, 15, 10, tzinfo=UTC),
        ),
        (
            datetime(2027, 3, 30, 6, 50, tzinfo=UTC),
            datetime(2027, 3, 30, 10, 10, tzinfo=UTC),
        ),
    ]


def test_the_file_says_these_words_and_no_others():
    body = dutyfile.draw([WINTER], summary="Dienst").decode()

    event = body[body.index("BEGIN:VEVENT") :]
    assert event == (
        "BEGIN:VEVENT\r\n"
        "UID:duty-2026-11-24-1300\r\n"
        "DTSTAMP:20261124T000000Z\r\n"
        "DTSTART;TZID=Europe/Amsterdam:20261124T125000\r\n"
        "DTEND;TZID=Europe/Amsterdam:20261124T161000\r\n"
        "SUMMARY:Dienst\r\n"
        "CLASS:PRIVATE\r\n"
        "TRANSP:OPAQUE\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_fetching_again_changes_nothing_that_a_calendar_has_already():
    assert dutyfile.draw([WINTER], summary="Dienst") == dutyfile.draw(
        [WINTER], summary="Dienst"
    )


def test_without_duty_the_file_is_a_calendar_without_events():
    assert events(dutyfile.draw([], summary="Dienst")) == []
