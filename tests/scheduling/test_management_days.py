"""Days that differ: a preview of who is hit, holidays to tick, the note, the way back."""

import re

import pytest

from scheduling.models import Claim, ExceptionDay, Session, Slot, WeeklyHour
from staff.models import AuditEntry, Member
from tests.conftest import sign_in
from tests.scheduling.pages import inputs, words
from tests.scheduling.test_management_weekly import send, wrong
from tests.scheduling.town import at, book, make_hours, rows, slot_at

CLOSE = {"date": "2026-12-01", "kind": "closed", "reason": "staff"}
EXTRA = {
    "date": "2026-12-05",
    "kind": "extra",
    "start": "10:00",
    "end": "12:00",
    "reason": "other",
}


@pytest.fixture
def booked(sunday, slot):
    """Four appointments on Tuesday 1 December."""
    for time in ("13:30", "14:00", "14:30", "15:00"):
        book(slot_at(f"2026-12-01 {time}"))


def lines():
    entries = AuditEntry.objects.exclude(action="signed_in").order_by("pk")
    return list(entries.values_list("action", "about"))


def test_closing_a_day_says_first_how_many_appointments_stand_there(booked, office):
    asked, done = send(office, "/beheer/dagen/nieuw", CLOSE)

    assert words(asked) == (
        "Is this right? Tuesday 1 December: closed. "
        "4 appointments on Tuesday 1 December are touched. "
        "We cannot call anyone. Whoever enters the code chooses a new time first. "
        "Put up a note too. Close this day No, back"
    )
    assert done["Location"] == "/beheer/dagen"
    assert Claim.objects.filter(slot__is_open=False).count() == 4
    assert Session.objects.get(date="2026-12-01").status == "cancelled"
    assert lines() == [("day_closed", "2026-12-01")]


def test_the_question_alone_changes_nothing(booked, office):
    before = (rows(ExceptionDay), rows(Slot), rows(Session))

    office.post("/beheer/dagen/nieuw", CLOSE)

    assert (rows(ExceptionDay), rows(Slot), rows(Session)) == before


def test_reopening_undoes_a_closure_whole(booked, office):
    before = (rows(Slot), rows(Claim), rows(Session))
    send(office, "/beheer/dagen/nieuw", CLOSE)
    address = f"/beheer/dagen/{ExceptionDay.objects.get().pk}/weg"

    asked = office.get(address)
    done = office.post(address, {"seen": "0"})

    assert words(asked) == (
        "Undo this change? Tuesday 1 December: closed. No appointment is touched. "
        "Reopen No, back"
    )
    assert done["Location"] == "/beheer/dagen"
    assert (rows(Slot), rows(Claim), rows(Session)) == before
    assert lines()[1:] == [("day_restored", "2026-12-01")]


def test_undoing_an_extra_hour_says_who_is_hit(sunday, slot, office):
    send(office, "/beheer/dagen/nieuw", EXTRA)
    book(slot_at("2026-12-05 10:30"))

    asked = office.get(f"/beheer/dagen/{ExceptionDay.objects.get().pk}/weg")

    assert words(asked) == (
        "Undo this change? Saturday 5 December: extra hour. "
        "1 appointment falls outside the hours then. Undo No, back"
    )
    assert lines() == [("day_added", "2026-12-05")]


def test_a_changed_day_says_who_falls_outside_its_times(booked, office):
    changed = CLOSE | {"kind": "changed", "start": "14:00", "end": "16:00"}

    asked, done = send(office, "/beheer/dagen/nieuw", changed)

    assert "1 appointment on Tuesday 1 December is touched." in words(asked)
    assert done.status_code == 302
    shown = words(office.get("/beheer/dagen"))
    assert "Tuesday 1 December 2026 other times 14:00–16:00 too few colleagues" in shown


@pytest.mark.parametrize(
    ("form", "field", "text"),
    [
        (
            CLOSE | {"date": "2026-11-21"},
            "date",
            "This date is over. Choose today or a later day.",
        ),
        (CLOSE | {"date": "2026-13-45"}, "date", "Choose a date."),
        (CLOSE | {"kind": "odd"}, "kind", "Choose what is different."),
        (CLOSE | {"reason": "odd"}, "reason", "Choose a reason from the list."),
        (
            EXTRA | {"end": "09:00"},
            "end",
            "The end must be later than the start.",
        ),
        (EXTRA | {"end": ""}, "end", "The end must be later than the start."),
        (EXTRA | {"start": "05:00"}, "start", "An hour lies between 07:00 and 22:00."),
        (
            EXTRA | {"date": "2026-12-01", "start": "15:00", "end": "17:00"},
            "start",
            "This overlaps with another hour at the same desk.",
        ),
        (
            CLOSE | {"kind": "changed", "date": "2026-12-03", "desks": "2"},
            "date",
            "There is no hour on this date. Choose an extra hour.",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_changes(
    booked, office, form, field, text
):
    before = (rows(ExceptionDay), rows(Slot), rows(Session))

    answer = office.post("/beheer/dagen/nieuw", form | {"seen": "0"})

    assert text in wrong(answer).get(field, words(answer))
    assert f'<a href="#id_{field}">{text}</a>' in answer.content.decode()
    assert (rows(ExceptionDay), rows(Slot), rows(Session)) == before


def test_a_second_change_of_a_day_is_refused(booked, office):
    send(office, "/beheer/dagen/nieuw", CLOSE)

    answer = office.post("/beheer/dagen/nieuw", CLOSE)

    assert wrong(answer) == {"date": "There is one already. Undo that one first."}


def test_an_hour_that_is_being_held_cannot_be_closed_here(sunday, booked, office):
    sunday.move_to(at("2026-12-01 13:40"))
    sign_in(office, Member.objects.get())
    before = (rows(ExceptionDay), rows(Slot), rows(Session))

    answer = office.post("/beheer/dagen/nieuw", CLOSE)

    assert wrong(answer) == {
        "date": "This hour is being held now. Close it at the desk when it is over."
    }
    assert (rows(ExceptionDay), rows(Slot), rows(Session)) == before


def test_holidays_are_suggested_and_nothing_is_closed_by_itself(sunday, slot, office):
    WeeklyHour.objects.create(
        weekday=5, start="09:00", end="12:00", valid_from="2026-11-22"
    )

    shown = words(office.get("/beheer/dagen"))

    assert re.findall(
        r"\w+day \d+ \w+ \d{4}: [\w’' -]+? (?=\w+day \d|Next)", shown
    ) == [
        "Friday 25 December 2026: Christmas Day ",
        "Friday 1 January 2027: New Year's Day ",
        "Friday 26 March 2027: Good Friday ",
        "Tuesday 27 April 2027: King's Day ",
    ]
    assert rows(ExceptionDay) == []


def test_ticked_holidays_are_closed_after_one_question_with_the_bookings_hit(
    sunday, slot, office
):
    WeeklyHour.objects.create(
        weekday=5, start="09:00", end="12:00", valid_from="2026-11-22"
    )
    make_hours()
    book(slot_at("2026-12-25 09:30"))
    form = {"dates": ["2026-12-25", "2027-01-01"]}

    asked, done = send(office, "/beheer/dagen/feestdagen", form)

    assert words(asked) == (
        "Close these days? Friday 25 December: 1 booking is hit. "
        "Friday 1 January: 0 bookings are hit. Close these days No, back"
    )
    assert done["Location"] == "/beheer/dagen"
    closed = ExceptionDay.objects.order_by("date").values_list("date", "reason")
    assert [(f"{day}", reason) for day, reason in closed] == [
        ("2026-12-25", "holiday"),
        ("2027-01-01", "holiday"),
    ]
    assert "Christmas Day" not in words(office.get("/beheer/dagen"))


def test_a_holiday_with_other_times_already_is_not_closed_over_them(
    sunday, slot, office
):
    ExceptionDay.objects.create(
        date="2027-04-27", kind="changed", start="14:00", end="16:00"
    )
    before = rows(ExceptionDay)

    answer = office.post("/beheer/dagen/feestdagen", {"dates": ["2027-04-27"]})

    text = "There is a problem There is one already. Undo that one first."
    assert text in words(answer)
    assert rows(ExceptionDay) == before


def test_what_is_past_cannot_be_undone(sunday, slot, office):
    past = ExceptionDay.objects.create(date="2026-11-17", kind="closed")
    address = f"/beheer/dagen/{past.pk}/weg"

    answer = office.post(address, {"seen": "0"})

    text = "There is a problem This date is over. Choose today or a later day."
    assert text in words(answer)
    assert ExceptionDay.objects.get() == past


@pytest.mark.parametrize("dates", [[], ["2026-12-24"], ["soon"]])
def test_only_a_suggested_holiday_can_be_ticked(sunday, slot, office, dates):
    WeeklyHour.objects.create(
        weekday=5, start="09:00", end="12:00", valid_from="2026-11-22"
    )

    answer = office.post("/beheer/dagen/feestdagen", {"dates": dates, "seen": "0"})

    assert "There is a problem Tick a holiday of the list." in words(answer)
    assert rows(ExceptionDay) == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (
            CLOSE,
            "There are no consultation hours on Tuesday 1 December. Do you have an "
            "appointment? Enter your code: you choose a new time first.",
        ),
        (
            CLOSE | {"kind": "changed", "start": "14:00", "end": "16:00"},
            "On Tuesday 1 December the consultation hours are from 14:00 to 16:00. Do "
            "you have an appointment at another time? Enter your code: you choose a new "
            "time first.",
        ),
        (
            CLOSE | {"kind": "changed", "slot_minutes": "60"},
            "On Tuesday 1 December there are fewer consultation times. Do you have an "
            "appointment? Enter your code: it says whether your time stands.",
        ),
    ],
)
def test_the_note_for_the_door_says_when_and_not_what(sunday, slot, office, form, text):
    send(office, "/beheer/dagen/nieuw", form)

    note = office.get(f"/beheer/dagen/{ExceptionDay.objects.get().pk}/briefje")

    assert words(note).startswith(f"{text} Or call 050 000 00 00.")


def test_a_change_that_is_gone_is_a_page_that_does_not_exist(sunday, slot, office):
    for address in ("/beheer/dagen/9/weg", "/beheer/dagen/9/briefje"):
        assert office.get(address).status_code == 404


def test_the_list_asks_the_database_the_same_for_one_and_for_three_days(
    sunday, slot, office, django_assert_num_queries
):
    ExceptionDay.objects.create(date="2026-12-01", kind="closed")
    with django_assert_num_queries(6):
        office.get("/beheer/dagen")
    for date in ("2026-12-08", "2026-12-15"):
        ExceptionDay.objects.create(date=date, kind="closed")
    with django_assert_num_queries(6):
        office.get("/beheer/dagen")


def test_the_sure_page_brings_along_what_was_posted_and_nothing_else(
    sunday, slot, office
):
    asked = office.post("/beheer/dagen/nieuw", CLOSE | {"note": "a word"})

    names = [name for name, _ in inputs(asked)]
    assert names == ["csrfmiddlewaretoken", "csrfmiddlewaretoken", *CLOSE, "seen"]
