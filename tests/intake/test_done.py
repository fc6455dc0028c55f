from staff.roles import Role
from tests.conftest import member
from tests.intake.desk import (
    begin,
    counts,
    kept,
    print_card,
    ready_to_print,
    tick,
)  # fmt: skip

SIGN_IN = {"signed_in_at", "seen_minute"}


def test_done_leaves_nothing_but_the_sign_in(ggd):
    ready_to_print(ggd, member(Role.OOV))
    print_card(ggd)
    assert set(kept(ggd)) == {"wizard_interview", "counted", *SIGN_IN}

    answer = ggd.post("/balie/klaar")

    assert answer.headers["Location"] == "/balie/klaar"
    assert set(kept(ggd)) == SIGN_IN
    assert answer.cookies["n"].value == ""
    assert counts() == {"w": 0, "g": 1}


def test_done_without_a_print_leaves_no_confirmation(ggd):
    ready_to_print(ggd, member(Role.OOV))
    assert "second" in kept(ggd)

    ggd.post("/balie/klaar")

    assert set(kept(ggd)) == SIGN_IN


def test_the_page_says_deleted_when_it_is(ggd):
    begin(ggd)
    ggd.post("/balie/klaar")

    page = ggd.get("/balie/klaar").content.decode()

    assert "<h1>Deleted.</h1>" in page


def test_the_page_does_not_say_deleted_while_a_talk_is_open(ggd):
    begin(ggd)

    assert ggd.get("/balie/klaar").headers["Location"] == "/balie/gesprek/"


def test_after_done_the_same_pass_cannot_be_printed(ggd):
    ready_to_print(ggd, member(Role.OOV))
    print_card(ggd)
    ggd.post("/balie/klaar")

    assert print_card(ggd).status_code == 409


def test_signing_out_gives_up_the_nonce(ggd):
    ready_to_print(ggd, member(Role.OOV))

    answer = ggd.post("/balie/uit")

    assert answer.cookies["n"].value == ""


def test_a_second_tab_is_told_that_the_interview_is_gone(ggd):
    begin(ggd)
    ggd.post("/balie/klaar")

    assert tick(ggd, "welkom", alone="on").status_code == 409
    assert set(kept(ggd)) == SIGN_IN
