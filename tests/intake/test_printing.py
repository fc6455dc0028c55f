from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from passes.models import ValidityCount, Withdrawn
from passes.token import GREEN, WHITE
from scheduling.models import Session
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
    read_card,
    ready_to_print,
    tick,
)  # fmt: skip
from tests.passes import pictures

FIRST_DECIDE = "First decide: give the pass, and its colour."


@pytest.fixture
def talk(ggd):
    return ready_to_print(ggd, member(Role.OOV))


@pytest.mark.parametrize(("colour", "letter"), [("white", WHITE), ("green", GREEN)])
def test_the_card_holds_a_genuine_pass_of_that_colour(ggd, colour, letter):
    ready_to_print(ggd, member(Role.OOV), colour=colour)

    answer = print_card(ggd)

    made = read_card(answer.content)
    until = datetime(2028, 11, 30, 23, tzinfo=UTC)  # 1 December, 0:00 in Amsterdam
    assert (made.colour, made.exp) == (letter, until.timestamp())
    assert counts() == {"w": 0, "g": 0} | {letter: 1}


def test_the_card_is_shown_and_not_kept(talk):
    answer = print_card(talk)

    assert {name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "Content-Disposition")} == {
        "Content-Type": "application/pdf",
        "Cache-Control": "no-store",
        "Content-Disposition": 'inline; filename="pas.pdf"',
    }  # fmt: skip


def test_printing_again_gives_the_same_bytes_and_counts_once(talk):
    first, second = print_card(talk), print_card(talk)

    assert first.content == second.content
    assert counts() == {"w": 0, "g": 1}


def test_a_new_photo_goes_on_the_same_pass(talk):
    first = print_card(talk)

    second = print_card(talk, pictures.saved(pictures.plain(413, 531)))

    assert first.content != second.content
    assert read_card(first.content) == read_card(second.content)
    assert counts() == {"w": 0, "g": 1}


def test_printing_again_needs_no_new_confirmation(talk, afternoon):
    print_card(talk)
    for _ in range(3):
        afternoon.later(minutes=20)
        talk.get("/balie/gesprek/pas")

    assert print_card(talk).status_code == 200


def test_the_day_of_the_decision_stays_over_midnight(ggd, afternoon):
    afternoon.move_to(datetime(2026, 11, 30, 22, 50, tzinfo=UTC))
    ggd.post(
        "/balie/in", {"username": "ggd", "password": "correct horse battery staple"}
    )
    ready_to_print(ggd, member(Role.OOV))

    afternoon.later(minutes=12)  # it is December in Amsterdam

    made = read_card(print_card(ggd).content)
    assert made.exp == datetime(2028, 11, 30, 23, tzinfo=UTC).timestamp()


def test_two_interviews_make_two_passes(talk):
    first = read_card(print_card(talk).content)
    talk.post("/balie/klaar")
    ready_to_print(talk, member(Role.OOV, name="later"))

    second = read_card(print_card(talk).content)

    assert first.id != second.id
    assert counts() == {"w": 0, "g": 2}


@pytest.mark.parametrize("given", [{}, {"outcome": "not_yet", "colour": "green"}, {"outcome": "issue"}])  # fmt: skip
def test_skipping_ahead_makes_no_pass(ggd, given):
    begin(ggd)
    papers_in_order(ggd)
    tick(ggd, "besluit", **given)
    confirm(ggd, member(Role.OOV))

    answer = print_card(ggd)

    assert (answer.status_code, answer.content.decode()) == (409, FIRST_DECIDE)
    assert counts() == {"w": 0, "g": 0}


def test_open_papers_need_one_tick(ggd):
    begin(ggd)
    decide(ggd)
    confirm(ggd, member(Role.OOV))
    refused = print_card(ggd)

    decide(ggd, discussed="on")

    assert (refused.status_code, refused.content.decode()) == (
        409,
        "Papers are still open. Tick that you have discussed this.",
    )
    assert print_card(ggd).status_code == 200


def test_without_a_talk_there_is_no_card(ggd):
    answer = print_card(ggd)

    assert (answer.status_code, answer.content.decode()) == (
        409,
        "The interview is gone. Tick again. The visitor need not repeat anything.",
    )


@pytest.mark.parametrize("value", ["", "x", "00" * 16 + ".2026-11-24", "a:b:c"])
def test_a_nonce_that_was_not_made_here_is_none(talk, value):
    talk.cookies["n"] = value

    assert print_card(talk).content.decode() == FIRST_DECIDE
    assert counts() == {"w": 0, "g": 0}


def test_the_nonce_is_a_strict_cookie_of_this_browser_session(ggd):
    begin(ggd)

    cookie = decide(ggd).cookies["n"]

    assert {name: cookie[name] for name in ("httponly", "samesite", "max-age", "expires")} == {
        "httponly": True, "samesite": "Strict", "max-age": "", "expires": "",
    }  # fmt: skip
    assert cookie.value not in str(kept(ggd))


def test_without_a_key_the_desk_says_so_before_the_talk(ggd, settings, tmp_path):
    settings.KEYS_DIR = tmp_path

    page = ggd.get("/balie/gesprek/")

    assert page.context["trouble"].startswith(
        "No pass can be made now. Call the administrator and read this out: "
        "There is no pass key for today."
    )


def test_without_a_key_nothing_is_counted_and_the_talk_goes_on(
    talk, settings, tmp_path
):
    before, keys_dir = kept(talk), settings.KEYS_DIR
    settings.KEYS_DIR = tmp_path

    answer = print_card(talk)

    assert answer.status_code == 503
    assert (kept(talk), counts()) == (before, {"w": 0, "g": 0})
    settings.KEYS_DIR = keys_dir
    assert print_card(talk).status_code == 200


def test_without_a_signed_list_nothing_is_counted(talk):
    from passes.models import Publication

    Publication.objects.all().delete()

    answer = print_card(talk)

    assert (answer.status_code, counts()) == (503, {"w": 0, "g": 0})
    assert "No signed key list is installed." in answer.content.decode()


def test_without_a_line_in_the_log_nothing_is_made(talk):
    ValidityCount.objects.all().delete()

    answer = print_card(talk)

    assert (answer.status_code, answer.headers["Content-Type"]) == (
        503,
        "text/plain; charset=utf-8",
    )
    assert "run manage.py tick" in answer.content.decode()


def test_a_clock_before_the_build_makes_no_pass(talk, settings):
    settings.BUILD_DATE = NOON.date().replace(year=2027)

    answer = print_card(talk)

    assert (answer.status_code, counts()) == (503, {"w": 0, "g": 0})
    assert "The clock of this server is wrong." in answer.content.decode()


def test_a_real_site_makes_passes_during_an_open_day_only(talk, settings, policy):
    settings.MUNICIPALITY = replace(policy, demo=False)
    refused = print_card(talk)

    Session.objects.create(
        date=NOON.date(), start="13:00", end="16:00", slot_minutes=30, desks=1
    )

    assert (refused.status_code, refused.content.decode()) == (
        409,
        "There is no consultation hour today: no pass is made.",
    )
    assert print_card(talk).status_code == 200


def test_a_destroyed_card_is_taken_off_and_leads_back_to_the_decision(talk):
    first = read_card(print_card(talk).content)

    answer = talk.post("/balie/pas/vernietigd")

    assert answer.headers["Location"] == "/balie/pas/vernietigd"
    assert (
        "/balie/gesprek/besluit" in talk.get("/balie/pas/vernietigd").content.decode()
    )
    assert counts() == {"w": 0, "g": 0}
    assert print_card(talk).content.decode() == FIRST_DECIDE
    decide(talk, colour="white")
    confirm(talk, member(Role.OOV, name="again"))
    second = read_card(print_card(talk).content)
    assert (second.colour, second.id == first.id) == (WHITE, False)
    assert counts() == {"w": 1, "g": 0}


def test_destroying_a_card_twice_takes_off_one(talk):
    print_card(talk)

    talk.post("/balie/pas/vernietigd")
    talk.post("/balie/pas/vernietigd")

    assert counts() == {"w": 0, "g": 0}


def test_a_destroyed_card_no_longer_works(talk):
    made = read_card(print_card(talk).content)

    talk.post("/balie/pas/vernietigd")

    rows = list(Withdrawn.objects.values_list("id", "month"))
    assert rows == [(made.id.hex(), 24346)]


def test_a_pass_that_was_withdrawn_is_not_printed_again(talk):
    made = read_card(print_card(talk).content)
    Withdrawn.objects.withdraw(made.id, 24346, NOON.date())

    answer = print_card(talk)

    assert (answer.status_code, answer.content.decode()) == (
        409,
        "That card was made invalid. Decide again: it gets a new one.",
    )
    decide(talk, colour="green")
    confirm(talk, member(Role.OOV, name="again"))
    assert read_card(print_card(talk).content).id != made.id


@pytest.mark.parametrize("page", ["/balie/pas/kaart", "/balie/pas/strook"])
def test_these_pages_take_posts_only(talk, page):
    assert talk.get(page).status_code == 405


def test_a_card_needs_the_token_of_our_own_page(ggd):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ggd.cookies

    assert print_card(strict).status_code == 403
