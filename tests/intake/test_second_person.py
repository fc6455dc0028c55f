import pytest

from staff.models import Member
from staff.roles import Role
from tests.conftest import member
from tests.intake.desk import (
    NOON,
    begin,
    confirm,
    counts,
    decide,
    kept,
    papers_in_order,
    print_card,
)  # fmt: skip

NEEDED = "Your colleague of the other role confirms first."


@pytest.fixture
def decided(ggd):
    begin(ggd)
    papers_in_order(ggd)
    decide(ggd)
    return ggd


def test_without_the_second_person_there_is_no_pass(decided):
    answer = print_card(decided)

    assert (answer.status_code, answer.content.decode()) == (409, NEEDED)
    assert counts() == {"w": 0, "g": 0}


def test_the_colleague_of_the_other_role_confirms(decided):
    answer = confirm(decided, member(Role.OOV))

    assert answer.headers["Location"] == "/balie/gesprek/pas"
    until = int(NOON.timestamp()) + 30 * 60
    assert kept(decided)["second"] == {"role": "oov", "until": until}


def test_nobody_of_the_same_role_can_be_chosen(decided):
    answer = confirm(decided, member(Role.GGD, name="another"))

    assert answer.status_code == 200
    assert answer.context["form"].errors == {"colleague": ["Choose your name."]}
    assert "second" not in kept(decided)


def test_nobody_is_the_own_colleague(decided):
    answer = confirm(decided, Member.objects.get(username="ggd"))

    assert answer.context["form"].errors == {"colleague": ["Choose your name."]}
    assert "second" not in kept(decided)


def test_a_colleague_who_left_cannot_confirm(decided):
    gone = member(Role.OOV)
    gone.is_active = False
    gone.save(update_fields=["is_active"])

    answer = confirm(decided, gone)

    assert answer.context["form"].errors == {"colleague": ["Choose your name."]}
    assert "second" not in kept(decided)


def test_a_wrong_password_says_so_and_loses_nothing(decided):
    before = kept(decided)

    answer = confirm(decided, member(Role.OOV), password="something else")

    assert answer.context["form"].errors == {
        "password": ["That password is not right. Try again."]
    }
    assert "something else" not in answer.content.decode()
    assert kept(decided) == before


def test_a_confirmation_is_stale_after_half_an_hour(decided, afternoon):
    confirm(decided, member(Role.OOV))

    for _ in range(3):  # not idle, only slow
        afternoon.later(minutes=10, seconds=1)
        decided.get("/balie/gesprek/pas")

    assert print_card(decided).content.decode() == NEEDED
    assert counts() == {"w": 0, "g": 0}


def test_a_confirmation_is_good_for_one_pass(decided):
    confirm(decided, member(Role.OOV))
    assert print_card(decided).status_code == 200

    decide(decided, colour="white")

    assert print_card(decided).content.decode() == NEEDED
    assert counts() == {"w": 0, "g": 1}


def test_a_confirmation_is_good_for_one_interview(decided):
    confirm(decided, member(Role.OOV))

    begin(decided)

    assert "second" not in kept(decided)


def test_without_a_talk_there_is_nothing_to_confirm(ggd):
    answer = ggd.get("/balie/gesprek/bevestig")

    assert answer.headers["Location"] == "/balie/gesprek/"


def test_the_other_way_round_the_ggd_confirms(oov):
    begin(oov)
    papers_in_order(oov)
    decide(oov)

    confirm(oov, member(Role.GGD))

    assert kept(oov)["second"]["role"] == "ggd"
    assert print_card(oov).status_code == 200


def test_a_role_that_is_taken_away_closes_the_page(decided):
    confirm(decided, member(Role.OOV))
    Member.objects.get(username="ggd").groups.clear()

    assert print_card(decided).status_code == 404
    assert counts() == {"w": 0, "g": 0}
