"""kill -9 before and after each step of an issue, in real processes, on the engine at hand."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from staff.roles import Role
from tests.conftest import member, sign_in
from tests.intake.desk import (
    NOON,
    begin,
    confirm,
    counts,
    decide,
    open_the_office,
    papers_in_order,
    print_card,
    print_slip,
    read_card,
    ready_to_print,
)
from tests.intake.killed import killed_at

# Step by step as pass.md has them; after the count nothing can undo it, before it nothing is.
NOT_COUNTED = [
    ("call", "guarded"),
    ("return", "guarded"),
    ("call", "rebuild"),
    ("return", "rebuild"),
    ("call", "make_ready"),
    ("return", "make_ready"),
    ("call", "ValidityCountManager.add_once"),
    ("call", "ValidityCountManager._change"),
    ("return", "ValidityCountManager._change"),
    ("call", "_save"),
    ("return", "_save"),
]
COUNTED = [
    ("call", "_mirror"),
    ("return", "ValidityCountManager.add_once"),
    ("call", "Maker.text"),
    ("return", "Maker.text"),
    ("call", "_front"),
    ("return", "_with_back"),
    ("return", "_issued"),
    ("call", "HeadersMiddleware._never_called"),
]


@pytest.fixture
def desk(transactional_db):
    with time_machine.travel(NOON, tick=False):
        open_the_office(timezone.now())
        yield sign_in(Client(), member(Role.GGD))


def at_the_printer(desk, colleague, colour="green"):
    begin(desk)
    papers_in_order(desk)
    decide(desk, colour=colour)
    confirm(desk, colleague)


def after_a_kill(desk, point, act):
    """Return (count after the kill, count after printing again twice, equal bytes)."""
    before = counts()["g"]
    assert killed_at(*point, lambda: act(desk))
    killed = counts()["g"] - before
    first, again = print_card(desk), print_card(desk)
    assert first.status_code == again.status_code == 200
    return killed, counts()["g"] - before, first.content == again.content


def test_a_kill_before_the_count_leaves_nothing_and_the_same_button_prints(desk):
    colleague = member(Role.OOV)

    found = {}
    for point in NOT_COUNTED:
        at_the_printer(desk, colleague)
        found[point] = after_a_kill(desk, point, print_card)

    assert found == dict.fromkeys(NOT_COUNTED, (0, 1, True))


def test_a_kill_after_the_count_costs_nothing_and_counts_nothing_twice(desk):
    colleague = member(Role.OOV)

    found = {}
    for point in COUNTED[:-1]:
        at_the_printer(desk, colleague)
        found[point] = after_a_kill(desk, point, print_card)

    assert found == dict.fromkeys(COUNTED[:-1], (1, 1, True))


def test_a_point_that_is_never_reached_kills_nothing(desk):
    at_the_printer(desk, member(Role.OOV))

    assert not killed_at(*COUNTED[-1], lambda: print_card(desk))
    assert counts() == {"w": 0, "g": 1}


@pytest.mark.parametrize(
    ("point", "counted"),
    [
        (("return", "make_ready"), 0),
        (("return", "_save"), 0),
        (("call", "Maker.code"), 1),
    ],
)
def test_a_kill_of_the_slip_leaves_card_and_slip_one_pass(desk, point, counted):
    at_the_printer(desk, member(Role.OOV))

    assert killed_at(*point, lambda: print_slip(desk))

    assert counts() == {"w": 0, "g": counted}
    assert [print_slip(desk).status_code, print_card(desk).status_code] == [200, 200]
    assert counts() == {"w": 0, "g": 1}


@pytest.mark.parametrize("point", [("return", "rebuild"), ("return", "_save")])
def test_a_kill_gives_nobody_a_pass_without_the_colleague(desk, point):
    colleague = member(Role.OOV)
    at_the_printer(desk, colleague)
    killed_at(*point, lambda: print_card(desk))
    decide(desk, colour="white")
    assert print_card(desk).status_code == 200  # the confirmation was not used up

    decide(desk, colour="green")

    assert print_card(desk).status_code == 409
    assert counts() == {"w": 1, "g": 0}


def test_a_kill_while_a_card_is_taken_back_takes_back_all_or_nothing(desk):
    ready_to_print(desk, member(Role.OOV))
    made = read_card(print_card(desk).content)

    assert killed_at(
        "return", "WithdrawnManager.put", lambda: desk.post("/balie/pas/vernietigd")
    )

    assert counts() == {"w": 0, "g": 1}
    assert read_card(print_card(desk).content) == made
    desk.post("/balie/pas/vernietigd")
    assert counts() == {"w": 0, "g": 0}


def test_a_lost_nonce_is_a_new_pass_and_a_new_confirmation(desk):
    colleague = member(Role.OOV)
    ready_to_print(desk, colleague)
    first = read_card(print_card(desk).content)
    del desk.cookies["n"]  # the browser crashed

    refused = print_card(desk)
    decide(desk)
    unconfirmed = print_card(desk)
    confirm(desk, colleague)
    second = read_card(print_card(desk).content)

    assert [refused.status_code, unconfirmed.status_code] == [409, 409]
    assert first.id != second.id
    assert counts() == {"w": 0, "g": 2}
