"""What the web says when nothing can be booked now, or a time was taken away."""

import pytest
from django.conf import settings
from django.test import Client

from scheduling.models import Agenda, Claim, Waiting
from scheduling.templatetags.appointments import moment, office_hours
from tests.scheduling.pages import (
    START,
    book,
    check,
    confirm,
    form_of,
    join,
    joining,
    move,
    show,
    title,
    value,
    words,
)
from tests.scheduling.town import at, close_day, slot_at

pytestmark = pytest.mark.usefixtures("sunday", "slot")

FULL = (
    "Many appointments were made this hour. Try again in an hour, call 050 000 00 00, "
    "or walk in. Your code works as always. "
    "Or come without an appointment. First come, first served. "
    "Tuesday 24 November at 15:30 Tuesday 1 December at 15:30 "
    "Tuesday 8 December at 15:30 I already have an appointment"
)
PAUSED = (
    "Online booking is closed for now. Call 050 000 00 00 "
    "(Monday to Friday 09:00-17:00) or come without an appointment. "
    "Your code still works. "
    "Or come without an appointment. First come, first served. "
    "Tuesday 24 November at 15:30 Tuesday 1 December at 15:30 "
    "Tuesday 8 December at 15:30 I already have an appointment"
)


def fill_the_hour(client):
    """Make as many entries as one clock hour takes."""
    for _ in range(settings.MUNICIPALITY.hour.online_cap):
        join(client)


def pause(on=True):
    Agenda.objects.pause(on, random=bytes(16))


def asked(client, slot, form, list_form):
    return [
        client.get(f"{START}tijd"),
        client.get(f"{START}wachten"),
        check(client, slot),
        confirm(client, form),
        client.post(f"{START}wachten", list_form),
    ]


def test_a_full_hour_says_the_three_ways_out_and_opens_by_itself(client, slot, sunday):
    form = form_of(check(client, slot))
    list_form = joining(client.get(f"{START}wachten"))
    fill_the_hour(client)

    answers = asked(client, slot, form, list_form)

    assert {(answer.status_code, words(answer)) for answer in answers} == {(503, FULL)}
    # Two were only looked at; three were pressed.
    assert [title(answer) for answer in answers] == [
        *["Appointment"] * 2,
        *["Error: Appointment"] * 3,
    ]

    sunday.move_to(at("2026-11-22 11:00"))

    assert client.get(f"{START}tijd").status_code == 200


def test_a_code_made_before_the_hour_was_full_is_shown_again(client, slot):
    form = form_of(check(client, slot))
    code = value(confirm(client, form), "c")
    fill_the_hour_but_one(client)

    assert value(confirm(client, form), "c") == code


def fill_the_hour_but_one(client):
    for _ in range(settings.MUNICIPALITY.hour.online_cap - 1):
        join(client)


def test_a_pause_says_whom_to_call_and_when(client, slot):
    form = form_of(check(client, slot))
    list_form = joining(client.get(f"{START}wachten"))
    pause()

    answers = asked(client, slot, form, list_form)

    assert {(answer.status_code, words(answer)) for answer in answers} == {
        (503, PAUSED)
    }
    assert not Claim.objects.exists()
    assert not Waiting.objects.exists()

    pause(on=False)

    assert client.get(f"{START}tijd").status_code == 200


def test_codes_move_and_show_during_a_pause(client, slot):
    code = book(client, slot)
    pause()

    assert words(show(client, code)).startswith("Your appointment Day")

    move(client, code, slot_at("2026-12-01 14:00"))

    assert Claim.objects.get().slot == slot_at("2026-12-01 14:00")


@pytest.mark.parametrize("state", ["free", "hour full", "paused", "all taken"])
def test_everybody_gets_the_same_bytes(client, slot, state):
    if state == "hour full":
        fill_the_hour(client)
    if state == "paused":
        pause()
    if state == "all taken":
        close_every_day()
    other = Client(
        headers={"User-Agent": "Old/1.0", "Accept-Language": "ro", "Cookie": "s=1"}
    )

    answers = [one.get(f"{START}tijd") for one in (client, other)]

    assert answers[0].content == answers[1].content
    assert [answer.headers.get("Vary") for answer in answers] == [None, None]


def close_every_day():
    for day in ("11-24", "12-01", "12-08", "12-15", "12-22", "12-29"):
        close_day(f"2026-{day}")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"monday": "09:00-17:00"}, "Monday 09:00-17:00"),
        (
            {
                "friday": "09:00-12:00",
                "monday": "09:00-17:00",
                "tuesday": "09:00-17:00",
            },
            "Monday to Tuesday 09:00-17:00, Friday 09:00-12:00",
        ),
    ],
)
def test_office_hours_in_words(days, said):
    assert office_hours(days) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-22 17:00", "today at 17:00"),
        ("2026-11-23 09:00", "tomorrow at 09:00"),
        ("2026-11-24 09:00", "Tuesday 24 November at 09:00"),
    ],
)
def test_a_moment_in_words(text, said):
    assert moment(at(text)) == said


def test_a_displaced_code_gets_a_place_at_the_front_of_the_list(client, slot):
    join(client)
    code = book(client, slot, language="more", other="ro")
    close_day("2026-11-24")

    answers = [client.post(f"{START}code/wacht", {"c": code}) for _ in range(2)]

    entry = Waiting.objects.order_by("priority", "id").first()
    assert {words(answer) for answer in answers} == {
        "You are on the waiting list Nobody is before you. "
        "Look again today at 17:00. Choose a free time Leave the list"
    }
    assert (entry.priority, entry.language) == (0, "ro")
    assert not Claim.objects.exists()


def test_a_displaced_code_may_cancel(client, slot):
    code = book(client, slot)
    close_day("2026-11-24")

    asked = client.post(f"{START}code/af", {"c": code})

    assert words(asked).startswith("Do you want to cancel?")


def test_a_displaced_hour_that_began_offers_nothing_more(client, slot, sunday):
    code = book(client, slot)
    close_day("2026-11-24")
    sunday.move_to(at("2026-11-24 13:40"))

    answer = show(client, code)

    assert words(answer) == (
        "Your appointment The hour of Tuesday 24 November is cancelled. "
        "This is our doing."
    )


def test_who_did_not_come_is_told_to_come_anyway(client, slot, sunday):
    code = book(client, slot)
    sunday.move_to(at("2026-11-24 13:45"))
    Claim.seats.not_come(
        Claim.objects.get().pk,
        hour=settings.MUNICIPALITY.hour,
        now=at("2026-11-24 13:45"),
        random=bytes(16),
    )

    answers = [
        show(client, code),
        *(
            client.post(START + step, {"c": code, "go": "1"})
            for step in ("code/anders", "code/af", "agenda", "code/wacht")
        ),
    ]

    assert {words(answer) for answer in answers} == {
        "Your appointment Late? Come anyway, until 16:00. "
        "Your place was released. You get the first place that is free. "
        "Voorbeeldstraat 1, 9700 AA Groningen"
    }
