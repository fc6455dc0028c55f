"""The waiting list as somebody with a phone meets it."""

from datetime import timedelta

import pytest

from scheduling.models import Slot, Waiting
from tests.scheduling.pages import (
    START,
    chosen,
    confirm_joining,
    join,
    joining,
    title,
    value,
    words,
)

pytestmark = pytest.mark.usefixtures("sunday", "slot")


def test_the_page_says_how_the_list_works(client):
    answer = client.get(f"{START}wachten")

    assert words(answer).startswith(
        "Waiting list You get a code. At 09:00 and 17:00 we pass on free times. "
        "Look once a day with your code and you miss nothing. "
        "We cannot call or mail you: we do not know who you are. "
        "Who does not answer goes to the back."
    )
    assert title(answer) == "Appointment"
    assert "Set-Cookie" not in answer.headers


def test_joining_shows_the_code_the_place_and_when_to_look(client):
    join(client)
    answer = confirm_joining(client, joining(client.get(f"{START}wachten")))

    code = value(answer, "c")
    groups = [code[at : at + 4] for at in range(0, 16, 4)]
    spoken = ", ".join(" ".join(group) for group in groups)
    assert words(answer).startswith(
        f"You are on the waiting list Your code {' '.join(groups)} {spoken} "
        "Keep this code. We cannot look it up: we do not know who you are. "
        "1 person is before you. Look again today at 17:00."
    )


def test_the_same_form_again_shows_the_same_code_and_joins_once(client):
    form = joining(client.get(f"{START}wachten"))

    answers = [confirm_joining(client, form) for _ in range(3)]

    assert len({value(answer, "c") for answer in answers}) == 1
    assert Waiting.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "x", "A" * 59])
def test_a_changed_form_is_refused(client, ticket):
    answer = confirm_joining(client, {"ticket": ticket, "language": "en"})

    assert answer.status_code == 400
    assert not Waiting.objects.exists()


def test_a_ticket_of_a_booking_does_not_join(client, slot):
    checked = client.post(f"{START}tijd/kijk", {"time": slot.pk})

    answer = confirm_joining(client, joining(checked))

    assert answer.status_code == 400


def test_a_language_that_is_not_in_the_list_is_asked_again(client):
    form = joining(client.get(f"{START}wachten")) | {"language": "more"}

    answer = confirm_joining(client, form)

    assert words(answer).startswith(
        "There is a problem Choose a language from the list. Waiting list"
    )
    assert chosen(answer) == ["more", ""][:1]
    assert not Waiting.objects.exists()


def test_a_form_that_lay_open_for_long_asks_for_one_more_press(client, sunday):
    form = joining(client.get(f"{START}wachten"))
    sunday.shift(timedelta(minutes=31))

    answer = confirm_joining(client, form)

    assert "You are not on the list yet. Press the button once more." in words(answer)

    confirm_joining(client, joining(answer))

    assert Waiting.objects.count() == 1


def test_a_code_page_of_the_list_is_shown_again_for_half_an_hour(client, sunday):
    form = joining(client.get(f"{START}wachten"))
    confirm_joining(client, form)
    sunday.shift(timedelta(minutes=31))

    answer = confirm_joining(client, form)

    assert words(answer).startswith("This page has expired. Enter your code.")


@pytest.mark.parametrize("page", ["get", "post"])
def test_a_full_list_says_whom_to_call(client, page):
    form = joining(client.get(f"{START}wachten"))
    fill_the_list()

    answer = (
        client.get(f"{START}wachten")
        if page == "get"
        else confirm_joining(client, form)
    )

    assert answer.status_code == 409
    assert words(answer).startswith(
        "The waiting list is full. Call 050 000 00 00 or come without an appointment."
    )


def test_a_full_calendar_with_a_full_list_has_no_button(client):
    Slot.objects.exclude(channel="walk_in").update(is_open=False)
    fill_the_list()

    answer = client.get(f"{START}tijd")

    assert "The waiting list is full. Or come without an" in words(answer)
    assert "Put me on the waiting list" not in words(answer)


def fill_the_list():
    for number in range(24):
        Waiting.objects.create(digest=number.to_bytes(32, "big"), made_hour=1)
