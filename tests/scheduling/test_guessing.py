"""Guessing codes: a typing mistake reaches no table, a guess is counted, nobody is
locked out."""

import pytest

from scheduling import codes
from scheduling.models import Miss
from tests.scheduling.pages import START, book, show, words
from tests.scheduling.town import NOW

pytestmark = pytest.mark.django_db

STEPS = ["code", "code/anders", "code/af", "code/neem", "code/over", "code/weg"]
GUESSES = 200
UNKNOWN = "We find no appointment with this code."


def guess(number):
    return codes.derive(number.to_bytes(16, "big"), key=bytes(32))


@pytest.mark.parametrize("step", [*STEPS, "code/wacht", "agenda"])
def test_a_typing_mistake_touches_no_table(client, step, django_assert_num_queries):
    right = guess(1)
    wrong = f"{right[:-1]}{(int(right[-1]) + 1) % 10}"

    with django_assert_num_queries(0):
        answer = client.post(f"{START}{step}", {"c": wrong, "go": "1"})

    assert "There is a typing mistake." in words(answer)


def test_no_number_of_guesses_locks_anybody_out(client, slot, sunday):
    code = book(client, slot)

    answers = [show(client, guess(number)) for number in range(GUESSES)]

    assert {one.status_code for one in answers} == {200}
    assert all(UNKNOWN in words(one) for one in answers)
    assert Miss.objects.recent(NOW) == GUESSES
    assert f"{START}code/af" in show(client, code).content.decode()
    assert Miss.objects.recent(NOW) == GUESSES


@pytest.mark.parametrize("step", ["code/af", "code/weg"])
def test_a_guess_is_counted_where_a_second_press_is_forgiven(client, step, sunday):
    for number in range(3):
        client.post(f"{START}{step}", {"c": guess(number), "go": "1"})

    assert Miss.objects.recent(NOW) == 3
