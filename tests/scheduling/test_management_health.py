"""The page that says how the site is doing, from the live calendar."""

from datetime import date, timedelta

from django.utils import timezone

from scheduling.models import Agenda, Miss, Session, Tally, Waiting, WeeklyHour
from staff.models import Member
from staff.roles import Role
from tests.conftest import member
from tests.scheduling.pages import words
from tests.scheduling.town import NOW, book, slot_at


def test_the_page_reads_the_live_calendar(office, slot):
    Agenda.objects.note_tick(NOW)
    Agenda.objects.note_forget(NOW - timedelta(hours=5))
    book(slot_at("2026-11-24 13:30"))

    shown = words(office.get("/beheer/toestand"))

    assert "Timer Ran in the hour of 10:00." in shown
    assert "Last deletion Not in the last 5 hours." in shown
    assert "Hours Made until Sunday 3 January." in shown
    assert "Open: 1 of 6 made this hour." in shown


def test_the_page_says_what_the_checks_of_the_program_find(office, slot):
    shown = words(office.get("/beheer/toestand"))

    assert "municipality.toml: demo = true: is only for trying out." in shown


def test_what_the_checks_find_is_counted_with_the_rest(office, slot):
    Agenda.objects.note_tick(NOW)
    Agenda.objects.note_forget(NOW)

    page = office.get("/beheer/toestand")

    found = page.context["messages"]
    assert len(found) > 0
    assert page.context["troubles"] == len(found) + sum(
        not fact.is_fine for fact in page.context["facts"]
    )


def test_the_page_warns_of_courses_that_end(office, slot):
    member(Role.GGD, name="Robin")
    Member.objects.filter(username="Robin").update(course_until=date(2026, 12, 24))

    shown = words(office.get("/beheer/toestand"))

    assert (
        "Ends within 60 days Robin · course valid until Thursday 24 December 2026"
    ) in shown


def test_a_calendar_without_hours_that_should_have_them_is_named(office, slot):
    Session.objects.latest("date").delete()

    shown = words(office.get("/beheer/toestand"))

    assert "Hours Hours of the coming weeks are missing. Run manage.py hours." in shown


def test_the_page_knows_numbers_only(office, slot):
    code = book(slot_at("2026-11-24 13:30"))
    Miss.objects.add(timezone.now())

    page = office.get("/beheer/toestand").content.decode()

    assert [part for part in (code, code[:4] + " ", "digest") if part in page] == []
    assert "1 tried in two hours" in page


def test_no_model_is_written_by_looking(office, slot):
    tables = (Agenda, Session, Tally, Waiting, WeeklyHour, Miss)
    before = [list(table.objects.values()) for table in tables]

    office.get("/beheer/toestand")

    assert [list(table.objects.values()) for table in tables] == before
