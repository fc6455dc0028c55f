import pytest
from icalendar import Calendar

from scheduling import codes
from scheduling.hours import hour_count
from scheduling.models import Claim, Miss
from scheduling.models.releases import release_made
from tests.scheduling.pages import (
    START,
    book,
    cancel,
    chosen,
    free_times,
    inputs,
    move,
    show,
    title,
    value,
    words,
)
from tests.scheduling.town import MOMENTS, NOW, at, close_day, slot_at

pytestmark = pytest.mark.usefixtures("sunday")

NEVER_MADE = "4467973590130146"


def test_a_code_shows_its_appointment(client, slot):
    code = book(client, slot, language="more", other="ro")

    answer = show(client, code)

    assert words(answer).startswith(
        "Your appointment Day Tuesday 24 November Time 13:30 to 14:00 "
        "Place Voorbeeldstraat 1, 9700 AA Groningen Entrance at the side. Go to room 3. "
        f"Waiting number {Claim.objects.get().sign} Interpreter Română "
        "Choose another time Cancel the appointment"
    )


@pytest.mark.parametrize("between", [" ", "-", " \u2013 ", "\u200e"])
def test_digits_of_any_script_and_anything_between_them_will_do(client, slot, between):
    code = book(client, slot)
    typed = between.join(chr(0x0660 + int(digit)) for digit in code)[:64]
    assert len(typed) == min(64, 16 + 15 * len(between))

    assert title(show(client, typed)) == "Appointment"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your code. It has 16 digits."),
        ("K 7", "The code has 16 digits. You have 1."),
        ("4467 9735 9013 014", "The code has 16 digits. You have 15."),
        ("4467 9735 9013 0147", "There is a typing mistake. The code has 16 digits."),
    ],
)
def test_a_mistyped_code_is_told_before_any_look_up(
    client, slot, typed, said, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = show(client, typed)

    assert title(answer) == "Error: Appointment"
    assert words(answer) == (
        f"There is a problem {said} Your code 16 digits. Spaces and dashes are fine. "
        f"{said} Show my appointment New appointment"
    )
    assert inputs(answer) == [("c", typed)]


def test_what_was_typed_comes_back_in_its_field_and_as_nothing_else(client, slot):
    answer = show(client, '"><script>4467')

    assert answer.content.count(b"4467") == 1
    assert value(answer, "c") == '"><script>4467'
    assert b"<script" not in answer.content


def test_never_made_cancelled_released_and_past_codes_get_one_answer(
    client, slot, sunday
):
    cancelled = book(client, slot)
    cancel(client, cancelled)
    released = book(client, slot_at("2026-11-24 14:00"))
    release_all()
    sunday.move_to(at("2026-11-22 11:00"))
    past = book(client, slot_at("2026-11-24 14:30"))
    sunday.move_to(at("2026-11-25 09:00"))

    answers = {
        show(client, code).content.replace(code.encode(), b"-")
        for code in (NEVER_MADE, cancelled, released, past)
    }

    assert len(answers) == 1
    assert words(show(client, past)).startswith(
        "We find no appointment with this code. This can be why: the code was copied "
        "wrongly, the appointment was cancelled, the hour is over, or we released "
        "times after misuse. We keep nothing of old appointments. Your code"
    )


def release_all():
    hour = hour_count(NOW)
    release_made(hour, hour, moments=MOMENTS, now=NOW, random=bytes(16))


def test_a_code_that_nobody_has_is_counted_and_a_typing_mistake_is_not(client, slot):
    show(client, NEVER_MADE)
    show(client, NEVER_MADE)
    show(client, NEVER_MADE[:-1] + "7")

    assert Miss.objects.recent(NOW) == 2


def test_a_moved_appointment_keeps_its_code_and_frees_the_old_time(
    client, slot, sunday
):
    code = book(client, slot)

    answer = move(client, code, slot_at("2026-12-01 14:00"))

    assert words(answer).startswith(
        "Your appointment is moved. You keep the same code. Your appointment "
        "Day Tuesday 1 December Time 14:00 to 14:30"
    )
    assert Claim.objects.get().slot == slot_at("2026-12-01 14:00")
    assert free_times(client)[0] == "24 November 14:00"

    sunday.move_to(at("2026-11-22 17:00"))

    assert free_times(client)[0] == "24 November 13:30"


def test_moving_twice_with_the_same_form_is_moving_once(client, slot):
    code = book(client, slot)

    answers = [move(client, code, slot_at("2026-12-01 14:00")) for _ in range(2)]

    assert words(answers[0]) == words(answers[1])


def test_without_a_new_time_nothing_moves(client, slot):
    code = book(client, slot)

    answer = client.post(f"{START}code/anders", {"c": code, "go": "1"})

    assert words(answer).startswith(
        "There is a problem Choose a time first. Choose another time "
        "Now: Tuesday 24 November, 13:30. You keep the same code. Choose a time first."
    )
    assert Claim.objects.get().slot == slot


def test_a_new_time_that_is_just_taken_leaves_the_old_one_and_offers_the_next(
    client, slot
):
    code = book(client, slot)
    wanted = slot_at("2026-12-01 14:00")
    book(client, wanted)

    answer = move(client, code, wanted)

    assert answer.status_code == 409
    assert words(answer).startswith(
        "That time has just gone. Your old appointment stands. "
        "The next free time is Tuesday 1 December, 14:30. Choose another time"
    )
    assert chosen(answer) == [str(slot_at("2026-12-01 14:30").pk)]
    assert Claim.objects.filter(slot=slot).exists()


def test_cancelling_is_asked_once(client, slot):
    code = book(client, slot)

    answer = client.post(f"{START}code/af", {"c": code})

    assert words(answer) == (
        "Do you want to cancel? Tuesday 24 November, 13:30 "
        "You need not say why. Yes, cancel No, back"
    )
    assert Claim.objects.exists()


def test_a_cancelled_time_comes_back_at_the_next_fixed_moment(client, slot, sunday):
    code = book(client, slot)

    answers = [cancel(client, code) for _ in range(2)]  # a double click

    assert {words(answer) for answer in answers} == {
        "Cancelled The code no longer works. Is it in your calendar? "
        "Remove it there yourself. New appointment"
    }
    assert free_times(client)[0] == "24 November 14:00"

    sunday.move_to(at("2026-11-22 17:00"))

    assert free_times(client)[0] == "24 November 13:30"


def test_who_is_late_is_told_to_come_and_can_no_longer_move_or_cancel(
    client, slot, sunday
):
    code = book(client, slot)
    sunday.move_to(at("2026-11-24 13:40"))

    answers = [
        show(client, code),
        client.post(f"{START}code/anders", {"c": code}),
        client.post(
            f"{START}code/anders",
            {"c": code, "go": "1", "time": slot_at("2026-12-01 14:00").pk},
        ),
        client.post(f"{START}code/af", {"c": code}),
        cancel(client, code),
    ]

    assert {words(answer).partition(" Day ")[0] for answer in answers} == {
        "Your appointment Your appointment was at 13:30. Are you late? Come anyway."
    }
    assert [name for answer in answers for name, _ in inputs(answer)] == []
    assert Claim.objects.get().slot == slot


def test_a_cancelled_hour_says_so_and_offers_a_new_time(client, slot):
    code = book(client, slot)
    close_day("2026-11-24")

    answer = show(client, code)

    assert words(answer) == (
        "Your appointment The hour of Tuesday 24 November is cancelled. "
        "This is our doing. You choose a new time first. "
        "Choose a new time Put me first on the waiting list Cancel the appointment"
    )

    move(client, code, slot_at("2026-12-01 13:00"))  # kept for the desk from others

    assert Claim.objects.get().slot == slot_at("2026-12-01 13:00")


def test_a_calendar_gets_a_neutral_file(client, slot):
    code = book(client, slot)

    answer = client.post(f"{START}agenda", {"c": code})

    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="afspraak.ics"'
    assert answer["Cache-Control"] == "no-store"
    assert str(event["SUMMARY"]) == "Appointment"


@pytest.mark.parametrize("step", ["code/anders", "code/af", "agenda"])
def test_a_later_step_with_an_unknown_code_asks_for_the_code(client, slot, step):
    answer = client.post(START + step, {"c": NEVER_MADE})

    assert words(answer).startswith("We find no appointment with this code.")


def test_a_code_is_not_its_neighbour(client, slot):
    code = book(client, slot)
    neighbour = f"{int(code[:15]) ^ 1:015d}"
    neighbour += str(codes.damm(neighbour))

    assert words(show(client, neighbour)).startswith("We find no appointment")


def test_looking_up_costs_two_queries(client, slot, django_assert_num_queries):
    code = book(client, slot)

    with django_assert_num_queries(2):
        show(client, code)
