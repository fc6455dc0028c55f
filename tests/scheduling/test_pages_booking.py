import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from scheduling.models import Claim
from tests.scheduling.pages import (
    START,
    book,
    check,
    chosen,
    confirm,
    form_of,
    inputs,
    title,
    value,
    words,
)
from tests.scheduling.town import close_day, slot_at

pytestmark = pytest.mark.usefixtures("sunday")


def languages():
    return list(Claim.objects.values_list("language", flat=True))


def test_the_check_page_says_what_will_be_booked(client, slot):
    answer = check(client, slot)

    assert words(answer).startswith(
        "Check that this is right Day Tuesday 24 November Time 13:30 to 14:00 "
        "Place Voorbeeldstraat 1, 9700 AA Groningen Choose another time"
    )
    assert chosen(answer) == ["en"]


def test_the_code_page_shows_the_code_to_the_eye_and_digit_by_digit_to_the_ear(
    client, slot
):
    answer = confirm(client, form_of(check(client, slot)))

    code = value(answer, "c")
    groups = re.findall("....", code)
    seen, spoken = " ".join(groups), ", ".join(" ".join(group) for group in groups)
    sign = Claim.objects.get().sign
    assert words(answer).startswith(
        "Your appointment is booked Day Tuesday 24 November Time 13:30 to 14:00 "
        "Place Voorbeeldstraat 1, 9700 AA Groningen Entrance at the side. Go to room 3. "
        f"Your code {seen} {spoken} Your waiting number {sign} "
        "Keep this code. We cannot look it up: we do not know who you are."
    )
    assert title(answer) == "Appointment"


def test_a_reload_shows_the_same_code_and_books_once(client, slot):
    form = form_of(check(client, slot))

    answers = [confirm(client, form) for _ in range(3)]

    assert len({value(answer, "c") for answer in answers}) == 1
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"language": "en"}, ""),
        ({"language": "nl"}, ""),
        ({"language": "none"}, ""),
        ({"language": "more", "other": "ro"}, "ro"),
        ({"language": "more", "other": "other"}, "other"),
        # A language from the list counts although the first button is still set ...
        ({"language": "en", "other": "ro"}, "ro"),
        # ... unless another button was pressed.
        ({"language": "nl", "other": "ro"}, ""),
        ({"language": "none", "other": "ro"}, ""),
    ],
)
def test_only_a_language_that_needs_an_interpreter_is_kept(client, slot, choice, kept):
    book(client, slot, **choice)

    assert languages() == [kept]


@pytest.mark.parametrize(
    "choice",
    [{"language": "more"}, {"language": "xx"}, {"language": "more", "other": "xx"}],
)
def test_a_language_that_is_not_in_the_list_is_asked_again(client, slot, choice):
    form = form_of(check(client, slot)) | choice

    answer = confirm(client, form)

    assert words(answer).startswith(
        "There is a problem Choose a language from the list. Check that this is right "
        "Day Tuesday 24 November Time 13:30 to 14:00"
    )
    assert title(answer) == "Error: Appointment"
    assert languages() == []


def test_after_a_wrong_language_the_same_form_books(client, slot):
    wrong = form_of(check(client, slot)) | {"language": "more"}
    answer = confirm(client, wrong)

    confirm(client, form_of(answer) | {"other": "pl"})

    assert languages() == ["pl"]


def test_a_time_that_is_just_taken_gives_the_next_one_and_keeps_the_language(
    client, slot
):
    form = form_of(check(client, slot)) | {"language": "more", "other": "bg"}
    book(client, slot)

    answer = confirm(client, form)

    following = slot_at("2026-11-24 14:00")
    assert answer.status_code == 409
    assert title(answer) == "Error: Appointment"
    assert words(answer) == (
        "That time has just gone. The next free time is Tuesday 24 November, 14:00. "
        "Take this time All times "
        "Did you just book it yourself? Then your appointment stands. Use your code."
    )
    assert inputs(answer) == [
        ("language", "more"),
        ("other", "bg"),
        ("time", str(following.pk)),
    ]

    again = check(client, following, language="more", other="bg")

    assert chosen(again) == ["more", "bg"]


def test_a_taken_time_on_the_check_page_gives_the_next_one(client, slot):
    book(client, slot)

    answer = check(client, slot)

    assert answer.status_code == 409
    assert value(answer, "time") == str(slot_at("2026-11-24 14:00").pk)


def test_a_day_that_was_closed_meanwhile_gives_the_next_one(client, slot):
    form = form_of(check(client, slot))
    close_day("2026-11-24")

    answer = confirm(client, form)

    assert answer.status_code == 409
    assert value(answer, "time") == str(slot_at("2026-12-01 13:30").pk)


def test_a_time_that_never_was_gives_the_first_free_one(client, slot):
    answer = client.post(f"{START}tijd/kijk", {"time": 4_000_000})

    assert answer.status_code == 409
    assert value(answer, "time") == str(slot.pk)


@pytest.mark.parametrize("ticket", ["", "x", "\0", "A" * 59])
def test_a_changed_form_is_refused(client, slot, ticket):
    form = form_of(check(client, slot)) | {"ticket": ticket}

    answer = confirm(client, form)

    assert answer.status_code == 400
    assert words(answer) == (
        "This request is not right Nothing is booked. Choose a time again. "
        "Choose a day and time"
    )
    assert languages() == []


def test_a_form_without_its_time_is_refused(client, slot):
    assert confirm(client, {"language": "en"}).status_code == 400


def test_a_form_that_lay_open_for_long_asks_for_one_more_press(client, slot, sunday):
    form = form_of(check(client, slot)) | {"language": "more", "other": "hu"}
    sunday.shift(timedelta(minutes=31))

    answer = confirm(client, form)

    assert "Nothing is booked yet. Press the button once more." in words(answer)
    assert chosen(answer) == ["more", "hu"]

    confirm(client, form_of(answer) | {"other": "hu"})

    assert languages() == ["hu"]


def test_a_code_page_is_shown_again_for_half_an_hour(client, slot, sunday):
    form = form_of(check(client, slot))
    confirm(client, form)
    sunday.shift(timedelta(minutes=31))

    answer = confirm(client, form)

    assert words(answer).startswith("This page has expired. Enter your code. Your code")


def test_a_database_that_does_not_come_free_says_to_load_the_page_again(client, slot):
    form = form_of(check(client, slot))

    def locked(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(locked):
        answers = [client.get(f"{START}tijd"), confirm(client, form)]

    advice = (
        "Something went wrong "
        "Load this page again. If that does not help, call 050 000 00 00."
    )
    assert [(answer.status_code, words(answer)) for answer in answers] == [
        (503, advice),
        (503, f"{advice} You then get the same code."),
    ]
    assert value(confirm(client, form), "c")


def test_list_check_and_code_are_three_requests_with_few_queries(
    client, slot, django_assert_num_queries
):
    with django_assert_num_queries(2):
        form = form_of(check(client, slot))

    with django_assert_num_queries(10):
        confirm(client, form)
