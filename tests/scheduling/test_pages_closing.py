"""Closing the hour, pausing, releasing, and what the desk prints."""

import pytest
from django.test import Client

from scheduling.hours import hour_count
from scheduling.models import Agenda, Claim, Session
from staff.models import AuditEntry
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import book, free_times, join, value, words
from tests.scheduling.town import NOW, at, close_day, slot_at

pytestmark = pytest.mark.usefixtures("sunday", "slot")


@pytest.fixture
def desk(slot):
    return at_the_desk()


def at_the_desk(role=Role.GGD):
    return sign_in(Client(headers={"Accept-Language": "en"}), member(role))


def audit():
    return [
        (entry.action, entry.count)
        for entry in AuditEntry.objects.order_by("pk")
        if entry.action.startswith("booking")
    ]


def test_the_hour_is_closed_after_its_last_time_has_begun(client, slot, sunday):
    book(client, slot)
    session = Session.objects.get(date="2026-11-24").pk
    sunday.move_to(at("2026-11-24 15:00"))
    desk = at_the_desk()

    early = desk.post("/balie/sluiten", {"session": session})

    assert early.status_code == 409
    assert words(early) == (
        "This hour still runs. Close the hour Closing deletes the appointments of this "
        "hour. Only totals stay. An hour that is forgotten closes itself. "
        "13:00–16:00 It can be closed today at 15:40. Back to the day"
    )

    sunday.move_to(at("2026-11-24 15:40"))
    desk = at_the_desk(Role.OOV)
    assert value(desk.get("/balie/sluiten"), "session") == str(session)
    answers = [desk.post("/balie/sluiten", {"session": session}) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {"/balie/"}
    assert not Claim.objects.exists()
    assert "No hour is open today." in words(desk.get("/balie/sluiten"))


@pytest.mark.parametrize("typed", ["", "x", "4000000"])
def test_closing_what_is_not_there_changes_nothing(desk, typed):
    answer = desk.post("/balie/sluiten", {"session": typed})

    assert words(answer).startswith("Close the hour")
    assert Session.objects.filter(status="open").count() == 6


def test_a_pause_is_asked_told_and_written_down(desk):
    assert words(desk.get("/balie/pauze")).startswith(
        "Online booking Nobody can book or join the waiting list on the web while it "
        "is paused. Codes, moving, cancelling and booking at the desk work on."
    )

    answer = desk.post("/balie/pauze", {"on": "1"}, follow=True)

    assert words(answer).startswith(
        "Sunday 22 November Online booking is paused. Open again"
    )
    assert words(desk.get("/balie/pauze")).startswith(
        "Online booking Online booking is paused. Open again"
    )

    desk.post("/balie/pauze")

    assert not Agenda.objects.state(NOW).is_paused
    assert audit() == [("booking_paused", 1), ("booking_opened", 1)]


def burst(client, sunday):
    """Three are made between 10 and 11, and one between 11 and 12."""
    for start in ("13:30", "14:00"):
        book(client, slot_at(f"2026-11-24 {start}"))
    join(client)
    sunday.move_to(at("2026-11-22 11:30"))
    kept = book(client, slot_at("2026-11-24 14:30"))
    return hour_count(NOW), kept


def test_a_burst_is_released_after_its_number_was_typed(client, slot, sunday):
    hour, _ = burst(client, sunday)
    desk = at_the_desk()
    form = {"first": hour, "last": hour}

    counted = desk.post("/balie/vrijgeven", form)
    wrong = desk.post("/balie/vrijgeven", form | {"count": "2", "go": "1"})

    assert "3 were made in these hours. Type that number to release them" in (
        words(counted)
    )
    assert words(wrong).startswith(
        "There is a problem Type the number that stands above the field."
    )
    assert Claim.objects.count() == 3

    done = desk.post("/balie/vrijgeven", form | {"count": "3", "go": "1"})

    assert words(done).startswith(
        "3 were released. They come back at the next fixed moment."
    )
    assert Claim.objects.get().slot == slot_at("2026-11-24 14:30")
    assert "24 November 13:30" not in free_times(client)
    assert audit() == [("bookings_released", 3)]

    sunday.move_to(at("2026-11-22 17:00"))

    assert free_times(client)[0] == "24 November 13:30"


def test_counting_alone_releases_nothing(client, slot, sunday):
    hour, _ = burst(client, sunday)

    at_the_desk().post("/balie/vrijgeven", {"first": hour, "last": hour, "count": "3"})

    assert Claim.objects.count() == 3


def test_hours_in_which_nothing_was_made_give_nothing_to_release(desk):
    hour = hour_count(NOW)

    answer = desk.post("/balie/vrijgeven", {"first": hour, "last": hour, "go": "1"})

    assert "0 were made in these hours. Count Back" in words(answer)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": "", "last": ""}, "Choose an hour from the list."),
        ({"first": "1"}, "Choose an hour from the list."),
        ({"last": str(hour_count(NOW) - 1)}, "The last hour comes before the first"),
        ({"count": "x", "go": "1"}, "Type a number."),
    ],
)
def test_wrong_hours_are_said_beside_the_field(desk, change, said):
    hour = str(hour_count(NOW))

    answer = desk.post("/balie/vrijgeven", {"first": hour, "last": hour} | change)

    assert words(answer).startswith(f"There is a problem {said}")


def test_the_hours_of_the_last_three_days_are_in_the_list(desk):
    said = words(desk.get("/balie/vrijgeven"))

    assert "Made from Sunday 22 November 10:00–11:00" in said
    assert said.count("Thursday 19 November") == 26  # 13 hours, in both lists


def test_the_day_sheet_prints_the_next_hour_without_a_code(client, slot):
    book(client, slot, language="more", other="ro")
    sign = Claim.objects.get().sign

    answer = at_the_desk().get("/balie/dagblad")

    assert words(answer).endswith(
        "Tuesday 24 November Time Waiting number Language Interpreter arranged "
        f"13:00 free 13:30 {sign} Română not yet 14:00 free 14:30 free 15:00 free "
        "15:30 for walk-ins"
    )


def test_on_the_day_itself_the_sheet_has_the_next_hour_too(client, slot, sunday):
    sunday.move_to(at("2026-11-24 09:00"))

    said = words(at_the_desk().get("/balie/dagblad"))

    assert "Tuesday 24 November Time" in said
    assert "Tuesday 1 December Time" in said


def test_without_an_hour_there_is_nothing_to_print(desk):
    Session.objects.all().delete()

    assert "There is no hour to print." in words(desk.get("/balie/dagblad"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_papers_cost_as_many_queries_however_many_come(
    client, slot, count, django_assert_num_queries
):
    for start in ("13:30", "14:00", "14:30")[:count]:
        book(client, slot_at(f"2026-11-24 {start}"))
    close_day("2026-11-24")
    desk = at_the_desk()

    with django_assert_num_queries(4):  # of these 3 are the sign-in
        note = desk.get("/balie/briefje")
    with django_assert_num_queries(6):
        desk.get("/balie/dagblad")

    assert words(note).count(" · ") == count - 1


def test_the_note_for_the_door_names_waiting_numbers_in_each_language(client, slot):
    book(client, slot)
    book(client, slot_at("2026-11-24 14:00"))
    close_day("2026-11-24")
    first, second = (claim.sign for claim in Claim.objects.order_by("slot__start"))

    said = words(at_the_desk().get("/balie/briefje"))

    assert said.startswith(
        "Note for the door We can call nobody: put this note on the door. "
        f"Waiting numbers name nobody. {first} · {second}"
    )
    assert (
        "There are no consultation hours on Tuesday 24 November. "
        "Do you have one of these waiting numbers? Enter your code at "
        "http://localhost:8000 and choose a new time first, or call 050 000 00 00."
    ) in said


def test_without_a_displaced_booking_there_is_no_note(desk):
    assert "Everybody has a new time" in words(desk.get("/balie/briefje"))


@pytest.mark.parametrize("page", ["dagblad", "briefje", "lijst"])
def test_papers_take_no_writes(desk, page):
    assert desk.post(f"/balie/{page}").status_code == 405
