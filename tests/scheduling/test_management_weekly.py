"""Weekly hours: several rules, a question before each change, faults beside the field."""

import re

import pytest

from scheduling.models import Claim, Session, WeeklyHour
from staff.models import AuditEntry, Member
from tests.conftest import sign_in
from tests.scheduling.pages import inputs, words
from tests.scheduling.town import at, book, rows, slot_at

NEW = {
    "weekday": "4",
    "start": "09:00",
    "end": "12:00",
    "slot_minutes": "30",
    "desks": "2",
    "desk_share": "1",
    "walk_in_share": "1",
    "valid_from": "2026-11-22",
    "valid_until": "2026-12-31",
}
TUESDAY = NEW | {"weekday": "2", "start": "13:00", "end": "16:00", "desks": "1"}
TUESDAY |= {"valid_until": ""}


@pytest.fixture
def tuesday(sunday, slot):
    """The hour of the town, Tuesdays from 13:00 to 16:00."""
    return WeeklyHour.objects.get()


def send(office, address, form):
    """Post a form and say yes to the question that comes back."""
    asked = office.post(address, form)
    seen = dict(inputs(asked)).get("seen")
    return asked, office.post(address, form | {"seen": seen})


def wrong(answer):
    """Return the words beside each field of a refused form."""
    body = answer.content.decode()
    return dict(re.findall(r'id="id_(\w+)_error">(.*?)</span>', body))


def test_the_list_shows_each_rule_with_its_days(tuesday, office):
    shown = words(office.get("/beheer/uren"))

    assert "Tuesday 13:00–16:00 30 1 1, 1 from Sunday 22 November 2026" in shown
    assert "up to 6 weeks ahead, until 60 minutes before they begin." in shown


def test_an_hour_is_added_after_one_question_and_its_times_are_there_at_once(
    tuesday, office
):
    asked, done = send(office, "/beheer/uren/nieuw", NEW)

    assert words(asked) == (
        "Save these hours? No appointment is touched. Save these hours No, back"
    )
    assert done["Location"] == "/beheer/uren"
    thursday = Session.objects.get(date="2026-11-26")
    assert (str(thursday), thursday.slot_set.count()) == ("2026-11-26 09:00-12:00", 12)
    line = AuditEntry.objects.exclude(action="signed_in").get()
    assert (line.action, line.about) == ("hour_made", "thursday-0900")


def test_a_change_says_how_many_appointments_fall_outside(tuesday, office):
    for time in ("13:30", "14:00", "15:00"):
        book(slot_at(f"2026-11-24 {time}"))
    later = TUESDAY | {"start": "14:30", "end": "16:30"}

    asked, done = send(office, f"/beheer/uren/{tuesday.pk}", later)

    assert words(asked) == (
        "Save these hours? 2 appointments fall outside the new hours. "
        "We cannot call anyone. Whoever enters the code chooses a new time first. "
        "Save these hours No, back"
    )
    assert done.status_code == 302
    assert Claim.objects.filter(slot__is_open=False).count() == 2
    assert Claim.objects.count() == 3


def test_the_question_comes_again_when_somebody_booked_meanwhile(tuesday, office):
    later = TUESDAY | {"start": "14:30", "end": "16:30"}
    office.post(f"/beheer/uren/{tuesday.pk}", later)
    book(slot_at("2026-11-24 13:30"))

    again = office.post(f"/beheer/uren/{tuesday.pk}", later | {"seen": "0"})

    assert "1 appointment falls outside the new hours." in words(again)
    assert WeeklyHour.objects.get().start == tuesday.start


def test_removing_an_hour_asks_with_the_number_first(tuesday, office):
    book(slot_at("2026-11-24 13:30"))
    address = f"/beheer/uren/{tuesday.pk}/weg"

    asked = office.get(address)
    office.post(address, {"seen": "0"})
    before = WeeklyHour.objects.count()
    office.post(address, {"seen": "1"})

    assert "Remove this hour? 1 appointment falls outside the new hours." in words(
        asked
    )
    assert (before, WeeklyHour.objects.count()) == (1, 0)
    line = AuditEntry.objects.exclude(action="signed_in").get()
    assert (line.action, line.about) == ("hour_removed", "tuesday-1300")


@pytest.mark.parametrize(
    ("change", "field", "text"),
    [
        ({"end": "08:00"}, "end", "The end must be later than the start."),
        ({"end": "09:00"}, "end", "The end must be later than the start."),
        ({"start": "06:30"}, "start", "An hour lies between 07:00 and 22:00."),
        (
            {"weekday": "2", "start": "14:00", "end": "17:00"},
            "start",
            "This overlaps with another hour at the same desk.",
        ),
        (
            {"desk_share": "5"},
            "walk_in_share",
            "This leaves no time to book online. Keep fewer times apart.",
        ),
        (
            {"slot_minutes": "5"},
            "slot_minutes",
            "A talk takes 15 to 120 minutes, and one must fit in the hour.",
        ),
        (
            {"desks": "7"},
            "desks",
            "Choose 1 to 6 desks. Each desk needs one person of each role.",
        ),
        (
            {"valid_until": "2026-11-01"},
            "valid_until",
            "The last day cannot be before the first day.",
        ),
        ({"weekday": "9"}, "weekday", "Choose a day of the week."),
        ({"start": "nine"}, "start", "Fill in a time, like 13:00."),
        ({"valid_from": "soon"}, "valid_from", "Choose a date."),
        ({"desks": "-1"}, "desks", "Fill in a whole number."),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_changes(
    tuesday, office, change, field, text
):
    before = (rows(WeeklyHour), rows(Session))

    answer = office.post("/beheer/uren/nieuw", NEW | change | {"seen": "0"})

    assert wrong(answer) == {field: text}
    assert f'<a href="#id_{field}">{text}</a>' in answer.content.decode()
    assert (rows(WeeklyHour), rows(Session)) == before
    kept = dict(inputs(answer))
    assert {name: kept.get(name, value) for name, value in change.items()} == change


def test_the_same_hour_twice_is_refused_beside_the_first_field(tuesday, office):
    answer = office.post("/beheer/uren/nieuw", TUESDAY | {"seen": "0"})

    assert wrong(answer) == {"start": "There is one already. Undo that one first."}
    assert WeeklyHour.objects.count() == 1


def test_an_hour_that_is_being_held_cannot_lose_its_times(sunday, tuesday, office):
    sunday.move_to(at("2026-11-24 13:40"))
    sign_in(office, Member.objects.get())
    later = TUESDAY | {"start": "15:00", "end": "17:00"}
    before = rows(Session)

    changed = office.post(f"/beheer/uren/{tuesday.pk}", later)
    removed = office.get(f"/beheer/uren/{tuesday.pk}/weg")

    text = "This hour is being held now. Close it at the desk when it is over."
    assert text in words(changed)
    assert text in words(removed)
    assert rows(Session) == before


def test_an_hour_that_is_gone_is_a_page_that_does_not_exist(tuesday, office):
    for address in ("/beheer/uren/999", "/beheer/uren/999/weg"):
        assert office.get(address).status_code == 404


def test_the_list_asks_the_database_the_same_for_one_and_for_three_rules(
    tuesday, office, django_assert_num_queries
):
    with django_assert_num_queries(4):
        office.get("/beheer/uren")
    for day in (1, 3):
        WeeklyHour.objects.create(
            weekday=day, start="09:00", end="12:00", valid_from="2026-11-22"
        )
    with django_assert_num_queries(4):
        office.get("/beheer/uren")
