import re
from datetime import timedelta

import pytest
from django.test import Client

from scheduling.hours import hour_count
from scheduling.models import Claim, Miss, OfferRound, Slot
from scheduling.rounds import step
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import book, join, words
from tests.scheduling.town import HOUR, MOMENTS, at, slot_at


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


def test_the_day_shows_who_comes_and_what_is_free(tuesday, desk):
    first, second = signs()

    def free(time, *, is_for=""):
        return f"{time} free {is_for}Walk-in {time} Book {time} Runs over {time} "

    assert words(desk.get("/balie/")) == (
        "Tuesday 24 November "
        "Start interview Book for a caller Enter a code "
        "Appointments of Tuesday 24 November "
        "Time Waiting number Interpreter What you can do "
        + free("13:00")
        + f"13:30 {first} Română Interpreter arranged 13:30 "
        + free("14:00")
        + f"14:30 {second} not needed "
        + free("15:00")
        + free("15:30", is_for="(for walk-ins) ")
        + "Refresh this list every 30 seconds Last refreshed: 09:00 "
        "A place that stays empty is for who comes without an appointment. "
        "Print day sheet Close the hour Pause online booking Release what was taken "
        "Make a card invalid"
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

    assert answer.status_code == 302
    assert answer["Location"].partition("#")[0] == "/balie/"
    assert list(Slot.objects.order_by("pk").values()) == before


def test_a_mark_is_not_made_by_following_a_link(tuesday, desk):
    assert desk.get("/balie/tolk").status_code == 405


def test_a_day_without_bookings_says_so(sunday, slot):
    sunday.move_to(at("2026-11-24 09:00"))
    desk = at_the_desk()

    assert "Nobody booked yet." in words(desk.get("/balie/"))


def test_a_day_without_an_hour_names_the_next_one(sunday, slot, desk):
    assert words(desk.get("/balie/")) == (
        "Sunday 22 November Start interview Book for a caller Enter a code "
        "There is no consultation hour today. "
        "The next one is on Tuesday 24 November at 13:00. "
        "Print day sheet Close the hour Pause online booking Release what was taken "
        "Make a card invalid"
    )


def test_a_booking_of_a_cancelled_hour_stays_on_the_list(tuesday, desk, slot):
    Slot.objects.filter(pk=slot.pk).update(is_open=False)

    assert "cancelled, may choose a new time" in words(desk.get("/balie/"))


@pytest.mark.parametrize("page", ["", "lijst"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_as_many_queries_however_long_it_is(
    sunday, slot, count, client, page, django_assert_num_queries
):
    for start in ("13:30", "14:00", "14:30")[:count]:
        book(client, slot_at(f"2026-11-24 {start}"))
    Slot.objects.filter(claim__isnull=True).delete()
    sunday.move_to(at("2026-11-24 09:00"))

    desk = at_the_desk()
    with django_assert_num_queries(9):  # of these 3 are the sign-in
        answer = desk.get(f"/balie/{page}")

    assert len(re.findall('scope="row"', answer.content.decode())) == count


def test_the_list_that_refreshes_itself_is_the_list_of_the_page(tuesday, desk):
    page, part = desk.get("/balie/"), desk.get("/balie/lijst")

    def table(answer):
        html = answer.content.decode().partition("<table")[2].partition("</table")[0]
        return re.sub('value="[A-Za-z0-9]{64}"', "", html)

    assert table(part) == table(page)


def test_a_list_that_refreshes_itself_does_not_keep_a_sign_in_alive(tuesday, sunday):
    desk = at_the_desk()

    for _ in range(4):
        sunday.shift(timedelta(minutes=4))
        answer = desk.get("/balie/lijst")

    assert (answer.status_code, answer["Location"]) == (302, "/balie/in")


def test_a_page_that_somebody_opens_keeps_it_alive(tuesday, sunday):
    desk = at_the_desk()

    for _ in range(4):
        sunday.shift(timedelta(minutes=4))
        answer = desk.get("/balie/")

    assert answer.status_code == 200


def test_notices_tell_of_a_burst_of_guessing_and_of_who_has_not_moved(
    tuesday, desk, client, slot, sunday
):
    first = signs()[0]
    Slot.objects.filter(pk=slot.pk).update(is_open=False)
    Miss.objects.create(hour=hour_count(at("2026-11-24 09:00")), count=60)
    book(client, slot_at("2026-12-01 13:30"))

    said = words(desk.get("/balie/"))

    assert said.startswith(
        "Tuesday 24 November 1 booking was made this hour. "
        "60 codes that do not exist were tried in the last two hours. Somebody may be "
        "guessing. Appointments are safe; tell the administrator. "
        f"1 person of a cancelled hour has not moved yet: {first} Note for the door"
    )


def test_few_wrong_codes_are_not_told(tuesday, desk):
    Miss.objects.create(hour=hour_count(at("2026-11-24 08:00")), count=59)

    assert "codes that do not exist" not in words(desk.get("/balie/"))


def test_a_full_hour_leads_to_pausing_and_releasing(sunday, slot, client):
    for _ in range(6):
        join(client)

    assert words(at_the_desk().get("/balie/")).startswith(
        "Sunday 22 November 6 bookings were made this hour. "
        "Online booking opens again with the next hour. "
        "Pause online booking Release what was taken"
    )


def test_an_offered_time_says_until_when(sunday, slot, client):
    Slot.objects.exclude(date=slot.date).update(is_open=False)
    join(client)
    sunday.move_to(at("2026-11-22 17:00"))
    OfferRound.objects.hold(
        now=at("2026-11-22 17:00"), hour=HOUR, moments=MOMENTS, random=bytes(16)
    )
    sunday.move_to(at("2026-11-24 09:00"))
    Claim.objects.update(offer_until=step(at("2026-11-24 17:00")))

    said = words(at_the_desk().get("/balie/"))

    assert "13:30 offered to the waiting list until today at 17:00 14:00" in said
