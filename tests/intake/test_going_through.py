import itertools

import pytest

from intake.checklist import SLUGS
from staff.roles import Role
from tests.conftest import member
from tests.intake.desk import begin, decide, kept, papers_in_order, tick


def ticked(client):
    return kept(client)["wizard_interview"]["step_data"]


def test_the_page_before_the_talk_shows_a_button_to_begin(ggd):
    answer = ggd.get("/balie/gesprek/")

    assert (answer.status_code, answer.context["trouble"]) == (200, "")


def test_begin_leads_to_the_first_step(ggd):
    answer = begin(ggd)

    assert answer.headers["Location"] == "/balie/gesprek/welkom"


def test_begin_clears_what_an_earlier_talk_left(ggd):
    begin(ggd)
    tick(ggd, "welkom", alone="on")

    answer = begin(ggd)

    assert ticked(ggd) == {}
    assert answer.cookies["n"].value == ""


def test_a_step_before_begin_shows_the_beginning(ggd):
    answer = ggd.get("/balie/gesprek/papieren")

    assert next(one.name for one in answer.templates) == "desk/begin.html"
    assert answer.context["gone"] == ""


def test_a_tick_after_the_end_says_that_the_interview_is_gone(ggd):
    answer = tick(ggd, "papieren", kvk="ok")

    assert answer.status_code == 409
    assert answer.context["gone"] == (
        "The interview is gone. Tick again. The visitor need not repeat anything."
    )


@pytest.mark.parametrize(("step", "following"), list(itertools.pairwise(SLUGS[:6])))
def test_nothing_is_needed_to_go_on(ggd, step, following):
    begin(ggd)

    answer = tick(ggd, step)

    assert answer.headers["Location"] == f"/balie/gesprek/{following}"


@pytest.mark.parametrize("wish", ["besluit", "welkom", "meegeven"])
def test_a_button_of_the_list_saves_first_and_then_jumps(ggd, wish):
    begin(ggd)

    answer = tick(ggd, "uitleg", go=wish, health="on")

    assert answer.headers["Location"] == f"/balie/gesprek/{wish}"
    assert ticked(ggd) == {"uitleg": {"uitleg-health": ["on"]}}


def test_a_wish_for_an_unknown_step_goes_to_the_next(ggd):
    begin(ggd)

    answer = tick(ggd, "welkom", go="https://evil.example/")

    assert answer.headers["Location"] == "/balie/gesprek/uitleg"


@pytest.mark.parametrize("step", SLUGS)
def test_every_step_opens_and_names_itself(ggd, step):
    begin(ggd)

    answer = ggd.get(f"/balie/gesprek/{step}")

    assert answer.status_code == 200
    assert f"<h1>{answer.context['step'].title}</h1>" in answer.content.decode()


def test_ticks_are_there_again_after_a_reload(ggd):
    begin(ggd)
    tick(ggd, "papieren", kvk="not_yet")

    form = ggd.get("/balie/gesprek/papieren").context["form"]

    assert form["kvk"].value() == "not_yet"


def test_in_doubt_the_pass_is_given_and_the_work_proposes_the_colour(ggd):
    begin(ggd)
    papers_in_order(ggd)

    form = ggd.get("/balie/gesprek/besluit").context["form"]

    assert (form["outcome"].value(), form["colour"].value()) == ("issue", "green")


def test_the_decision_to_give_a_pass_leads_to_the_colleague(ggd):
    begin(ggd)

    answer = decide(ggd)

    assert answer.headers["Location"] == "/balie/gesprek/bevestig"


def test_not_yet_leads_on_without_a_colleague_and_lists_what_is_missing(ggd):
    begin(ggd)
    papers_in_order(ggd)
    tick(ggd, "papieren", kvk="not_yet", bsn="ok")

    answer = decide(ggd, outcome="not_yet")

    assert answer.headers["Location"] == "/balie/gesprek/pas"
    page = ggd.get("/balie/gesprek/pas")
    assert [item.slug for _, item in page.context["missing"]] == [
        "identity", "age", "work", "kvk", "address",
    ]  # fmt: skip
    assert "n" not in answer.cookies


def test_the_last_step_is_a_step_like_any_other(ggd):
    begin(ggd)

    answer = tick(ggd, "meegeven", identify="on")

    assert answer.headers["Location"] == "/balie/gesprek/meegeven"


def test_the_camera_is_allowed_on_one_step_alone(ggd):
    begin(ggd)
    allowed = {
        step: ggd.get(f"/balie/gesprek/{step}").headers["Permissions-Policy"]
        for step in SLUGS
    }

    assert [step for step in SLUGS if "camera=(self)" in allowed[step]] == ["pas"]


def test_blobs_are_allowed_on_one_step_alone(ggd):
    begin(ggd)
    policies = {
        step: ggd.get(f"/balie/gesprek/{step}").headers["Content-Security-Policy"]
        for step in SLUGS
    }

    assert [step for step in SLUGS if "blob:" in policies[step]] == ["pas"]
    assert "frame-src blob:" in policies["pas"]


def test_a_talk_in_the_other_language(db):
    from django.test import Client

    from tests.conftest import sign_in

    client = sign_in(Client(headers={"accept-language": "nl"}), member(Role.GGD))
    begin(client)

    assert client.get("/balie/gesprek/welkom").status_code == 200
