"""A place in the list, an offer, and the ways out of the list."""

from secrets import token_bytes

import pytest

from scheduling.models import Claim, OfferRound, Slot, Waiting
from tests.scheduling.pages import (
    START,
    answer_offer,
    book,
    inputs,
    join,
    move,
    show,
    title,
    words,
)
from tests.scheduling.town import HOUR, MOMENTS, at, slot_at

pytestmark = pytest.mark.usefixtures("sunday", "slot")

EVENING = at("2026-11-22 17:00")


def only(*starts):
    """Close all times but these."""
    kept = [slot_at(start).pk for start in starts]
    Slot.objects.exclude(pk__in=kept).update(is_open=False)


def hold_round(clock, moment=EVENING):
    clock.move_to(moment)
    OfferRound.objects.hold(
        now=moment, hour=HOUR, moments=MOMENTS, random=token_bytes(16)
    )


@pytest.fixture
def offered(client, slot, sunday):
    """A code to which 13:30 has been offered on Sunday evening."""
    only("2026-11-24 13:30")
    code = join(client, language="more", other="bg")
    hold_round(sunday)
    return code


@pytest.mark.parametrize("others", [0, 1, 3])
def test_a_code_shows_its_place(client, others):
    for _ in range(others):
        join(client)
    code = join(client)

    answer = show(client, code)

    before = ["Nobody is", "1 person is", "", "3 people are"][others]
    assert words(answer) == (
        f"You are on the waiting list {before} before you. Look again today at 17:00. "
        "Choose a free time Leave the list"
    )


def test_looking_at_a_place_costs_two_queries(client, django_assert_num_queries):
    codes = [join(client) for _ in range(3)]

    for code in (codes[0], codes[2]):
        with django_assert_num_queries(2):
            show(client, code)


def test_an_offer_says_until_when_it_is_kept(client, offered):
    answer = show(client, offered)

    assert words(answer) == (
        "There is a place Tuesday 24 November, 13:30 "
        "It is yours until tomorrow at 17:00. Take this time "
        "If you skip it, you go to the back of the list. Skip Leave the list"
    )


def test_a_taken_offer_is_an_appointment_under_the_same_code(client, offered, slot):
    answers = [answer_offer(client, "neem", offered) for _ in range(2)]

    claim = Claim.objects.get()
    assert words(answers[0]).startswith(
        "Your appointment is booked. You keep the same code. Your appointment "
        "Day Tuesday 24 November Time 13:30 to 14:00"
    )
    assert words(answers[0]) == words(answers[1])
    assert (claim.kind, claim.slot, claim.language) == ("booking", slot, "bg")
    assert words(show(client, offered)).startswith("Your appointment Day")


def test_a_skipped_offer_leaves_the_code_at_the_back(client, offered):
    join(client)

    answer = answer_offer(client, "over", offered)

    assert words(answer).startswith(
        "You are on the waiting list 1 person is before you."
    )


def test_an_offer_that_nobody_answered_is_over(client, offered, sunday):
    sunday.move_to(at("2026-11-23 17:00"))

    answers = [
        show(client, offered),
        answer_offer(client, "neem", offered),
        answer_offer(client, "over", offered),
    ]

    assert {words(answer).partition(" Look")[0] for answer in answers} == {
        "That place is gone. You are now at the back of the list. "
        "You are on the waiting list Nobody is before you."
    }
    assert Claim.objects.get().kind == "offer"


def test_leaving_is_asked_once_and_a_second_click_is_no_fault(client):
    code = join(client)

    asked = client.post(f"{START}code/weg", {"c": code})

    assert words(asked) == (
        "Do you want to leave the list? You need not say why. "
        "Yes, leave the list No, back"
    )

    left = [client.post(f"{START}code/weg", {"c": code, "go": "1"}) for _ in "ab"]

    assert {words(answer) for answer in left} == {
        "You have left the list The code no longer works. New appointment"
    }
    assert not Waiting.objects.exists()


def test_who_waits_may_take_a_public_time(client, slot):
    code = join(client, language="more", other="pl")

    answer = move(client, code, slot)

    claim = Claim.objects.get()
    assert words(answer).startswith("Your appointment is booked. You keep the same")
    assert (claim.slot, claim.language) == (slot, "pl")
    assert not Waiting.objects.exists()


def test_who_waits_and_loses_a_time_is_still_on_the_list(client, slot):
    code = join(client)
    book(client, slot)

    answer = move(client, code, slot)

    assert answer.status_code == 409
    assert words(answer).startswith(
        "That time has just gone. You are still on the waiting list. "
        "The next free time is Tuesday 24 November, 14:00. Choose a day and time "
        "Now: on the waiting list. You keep the same code."
    )
    assert Waiting.objects.exists()


def test_without_a_free_time_who_waits_stays_on_the_list(client):
    code = join(client)
    Slot.objects.update(is_open=False)

    answer = client.post(f"{START}code/anders", {"c": code})

    assert "No time is free now. You stay on the waiting list." in words(answer)


@pytest.mark.parametrize("step", ["code/af", "agenda", "code/wacht"])
def test_steps_of_an_appointment_show_the_place(client, step):
    code = join(client)

    answer = client.post(START + step, {"c": code})

    assert words(answer).startswith("You are on the waiting list")


@pytest.mark.parametrize("step", ["code/neem", "code/over", "code/weg", "code/wacht"])
def test_steps_of_the_list_show_the_appointment(client, slot, step):
    code = book(client, slot)

    answer = client.post(START + step, {"c": code})

    assert words(answer).startswith(("Your appointment", "We find no appointment"))
    assert Claim.objects.get().slot == slot


@pytest.mark.parametrize("step", ["code/neem", "code/over", "code/weg", "code/wacht"])
def test_a_later_step_without_a_code_asks_for_it(client, step):
    answer = client.post(START + step, {"c": "12"})

    assert title(answer) == "Error: Appointment"
    assert inputs(answer) == [("c", "12")]


def test_the_first_of_the_list_is_offered_before_the_second(client, slot, sunday):
    only("2026-11-24 13:30")
    first, second = join(client), join(client)
    hold_round(sunday)

    assert words(show(client, first)).startswith("There is a place")
    assert words(show(client, second)).startswith(
        "You are on the waiting list 1 person is before you. "
        "Look again tomorrow at 09:00."
    )
