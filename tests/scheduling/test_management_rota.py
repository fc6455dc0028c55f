"""The month and the rota: who is there, who is missing, and nothing of a visitor."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from scheduling.models import Duty, Session
from staff.models import AuditEntry, Member
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import words
from tests.scheduling.test_management_days import CLOSE, send
from tests.scheduling.town import at, book, forget, rows, slot_at


@pytest.fixture
def town(sunday, slot):
    """The town with a colleague of each side; returns the hour of 24 November."""
    member(Role.GGD, name="Robin")
    member(Role.OOV, name="Sam")
    return Session.objects.get(date="2026-11-24")


def put(office, session, name, **more):
    someone = Member.objects.get(username=name)
    side = "ggd" if name == "Robin" else "oov"
    form = {"session": session.pk, "side": side, "colleague": someone.pk, **more}
    return office.post("/beheer/rooster/erbij", form)


def listed(office, month="2026-11"):
    """Return the lines of the month's list."""
    body = office.get(f"/beheer/spreekuren/{month}").content.decode()
    part = body.partition('<ul class="hours">')[2].partition("</ul>")[0]
    lines = re.findall(r"<li.*?</li>", part, re.DOTALL)
    return [" ".join(re.sub(r"<.*?>", " ", line).split()) for line in lines]


def test_the_list_of_a_month_says_times_bookings_and_who_is_missing(town, office):
    for time in ("13:30", "14:00"):
        book(slot_at(f"2026-11-24 {time}"))

    assert listed(office) == [
        "Tuesday 24 November, 13:00 · 6 times · 2 booked · no GGD yet, no OOV yet"
    ]

    put(office, town, "Robin")

    assert listed(office) == [
        "Tuesday 24 November, 13:00 · 6 times · 2 booked · GGD, no OOV yet"
    ]

    put(office, town, "Sam")

    assert listed(office) == [
        "Tuesday 24 November, 13:00 · 6 times · 2 booked · GGD + OOV"
    ]


def test_who_is_missing_is_said_from_fourteen_days_ahead(town, office):
    lines = listed(office, "2026-12")

    assert [line.partition(" · 0 booked")[2] for line in lines] == [
        " · no GGD yet, no OOV yet",  # 1 December, 9 days ahead
        "",
        "",
        "",
        "",
    ]


def test_a_closed_day_says_so_and_how_many_have_not_moved_yet(town, office):
    book(slot_at("2026-12-01 13:30"))
    send(office, "/beheer/dagen/nieuw", CLOSE)

    assert listed(office, "2026-12")[0] == (
        "Tuesday 1 December, 13:00 · closed · 1 not yet moved"
    )


def test_the_start_page_shows_the_hours_of_two_weeks(town, office):
    shown = words(office.get("/beheer/"))

    assert shown.startswith(
        "Management The next two weeks "
        "Tuesday 24 November, 13:00 · 6 times · 0 booked · no GGD yet, no OOV yet "
        "Tuesday 1 December, 13:00 · 6 times · 0 booked · no GGD yet, no OOV yet Close"
    )


def test_an_hour_that_was_held_is_over(sunday, town, office):
    forget(at("2026-11-24 19:00"))

    assert listed(office) == ["Tuesday 24 November, 13:00 · over"]


def test_the_month_stands_in_a_grid_with_a_way_to_the_next(town, office):
    page = office.get("/beheer/spreekuren/2026-12").content.decode()

    assert re.findall(r'href="(/beheer/spreekuren/.*?)"', page) == [
        "/beheer/spreekuren/2026-11",
        "/beheer/spreekuren/2027-01",
    ]
    cells = re.findall(r'<span class="date">(\d+)</span>\s*<span class="held">', page)
    assert cells == ["1", "8", "15", "22", "29"]


def test_the_address_without_a_month_leads_to_this_one(town, office):
    assert office.get("/beheer/spreekuren")["Location"] == "/beheer/spreekuren/2026-11"


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "1999-01", "2026", "x"])
def test_what_is_no_month_gets_an_answer_in_words(town, office, month):
    answer = office.get(f"/beheer/spreekuren/{month}")

    assert answer.status_code == 404
    assert words(answer) == (
        "This page does not exist There is no such month. A month is written like 2026-12."
    )


def test_a_colleague_is_put_on_the_rota_and_taken_off(town, office):
    put(office, town, "Robin")
    put(office, town, "Robin")
    duty = Duty.objects.get()

    shown = words(office.get("/beheer/rooster"))
    office.post(f"/beheer/rooster/{duty.pk}/eraf")

    assert "GGD Robin Take off Robin GGD Tuesday 24 November" in shown
    assert rows(Duty) == []
    lines = AuditEntry.objects.filter(action="rota_changed").values_list(
        "about", flat=True
    )
    assert list(lines) == ["2026-11-24"] * 3


def test_a_substitute_stands_by_and_does_not_fill_the_gap(town, office):
    put(office, town, "Robin", substitute="on")

    shown = words(office.get("/beheer/rooster"))

    assert "GGD no GGD yet Robin substitute Take off Robin" in shown


def test_every_desk_needs_one_of_each_side(town, office):
    Session.objects.filter(pk=town.pk).update(desks=2)
    put(office, town, "Robin")
    put(office, town, "Sam")

    assert "no GGD yet, no OOV yet" in listed(office)[0]


@pytest.mark.parametrize("colleague", ["", "999", "Sam"])
def test_only_a_colleague_of_that_side_can_be_chosen(town, office, colleague):
    someone = Member.objects.filter(username=colleague).first()
    form = {
        "session": town.pk,
        "side": "ggd",
        "colleague": someone.pk if someone else colleague,
    }

    answer = office.post("/beheer/rooster/erbij", form)

    assert f'id="error-{town.pk}-ggd">Choose a colleague of this side.<' in (
        answer.content.decode()
    )
    assert rows(Duty) == []


def test_an_hour_that_is_over_takes_nobody_any_more(sunday, town, office):
    sunday.move_to(at("2026-11-25 09:00"))
    sign_in(office, Member.objects.get(username="coordinator"))

    answer = put(office, town, "Robin")

    assert "There is a problem This hour is over." in words(answer)
    assert rows(Duty) == []


@pytest.mark.parametrize("form", [{}, {"session": "9", "side": "ggd"}, {"side": "x"}])
def test_a_form_for_no_hour_changes_nothing(town, office, form):
    answer = office.post("/beheer/rooster/erbij", form)

    assert answer.status_code in (200, 404)
    assert rows(Duty) == []


def test_a_duty_that_is_gone_is_a_page_that_does_not_exist(town, office):
    assert office.post("/beheer/rooster/9/eraf").status_code == 404


def test_the_rota_warns_sixty_days_before_a_course_ends_and_blocks_nobody(town, office):
    Member.objects.filter(username="Robin").update(course_until=date(2027, 1, 20))
    Member.objects.filter(username="Sam").update(screened_until=date(2027, 1, 22))

    shown = words(office.get("/beheer/rooster"))
    put(office, town, "Robin")

    assert (
        "Ends within 60 days Robin · course valid until Wednesday 20 January 2027"
        in (shown)
    )
    assert "certificate" not in shown
    assert Duty.objects.count() == 1


def test_the_rota_asks_the_database_the_same_for_one_and_for_three_duties(
    town, office, django_assert_num_queries
):
    put(office, town, "Robin")
    with django_assert_num_queries(9):
        office.get("/beheer/rooster")
    put(office, town, "Sam")
    put(office, Session.objects.get(date="2026-12-01"), "Sam")
    with django_assert_num_queries(9):
        office.get("/beheer/rooster")


def test_no_page_weighs_more_than_sixty_kilobytes(town, office):
    put(office, town, "Robin")
    pages = ["", "spreekuren/2026-12", "uren", "uren/nieuw", "dagen", "rooster"]

    sizes = {page: len(office.get(f"/beheer/{page}").content) for page in pages}

    assert {page: size for page, size in sizes.items() if size > 60_000} == {}
    assert min(sizes.values()) > 2_000


def test_a_colleague_sees_the_own_duty_and_fetches_it_for_the_own_calendar(
    town, office
):
    put(office, town, "Robin")
    put(office, Session.objects.get(date="2026-12-01"), "Robin", substitute="on")
    robin = Client(headers={"Accept-Language": "nl"})
    sign_in(robin, Member.objects.get(username="Robin"))

    page = robin.get("/balie/dienst", headers={"Accept-Language": "en"})
    file = robin.get("/balie/dienst.ics", headers={"Accept-Language": "en"})

    assert words(page) == (
        "My duty Tuesday 24 November, 13:00–16:00 "
        "Tuesday 1 December, 13:00–16:00 substitute File for your calendar "
        "It only says “Duty” and the times. Fetch it again when the rota changes."
    )
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="duty.ics"'
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt.date()) for one in events] == [
        ("Duty", date(2026, 11, 24)),
        ("Duty", date(2026, 12, 1)),
    ]


def test_the_calendar_file_names_no_colleague_no_role_and_no_visitor(town, office):
    book(slot_at("2026-11-24 13:30"), language="ro")
    put(office, town, "Robin")
    put(office, town, "Sam")
    robin = sign_in(Client(), Member.objects.get(username="Robin"))

    body = robin.get("/balie/dienst.ics").content.decode().lower()

    there = [
        word for word in ("robin", "sam", "ggd", "oov", "romana", "/ro") if word in body
    ]
    assert there == []
    assert "dtstart" in body


def test_past_duty_and_closed_days_are_not_in_the_file(sunday, town, office):
    put(office, town, "Robin")
    sunday.shift(timedelta(days=3))
    robin = sign_in(Client(), Member.objects.get(username="Robin"))

    assert (
        Calendar.from_ical(robin.get("/balie/dienst.ics").content).walk("VEVENT") == []
    )
    page = robin.get("/balie/dienst", headers={"Accept-Language": "en"})
    assert words(page) == "My duty You are not on the rota."
