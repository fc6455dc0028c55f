import re

import pytest
from django.test import Client

from scheduling.models import Claim, Slot
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import book, words
from tests.scheduling.town import at, slot_at


@pytest.fixture
def tuesday(sunday, slot, client):
    """Two bookings, one with an interpreter; then the morning of the day itself."""
    book(client, slot, language="more", other="ro")
    book(client, slot_at("2026-11-24 14:30"))
    sunday.move_to(at("2026-11-24 09:00"))


def at_the_desk():
    return sign_in(Client(headers={"Accept-Language": "en"}), member(Role.GGD))


@pytest.fixture
def desk(db):
    return at_the_desk()


def signs():
    return [claim.sign for claim in Claim.objects.order_by("slot__start")]


def test_the_day_shows_time_waiting_number_and_language(tuesday, desk):
    first, second = signs()

    assert words(desk.get("/balie/")) == (
        "Tuesday 24 November Start interview Appointments of today "
        "Time Waiting number Interpreter 13:00 free "
        f"13:30 {first} Română Interpreter arranged 13:30 14:00 free "
        f"14:30 {second} not needed 15:00 free 15:30 free"
    )


def test_an_arranged_interpreter_is_marked_and_the_mark_can_be_taken_back(
    tuesday, desk, slot
):
    answer = desk.post("/balie/tolk", {"slot": slot.pk, "ready": "1"}, follow=True)

    assert "Română ✓ interpreter arranged Undo 13:30" in words(answer)

    answer = desk.post("/balie/tolk", {"slot": slot.pk}, follow=True)

    assert "Română Interpreter arranged 13:30" in words(answer)


@pytest.mark.parametrize("typed", [{}, {"slot": "x"}, {"slot": "4000000"}])
def test_a_mark_for_no_slot_changes_nothing(tuesday, desk, typed):
    before = list(Slot.objects.order_by("pk").values())

    answer = desk.post("/balie/tolk", {**typed, "ready": "1"})

    assert (answer.status_code, answer["Location"]) == (302, "/balie/")
    assert list(Slot.objects.order_by("pk").values()) == before


def test_a_mark_is_not_made_by_following_a_link(tuesday, desk):
    assert desk.get("/balie/tolk").status_code == 405


def test_a_day_without_bookings_says_so(sunday, slot):
    sunday.move_to(at("2026-11-24 09:00"))
    desk = at_the_desk()

    assert "Nobody booked yet." in words(desk.get("/balie/"))


def test_a_day_without_an_hour_names_the_next_one(sunday, slot, desk):
    assert words(desk.get("/balie/")) == (
        "Sunday 22 November There is no consultation hour today. "
        "The next one is on Tuesday 24 November at 13:00. Start interview"
    )


def test_a_booking_of_a_cancelled_hour_stays_on_the_list(tuesday, desk, slot):
    Slot.objects.filter(pk=slot.pk).update(is_open=False)

    assert "cancelled, may choose a new time" in words(desk.get("/balie/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query_however_long_it_is(
    sunday, slot, count, client, django_assert_num_queries
):
    for start in ("13:30", "14:00", "14:30")[:count]:
        book(client, slot_at(f"2026-11-24 {start}"))
    Slot.objects.filter(claim__isnull=True).delete()
    sunday.move_to(at("2026-11-24 09:00"))

    desk = at_the_desk()
    with django_assert_num_queries(4):  # of these 3 are the sign-in
        answer = desk.get("/balie/")

    assert len(re.findall('scope="row"', answer.content.decode())) == count
