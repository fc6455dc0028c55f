from intake import checklist
from intake.checklist import Decision

KINDS = ("window", "club")


def steps(policy, **changes):
    return checklist.steps(policy.interview, KINDS, (), str)


def in_order(*slugs):
    return dict.fromkeys(slugs, "ok")


PAPERS = in_order("identity", "age", "work", "kvk", "bsn", "address")


def test_there_are_eight_steps_in_the_order_of_the_talk(policy):
    assert tuple(step.slug for step in steps(policy)) == checklist.SLUGS


def test_the_information_is_what_the_municipality_lists_and_one_closing_question(
    policy,
):
    (told,) = (step for step in steps(policy) if step.slug == "uitleg")

    assert tuple(item.slug for item in told.items) == (
        *policy.interview.information,
        "said_back",
    )


def test_each_paper_says_where_it_is_found_and_what_must_match(policy):
    (papers,) = (step for step in steps(policy) if step.slug == "papieren")

    assert [item.slug for item in papers.items if not (item.found and item.match)] == []


def test_all_papers_and_places_are_missing_at_the_start(policy):
    found = [item.slug for _, item in checklist.missing(steps(policy), {})]

    assert found == [*PAPERS, "licence", "sleep"]


def test_a_paper_that_was_not_looked_at_is_missing_and_a_needless_one_is_not(policy):
    ticks = {
        "papieren": PAPERS | {"kvk": "not_needed", "bsn": "not_seen"},
        "werkplek": in_order("licence", "sleep"),
    }

    found = [item.slug for _, item in checklist.missing(steps(policy), ticks)]

    assert found == ["bsn"]


def test_the_kind_of_work_proposes_the_colour():
    colours = {"window": "white", "club": "green"}

    assert checklist.proposed_colour({}, colours) == ""
    assert checklist.proposed_colour({"werkplek": {"kind": "club"}}, colours) == "green"


def test_a_step_is_done_when_nothing_in_it_is_open(policy):
    first, *_, last = steps(policy)
    some = {"welkom": {"alone": "on"}}
    every = {"welkom": dict.fromkeys([item.slug for item in first.items], "on")}

    assert not checklist.is_done(first, {})
    assert not checklist.is_done(first, some)
    assert checklist.is_done(first, every)
    assert not checklist.is_done(last, every)


def test_before_the_decision_nothing_is_decided():
    assert checklist.decision({}) == Decision("", "", is_discussed=False)


def test_the_old_card_counts_for_a_renewal_only():
    old = {"besluit": {"old_card": "2026-11-30"}}
    renewal = {"welkom": {"renewal": "on"}}

    found = [checklist.decision(ticks).old_card for ticks in (old, old | renewal)]

    assert found == ["", "2026-11-30"]


def test_a_renewal_does_not_ask_for_the_workplace_again(policy):
    ticks = {"welkom": {"renewal": "on"}}

    found = [item.slug for _, item in checklist.missing(steps(policy), ticks)]

    assert found == list(PAPERS)


def test_the_short_path_leads_past_five_steps_and_back_from_the_others():
    renewal = {"welkom": {"renewal": "on"}}

    walked = [checklist.beside(slug, renewal) for slug in checklist.SLUGS]

    assert walked == [
        ("", "papieren"),
        ("welkom", "papieren"),
        ("welkom", "besluit"),
        ("papieren", "besluit"),
        ("papieren", "besluit"),
        ("papieren", "pas"),
        ("besluit", "meegeven"),
        ("pas", ""),
    ]


def test_a_pass_needs_the_outcome_and_a_colour():
    given = {"outcome": "issue", "colour": "white", "discussed": "on"}

    assert checklist.decision({"besluit": given}).gives_pass
    assert not checklist.decision({"besluit": given | {"colour": ""}}).gives_pass
    assert not checklist.decision(
        {"besluit": given | {"outcome": "not_yet"}}
    ).gives_pass
