"""A code that a caller reads out: its time and row, moving, cancelling, offers."""

import pytest
from django.test import Client

from scheduling.models import Claim, Miss, OfferRound, Slot, Waiting
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import START, book, join, value, words
from tests.scheduling.town import HOUR, MOMENTS, NOW, at, close_day, slot_at

pytestmark = pytest.mark.usefixtures("sunday", "slot")

NEVER_MADE = "4467973590130146"


@pytest.fixture
def desk(slot):
    return sign_in(Client(headers={"Accept-Language": "en"}), member(Role.GGD))


def enter(desk, code):
    return desk.post("/balie/code", {"c": code})


def test_a_code_shows_its_time_and_its_row(desk, client, slot):
    code = book(client, slot)
    sign = Claim.objects.get().sign

    answer = enter(desk, f"{code[:4]} {code[4:]}")

    assert words(answer).startswith(
        f"Appointment Time Tuesday 24 November, 13:30 Waiting number {sign} "
        "Choose another time Cancel the appointment Appointments of Tuesday 24 November"
    )
    assert f"13:30 this code {sign} not needed" in words(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your code. It has 16 digits."),
        ("1234", "The code has 16 digits. You have 4."),
        (NEVER_MADE, "No appointment with this code."),
    ],
)
def test_a_wrong_code_is_said_beside_the_field_and_counts_as_no_guess(
    desk, typed, said
):
    empty = desk.get("/balie/code")
    answer = enter(desk, typed)

    assert words(empty).startswith("Code of a caller or visitor 16 digits.")
    assert words(answer).startswith(f"There is a problem {said} Code of a caller")
    assert value(answer, "c") == typed
    assert Miss.objects.recent(NOW) == 0


def test_a_caller_is_moved_and_keeps_the_code(desk, client, slot):
    code = book(client, slot)
    asked = desk.post("/balie/code/anders", {"c": code})

    form = {"c": code, "go": "1", "time": slot_at("2026-12-01 13:00").pk}
    answer = desk.post("/balie/code/anders", form)

    assert words(asked).startswith(
        "Choose another time The caller keeps the same code."
    )
    assert words(answer).startswith(
        "The appointment is moved. Appointment Time Tuesday 1 December, 13:00"
    )
    assert words(client.post(f"{START}code", {"c": code})).startswith(
        "Your appointment Day Tuesday 1 December"
    )


def test_a_caller_keeps_the_old_time_when_the_new_one_has_gone(desk, client, slot):
    code = book(client, slot)
    wanted = slot_at("2026-11-24 14:00")
    book(client, wanted)

    form = {"c": code, "go": "1", "time": wanted.pk}
    answer = desk.post("/balie/code/anders", form)

    assert answer.status_code == 409
    assert words(answer).startswith("That time has just gone. The old one stands.")


def test_without_a_new_time_nothing_moves(desk, client, slot):
    code = book(client, slot)

    answer = desk.post("/balie/code/anders", {"c": code, "go": "1"})

    assert words(answer).startswith("There is a problem Choose a time first.")
    assert Claim.objects.get().slot == slot


def test_a_caller_cancels_after_one_question(desk, client, slot):
    code = book(client, slot)

    asked = desk.post("/balie/code/af", {"c": code})

    assert words(asked).startswith("Cancel this appointment? Tuesday 24 November")
    assert Claim.objects.exists()

    answer = desk.post("/balie/code/af", {"c": code, "go": "1"})

    assert words(answer).startswith("The appointment is cancelled.")
    assert not Claim.objects.exists()


def test_an_appointment_that_has_begun_is_neither_moved_nor_cancelled(
    desk, client, slot, sunday
):
    code = book(client, slot)
    sunday.move_to(at("2026-11-24 13:35"))
    desk = sign_in(Client(headers={"Accept-Language": "en"}), member(Role.OOV))

    answers = [
        enter(desk, code),
        desk.post("/balie/code/anders", {"c": code, "go": "1", "time": slot.pk}),
        desk.post("/balie/code/af", {"c": code, "go": "1"}),
    ]

    assert {"Cancel the appointment" in words(answer) for answer in answers} == {False}
    assert Claim.objects.get().slot == slot


def test_who_did_not_come_is_found_by_the_code(desk, client, slot):
    code = book(client, slot)
    Claim.objects.update(slot=None)

    answer = enter(desk, code)

    assert words(answer).startswith("Appointment Did not come (")


def test_a_cancelled_hour_is_said(desk, client, slot):
    code = book(client, slot)
    close_day("2026-11-24")

    assert "This hour is cancelled. A new time comes first." in words(enter(desk, code))


def test_a_waiting_code_shows_its_place_and_leaves(desk, client):
    code = join(client)

    answer = enter(desk, code)

    assert words(answer) == (
        "On the waiting list 0 people are before. Look again today at 17:00. "
        "Leave the list Another code"
    )

    answer = desk.post("/balie/code/wacht", {"c": code, "act": "leave"})

    assert words(answer).startswith("Taken off the waiting list.")
    assert not Waiting.objects.exists()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("take", "Appointment Time Tuesday 24 November, 13:30"),
        ("skip", "On the waiting list 0 people are before."),
        ("", "On the waiting list There is a place: Tuesday 24 November, 13:30."),
    ],
)
def test_a_caller_answers_an_offer(desk, client, slot, sunday, act, said):
    code = offered(client, slot, sunday)

    answer = desk.post("/balie/code/wacht", {"c": code, "act": act})

    assert words(answer).startswith(said)


def test_an_offer_that_is_over_is_said(desk, client, slot, sunday):
    code = offered(client, slot, sunday)
    Claim.objects.update(offer_until=1)

    answer = desk.post("/balie/code/wacht", {"c": code, "act": "take"})

    assert words(answer).startswith("That offer is over. On the waiting list")


def offered(client, slot, sunday):
    Slot.objects.exclude(pk=slot.pk).update(is_open=False)
    code = join(client)
    moment = at("2026-11-22 17:00")
    OfferRound.objects.hold(now=moment, hour=HOUR, moments=MOMENTS, random=bytes(16))
    return code


def test_a_waiting_code_cannot_be_moved_or_cancelled_as_an_appointment(desk, client):
    code = join(client)

    answers = [
        desk.post(f"/balie/code/{step}", {"c": code, "go": "1", "time": 1})
        for step in ("anders", "af")
    ]

    assert {words(answer).partition(" 0")[0] for answer in answers} == {
        "On the waiting list"
    }


@pytest.mark.parametrize("step", ["anders", "af", "wacht"])
def test_later_steps_are_not_opened_by_a_link(desk, step):
    assert desk.get(f"/balie/code/{step}").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_a_code_costs_as_many_queries_however_many_come_that_day(
    desk, client, count, django_assert_num_queries
):
    for start in ("13:30", "14:00", "14:30")[:count]:
        code = book(client, slot_at(f"2026-11-24 {start}"))

    with django_assert_num_queries(6):  # of these 3 are the sign-in
        enter(desk, code)
