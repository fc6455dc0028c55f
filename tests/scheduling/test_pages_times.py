import pytest
from django.test import Client

from scheduling.models import Slot
from tests.scheduling.pages import START, book, free_times, inputs, title, words
from tests.scheduling.town import close_day, slot_at

pytestmark = pytest.mark.usefixtures("sunday")


def leave_open(count):
    """Close all times but the first `count` that the public may book."""
    first = Slot.objects.filter(channel="online").order_by("date", "start")[:count]
    kept = [slot.pk for slot in first]
    Slot.objects.exclude(pk__in=kept).update(is_open=False)


def test_the_list_shows_the_free_times_of_each_day(client, slot):
    leave_open(5)

    assert free_times(client) == [
        "24 November 13:30",
        "24 November 14:00",
        "24 November 14:30",
        "24 November 15:00",
        "1 December 13:30",
    ]


def test_the_first_free_time_can_be_taken_with_one_press(client, slot):
    answer = client.get(f"{START}tijd")

    assert "First free time Tuesday 24 November, 13:30 Take this time" in words(answer)
    assert inputs(answer)[0] == ("time", str(slot.pk))


def test_a_booked_time_is_not_in_the_list(client, slot):
    leave_open(2)

    book(client, slot)

    assert free_times(client) == ["24 November 14:00"]


@pytest.mark.parametrize("typed", [{}, {"time": ""}, {"time": "x"}, {"time": "-1"}])
def test_without_a_time_the_list_comes_again_and_says_so(client, slot, typed):
    answer = client.post(f"{START}tijd/kijk", typed)

    assert title(answer) == "Error: Appointment"
    assert words(answer).startswith(
        "There is a problem Choose a time first. Choose a day and time"
    )
    assert ("time", str(slot.pk)) in inputs(answer)


def test_the_list_says_on_which_day_there_are_no_hours(client, slot):
    close_day("2026-12-01")

    answer = client.get(f"{START}tijd")

    assert "There are no consultation hours on Tuesday 1 December." in words(answer)


def test_a_full_list_says_when_to_come_without_an_appointment(client, slot):
    Slot.objects.exclude(channel="walk_in").update(is_open=False)

    answer = client.get(f"{START}tijd")

    assert words(answer) == (
        "Choose a day and time All times in the next 6 weeks are taken. "
        "Free times come back at 09:00 and 17:00. Put me on the waiting list "
        "Or come without an appointment. First come, first served. "
        "Tuesday 24 November at 15:30 Tuesday 1 December at 15:30 "
        "Tuesday 8 December at 15:30 Or call 050 000 00 00."
    )


def test_everybody_gets_the_same_bytes(client, slot):
    other = Client(
        headers={"User-Agent": "Old/1.0", "Accept-Language": "ro", "Cookie": "s=1"}
    )

    assert other.get(f"{START}tijd").content == client.get(f"{START}tijd").content


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_four_queries(client, slot, count, django_assert_num_queries):
    leave_open(count)

    with django_assert_num_queries(4):
        answer = client.get(f"{START}tijd")

    assert [name for name, _ in inputs(answer)] == ["time"] * (1 + count)


def test_the_list_takes_no_writes(client, slot):
    assert client.post(f"{START}tijd").status_code == 405


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("/en/tijd/kijk", "/en/tijd"),
        ("/en/tijd/vast", "/en/tijd"),
        ("/nl/code/anders", "/nl/code"),
        ("/nl/code/af", "/nl/code"),
        ("/nl/code/neem", "/nl/code"),
        ("/nl/code/over", "/nl/code"),
        ("/nl/code/weg", "/nl/code"),
        ("/nl/code/wacht", "/nl/code"),
        ("/nl/agenda", "/nl/"),
    ],
)
def test_a_typed_address_of_a_later_step_leads_to_the_one_before(
    client, slot, address, before
):
    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (303, before)


def test_the_list_is_headed_by_the_next_hour_after_a_closed_day(client, slot):
    close_day(str(slot.date))

    assert free_times(client)[0] == "1 December 13:30"
    assert slot_at("2026-11-24 13:30").is_open is False
