"""Seats at the desk: walk-ins, talks that run over, who did not come."""

import pytest
from django.test import Client

from scheduling.models import Claim, Session, Slot
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import book, inputs, value, words
from tests.scheduling.town import at, rows, slot_at

POST_ONLY = ["inloop", "inloop/terug", "loopt-uit", "loopt-uit/terug", "niet-gekomen", "toch-gekomen"]  # fmt: skip


@pytest.fixture
def tuesday(sunday, slot, client):
    """One booking at 13:30 that asks for an interpreter; it is 13:35."""
    book(client, slot, language="more", other="ro")
    sunday.move_to(at("2026-11-24 13:35"))
    return sunday


@pytest.fixture
def desk(tuesday):
    return sign_in(Client(headers={"Accept-Language": "en"}), member(Role.GGD))


def seat(desk, **choice):
    session = Session.objects.get(date="2026-11-24").pk
    page = desk.post("/balie/inloop", {"session": session})
    form = {name: value(page, name) for name in ("session", "seated")}
    return desk.post("/balie/inloop", {"language": "en", "go": "1", **form, **choice})


def test_a_walk_in_gets_a_waiting_number_and_no_code(desk):
    answer = seat(desk, language="more", other="pl")

    claim = Claim.objects.get(kind="walk_in")
    assert answer["Location"] == f"/balie/#row-{claim.slot_id}"
    assert (claim.digest, claim.language) == (None, "pl")
    # 13:30 is booked and 13:00 is over: the seats for walk-ins come first.
    assert claim.slot == slot_at("2026-11-24 15:30")
    assert (
        f"15:30 {claim.sign} walk-in Polski Interpreter arranged 15:30 Take back"
        in (words(desk.get("/balie/")))
    )


def test_the_language_of_a_walk_in_is_asked_and_a_name_is_not(desk):
    session = Session.objects.get(date="2026-11-24").pk

    answer = desk.post("/balie/inloop", {"session": session})

    assert words(answer).startswith(
        "Walk-in You give a waiting number. There is no code. Do not ask for a name. "
        "Language of the talk English Nederlands Another language Which one?"
    )


def test_a_language_that_is_not_in_the_list_is_asked_again(desk):
    answer = seat(desk, language="more")

    assert words(answer).startswith(
        "There is a problem Choose a language from the list. Walk-in"
    )
    assert not Claim.objects.filter(kind="walk_in").exists()


def test_the_second_press_of_one_form_seats_nobody(desk):
    form = {"session": Session.objects.get(date="2026-11-24").pk, "seated": "0"}

    for _ in range(2):
        desk.post("/balie/inloop", {"language": "en", "go": "1", **form})

    assert Claim.objects.filter(kind="walk_in").count() == 1


def test_without_a_seat_left_the_desk_is_told(desk):
    Slot.objects.filter(claim__isnull=True, date="2026-11-24").update(is_open=False)

    answer = seat(desk)

    assert answer.status_code == 409
    assert words(answer).startswith("No seat is left today. Tuesday 24 November")


def test_a_walk_in_is_taken_back(desk):
    seat(desk)

    desk.post("/balie/inloop/terug", {"claim": Claim.objects.get(kind="walk_in").pk})

    assert not Claim.objects.filter(kind="walk_in").exists()


def test_a_talk_that_runs_over_takes_the_next_time_and_gives_it_back(desk):
    following = slot_at("2026-11-24 14:00")

    answer = desk.post("/balie/loopt-uit", {"slot": following.pk}, follow=True)

    assert "14:00 not free: a talk runs over Free again 14:00" in words(answer)

    answer = desk.post("/balie/loopt-uit/terug", {"slot": following.pk}, follow=True)

    assert "14:00 free Walk-in" in words(answer)


def test_a_booked_time_cannot_be_kept_empty(desk, slot):
    answer = desk.post("/balie/loopt-uit", {"slot": slot.pk})

    assert answer.status_code == 409
    assert words(answer).startswith("That time is not free any more.")


def test_did_not_come_is_there_from_ten_minutes_after_the_start(desk, tuesday):
    claim = Claim.objects.get()

    early = desk.post("/balie/niet-gekomen", {"claim": claim.pk})

    assert early.status_code == 409
    assert words(early).startswith("It is too early: somebody may still come.")
    assert "Did not come" not in words(desk.get("/balie/"))

    tuesday.move_to(at("2026-11-24 13:40"))

    assert "Did not come 13:30" in words(desk.get("/balie/"))

    answer = desk.post("/balie/niet-gekomen", {"claim": claim.pk}, follow=True)

    assert "13:30 free Walk-in 13:30 Runs over 13:30 14:00" in words(answer)
    assert (
        "Did not come Only the seat was released. The code says: late? Come anyway. "
        f"{claim.sign} Came after all {claim.sign}"
    ) in words(answer)


def test_who_came_after_all_gets_the_seat_that_is_free(desk, tuesday):
    tuesday.move_to(at("2026-11-24 13:45"))
    claim = Claim.objects.get()
    desk.post("/balie/niet-gekomen", {"claim": claim.pk})
    session = Session.objects.get(date="2026-11-24")
    form = {"claim": claim.pk, "session": session.pk}

    answers = [desk.post("/balie/toch-gekomen", form) for _ in range(2)]

    claim.refresh_from_db()
    session.refresh_from_db()
    assert claim.slot == slot_at("2026-11-24 13:30")
    assert session.not_come == 0
    assert {answer["Location"] for answer in answers} == {
        f"/balie/#row-{claim.slot_id}"
    }


def test_who_came_after_all_and_finds_no_seat_is_told(desk, tuesday):
    tuesday.move_to(at("2026-11-24 13:45"))
    claim = Claim.objects.get()
    desk.post("/balie/niet-gekomen", {"claim": claim.pk})
    Slot.objects.update(is_open=False)

    answer = desk.post(
        "/balie/toch-gekomen",
        {"claim": claim.pk, "session": Session.objects.get(date="2026-11-24").pk},
    )

    assert answer.status_code == 409
    assert words(answer).startswith("No seat is left today.")


@pytest.mark.parametrize("page", POST_ONLY)
def test_nothing_is_done_by_following_a_link(desk, page):
    assert desk.get(f"/balie/{page}").status_code == 405


@pytest.mark.parametrize("page", POST_ONLY)
@pytest.mark.parametrize("number", ["", "x", "0"])
def test_what_is_no_number_changes_nothing(desk, page, number):
    before = [rows(model) for model in (Claim, Slot, Session)]

    answer = desk.post(
        f"/balie/{page}",
        {"claim": number, "slot": number, "session": number, "go": "1"},
    )

    assert (answer.status_code, answer["Location"]) == (302, "/balie/")
    assert [rows(model) for model in (Claim, Slot, Session)] == before


@pytest.mark.parametrize("page", ["loopt-uit", "niet-gekomen", "toch-gekomen"])
def test_what_is_gone_meanwhile_is_told(desk, page):
    gone = {"claim": "4000000", "slot": "4000000", "session": "4000000"}

    answer = desk.post(f"/balie/{page}", gone)

    assert answer.status_code == 409
    assert "any more." in words(answer)
    assert ("claim", "4000000") not in inputs(answer)
