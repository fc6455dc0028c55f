"""A renewal: the short path, and a month that counts from the old card."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from passes.expiry import last_day_of
from passes.models import ValidityCount
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.intake.desk import (
    begin,
    confirm,
    counts,
    decide,
    kept,
    print_card,
    read_card,
    tick,
)
from tests.intake.test_going_through import ticked


def renew(client):
    return client.post("/balie/gesprek/", {"path": "short"})


def papers(client):
    names = ("identity", "age", "work", "kvk", "bsn", "address")
    return tick(client, "papieren", **dict.fromkeys(names, "ok"))


def printed(client, **decision):
    """Return the last valid day of the card that a renewal gives."""
    ValidityCount.objects.prepare([date(2028, 12, 31), date(2029, 1, 31)], "wg")
    renew(client)
    papers(client)
    decide(client, **decision)
    confirm(client, member(Role.OOV))
    return last_day_of(read_card(print_card(client).content).exp)


def test_the_short_path_has_five_steps(ggd):
    here, walked = renew(ggd).headers["Location"].rpartition("/")[2], []
    while here not in ("bevestig", "meegeven"):
        walked.append(here)
        page = ggd.get(f"/balie/gesprek/{here}")
        here = page.context["next"].slug

    assert [*walked, here] == ["welkom", "papieren", "besluit", "pas", "meegeven"]


def test_the_other_steps_stay_one_press_away(ggd):
    renew(ggd)

    answer = tick(ggd, "papieren", go="wensen")

    assert answer.headers["Location"] == "/balie/gesprek/wensen"
    page = ggd.get("/balie/gesprek/wensen")
    assert (page.context["previous"].slug, page.context["next"].slug) == (
        "papieren",
        "besluit",
    )


def test_the_short_path_is_a_tick_that_the_pair_can_take_back(ggd):
    renew(ggd)
    assert ticked(ggd) == {"welkom": {"welkom-renewal": ["on"]}}
    page = ggd.get("/balie/gesprek/welkom").content.decode()
    assert 'id="id_welkom-renewal" checked' in page

    answer = tick(ggd, "welkom", alone="on")

    assert answer.headers["Location"] == "/balie/gesprek/uitleg"
    assert ticked(ggd) == {"welkom": {"welkom-alone": ["on"]}}


def test_a_first_talk_is_not_a_renewal(ggd):
    begin(ggd)
    page = ggd.get("/balie/gesprek/besluit")

    assert "is_renewal" not in page.context
    assert b"besluit-old_card" not in page.content


def test_the_workplace_is_not_asked_again(ggd):
    renew(ggd)
    papers(ggd)

    assert ggd.get("/balie/gesprek/besluit").context["missing"] == ()


def test_the_months_to_choose_from_are_those_of_the_window(ggd):
    renew(ggd)

    form = ggd.get("/balie/gesprek/besluit").context["form"]

    assert form.fields["old_card"].choices == [
        ("2026-11-30", "November 2026"),
        ("2026-12-31", "December 2026"),
        ("none", "Another month, or no old card: count from today"),
    ]


@pytest.mark.parametrize(
    ("old", "until"),
    [
        ("2026-12-31", date(2028, 12, 31)),
        ("2026-11-30", date(2028, 11, 30)),
        ("none", date(2028, 11, 30)),
    ],
)
def test_the_new_month_counts_from_the_old_one(ggd, old, until):
    assert printed(ggd, old_card=old) == until


def test_without_the_tick_an_old_card_counts_for_nothing(ggd):
    ValidityCount.objects.prepare([date(2028, 12, 31)], "wg")
    begin(ggd)
    decide(ggd, old_card="2026-12-31", discussed="on")
    confirm(ggd, member(Role.OOV))

    made = read_card(print_card(ggd).content)

    assert last_day_of(made.exp) == date(2028, 11, 30)


@pytest.mark.parametrize("old", ["2027-01-31", "2026-10-31", "2026-12-30", "x"])
def test_a_month_outside_the_window_is_not_offered(ggd, old):
    renew(ggd)

    assert decide(ggd, old_card=old).status_code == 400


def test_another_old_month_is_another_pass_and_needs_the_colleague_again(ggd):
    printed(ggd, old_card="2026-11-30")

    decide(ggd, old_card="2026-12-31")

    assert print_card(ggd).status_code == 409
    assert sum(ValidityCount.objects.values_list("count", flat=True)) == 1


def test_the_window_is_that_of_the_day(ggd, afternoon):
    afternoon.move_to(datetime(2026, 12, 1, 13, tzinfo=ZoneInfo("Europe/Amsterdam")))
    sign_in(ggd, type("Someone", (), {"username": "ggd"}))
    renew(ggd)

    form = ggd.get("/balie/gesprek/besluit").context["form"]

    values = [value for value, _ in form.fields["old_card"].choices]
    assert values == ["2026-12-31", "none"]


def test_of_the_old_card_nothing_is_kept_but_a_month_until_the_end(ggd):
    printed(ggd, old_card="2026-12-31")
    assert ticked(ggd)["besluit"]["besluit-old_card"] == ["2026-12-31"]

    ggd.post("/balie/klaar")

    assert "wizard_interview" not in kept(ggd)
    assert counts() == {"w": 0, "g": 0} | counts()


def test_the_camera_and_the_reader_are_allowed_for_a_renewal_only(ggd):
    begin(ggd)
    plain = ggd.get("/balie/gesprek/besluit")
    renew(ggd)
    renewal = ggd.get("/balie/gesprek/besluit")

    allowed = [
        (
            "camera=(self)" in page.headers["Permissions-Policy"],
            "wasm-unsafe-eval" in page.headers["Content-Security-Policy"],
        )
        for page in (plain, renewal)
    ]
    assert allowed == [(False, False), (True, True)]
