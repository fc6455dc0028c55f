"""Booking by telephone: a time, a language, and a code that is read out."""

from datetime import timedelta

import pytest
from django.test import Client

from scheduling.models import Agenda, Claim, Slot
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import START, book, chosen, inputs, words
from tests.scheduling.town import slot_at

pytestmark = pytest.mark.usefixtures("sunday", "slot")


@pytest.fixture
def desk(slot):
    return sign_in(Client(headers={"Accept-Language": "en"}), member(Role.GGD))


def form_of(answer):
    """Return what the page sends unless something else is chosen."""
    sealed = {name: seal for name, seal in inputs(answer) if name.startswith("ticket-")}
    return {"language": "en", "go": "1", **sealed}


def call(desk, slot, **choice):
    page = desk.get("/balie/boek")
    return desk.post("/balie/boek", form_of(page) | {"time": slot.pk, **choice})


def read_out(answer):
    """Return the code on the page, as digits."""
    said = words(answer).partition("Read the code out: ")[2]
    return said.partition(" Waiting")[0].replace(" – ", "")


def test_the_code_is_read_out_in_four_groups_and_no_name_is_asked(desk, client, slot):
    answer = call(desk, slot, language="more", other="ro")

    claim = Claim.objects.get()
    code = read_out(answer)
    assert words(answer) == (
        "Booked Tuesday 24 November, 13:30 Read the code out: "
        + " – ".join(code[at : at + 4] for at in range(0, 16, 4))
        + f" Waiting number: {claim.sign} "
        "Do not ask for a name. Do not write the code down: the caller does. "
        "You cannot see this code again. Back to the day"
    )
    assert (claim.slot, claim.language) == (slot, "ro")
    assert "13:30 to 14:00" in words(client.post(f"{START}code", {"c": code}))


def test_the_desk_books_times_that_the_web_does_not_have(desk):
    Agenda.objects.pause(True, random=bytes(16))

    call(desk, slot_at("2026-12-01 13:00"))

    assert Claim.objects.get().slot == slot_at("2026-12-01 13:00")


def test_a_row_of_the_day_chooses_the_time_beforehand(desk, slot):
    answer = desk.post("/balie/boek", {"time": slot.pk})

    assert str(slot.pk) in chosen(answer)
    assert not Claim.objects.exists()


def test_a_seat_for_walk_ins_is_booked_only_after_a_warning(desk):
    seat = slot_at("2026-11-24 15:30")
    page = desk.get("/balie/boek")

    answer = desk.post("/balie/boek", form_of(page) | {"time": seat.pk})

    assert "This time is kept for people who come without an appointment." in (
        words(answer)
    )
    assert not Claim.objects.exists()

    desk.post("/balie/boek", form_of(answer) | {"time": seat.pk, "sure": "1"})

    assert Claim.objects.get().slot == seat


def test_a_form_pressed_twice_books_once_and_shows_the_same_code(desk, slot):
    page = desk.get("/balie/boek")
    form = form_of(page) | {"time": slot.pk}

    answers = [desk.post("/balie/boek", form) for _ in range(2)]

    assert len({read_out(answer) for answer in answers}) == 1
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"time": ""}, "Choose a time first."),
        ({"time": "x"}, "Choose a time first."),
        ({"language": "more"}, "Choose a language from the list."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(desk, slot, choice, said):
    answer = call(desk, slot, **choice)

    assert words(answer).startswith(f"There is a problem {said} Book for a caller")
    assert words(answer).count(said) == 2
    assert not Claim.objects.exists()


def test_a_time_that_has_just_gone_keeps_the_language(desk, client, slot):
    page = desk.get("/balie/boek")
    book(client, slot)

    answer = desk.post(
        "/balie/boek",
        form_of(page) | {"time": slot.pk, "language": "more", "other": "ro"},
    )

    assert answer.status_code == 409
    assert words(answer).startswith("That time has just gone. Choose another one.")
    assert chosen(answer) == ["more", "ro"]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (False, "This page was open for too long. Nothing is booked yet."),
        (True, "This page was open for too long. The appointment stands."),
    ],
)
def test_a_page_that_lay_open_for_long_says_what_stands(
    desk, slot, sunday, first, said
):
    form = form_of(desk.get("/balie/boek")) | {"time": slot.pk}
    if first:
        desk.post("/balie/boek", form)
    for _ in range(4):
        sunday.shift(timedelta(minutes=10))
        desk.get("/balie/")

    answer = desk.post("/balie/boek", form)

    assert words(answer).startswith(said)
    assert Claim.objects.count() == int(first)


def test_a_changed_form_books_nothing(desk, slot):
    answer = call(desk, slot, **{f"ticket-{slot.pk}": "x"})

    assert answer.status_code == 409
    assert not Claim.objects.exists()


def test_when_nothing_is_free_the_desk_is_told(desk):
    Slot.objects.update(is_open=False)

    assert "No time is free." in words(desk.get("/balie/boek"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_many_queries_however_long_it_is(
    desk, count, django_assert_num_queries
):
    kept = Slot.objects.order_by("date", "start")[:count]
    Slot.objects.exclude(pk__in=[slot.pk for slot in kept]).update(is_open=False)

    with django_assert_num_queries(4):  # of these 3 are the sign-in
        answer = desk.get("/balie/boek")

    assert [name for name, _ in inputs(answer)].count("time") == count
