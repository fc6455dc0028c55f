"""Signing in, idling, signing out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client

from staff.models import Member
from staff.roles import Role
from tests.conftest import PASSWORD, member, sign_in

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def is_signed_in(client) -> bool:
    return client.get("/balie/gesprek/").status_code == 200


def test_the_right_password_opens_the_desk(db, client):
    member(Role.GGD)

    answer = client.post("/balie/in", {"username": "ggd", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/balie/")


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(db, client):
    member(Role.GGD)

    answer = client.post(
        "/balie/in",
        {"username": "ggd", "password": "not this one"},
        headers={"Accept-Language": "en"},
    )
    page = answer.content.decode()

    assert "Signing in failed. Check name and password." in page
    assert 'value="ggd"' in page
    assert "not this one" not in page


def test_no_address_from_outside_is_followed(db, client):
    member(Role.GGD)

    answer = client.post(
        "/balie/in?next=https://example.org/",
        {"username": "ggd", "password": PASSWORD, "next": "https://example.org/"},
    )

    assert answer["Location"] == "/balie/"


def test_signing_in_makes_a_new_session_key(db, client):
    member(Role.GGD)
    client.get("/balie/in")
    before = client.session.session_key

    sign_in(client, Member.objects.get(username="ggd"))

    assert client.session.session_key != before


@pytest.mark.parametrize(("minutes", "stays"), [(15, True), (16, False)])
def test_fifteen_idle_minutes_end_a_sign_in(db, client, minutes, stays):
    with time_machine.travel(START, tick=False):
        sign_in(client, member(Role.GGD))

    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        assert is_signed_in(client) == stays


@pytest.mark.parametrize(("minutes", "stays"), [(35, True), (36, False)])
def test_an_open_talk_may_idle_for_thirty_five_minutes(db, client, minutes, stays):
    with time_machine.travel(START, tick=False):
        sign_in(client, member(Role.GGD))
        client.post("/balie/gesprek/")

    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        assert is_signed_in(client) == stays


def test_four_hours_end_every_sign_in(db, client):
    with time_machine.travel(START, tick=False):
        sign_in(client, member(Role.GGD))
    for minutes in range(10, 240, 10):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
            assert is_signed_in(client)

    with time_machine.travel(START + timedelta(minutes=241), tick=False):
        assert not is_signed_in(client)


def test_signing_out_ends_the_session_and_clears_the_cache(ggd):
    answer = ggd.post("/balie/uit")

    assert answer["Location"] == "/balie/in"
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not is_signed_in(ggd)


def test_the_cookies_are_for_this_site_and_this_browser_session_only(db, client):
    sign_in(client, member(Role.GGD))

    for name in ("s", "c"):
        cookie = client.cookies[name]
        assert (cookie["samesite"], bool(cookie["httponly"]), cookie["max-age"]) in [
            ("Strict", True, ""),
            ("Strict", True, 31449600),
        ]
    assert client.cookies["s"]["max-age"] == ""


def test_a_role_that_is_taken_away_ends_at_once(ggd):
    Member.objects.get(username="ggd").groups.clear()

    assert ggd.get("/balie/gesprek/").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"email": "a@example.org"},
        {"last_name": "X"},
        {"is_staff": True},
        {"is_superuser": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_what_an_account_must_not_have(db, change):
    someone = member(Role.GGD)

    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=someone.pk).update(**change)


@pytest.mark.parametrize(
    ("header", "language"), [("nl-NL,nl", "nl"), ("ro,en", "en"), ("ro", "nl")]
)
def test_the_desk_speaks_the_browsers_language_within_its_own(
    db, client, header, language
):
    page = client.get("/balie/in", headers={"Accept-Language": header}).content.decode()

    assert f'<html lang="{language}"' in page


def test_who_holds_no_interviews_is_told_so_and_can_sign_out(db, client):
    answer = client.post(
        "/balie/in",
        {"username": member(Role.INSPECTOR).username, "password": PASSWORD},
    )
    page = client.get(answer["Location"], headers={"Accept-Language": "en"})

    assert answer["Location"] == "/balie/rol"
    assert "There is no page for your role on this site yet." in page.content.decode()
    assert "/balie/uit" in page.content.decode()


def test_a_coordinator_begins_at_the_management_pages(db, client):
    someone = member(Role.COORDINATOR)

    answer = client.post(
        "/balie/in", {"username": someone.username, "password": PASSWORD}
    )
    hall = client.get("/balie/rol", headers={"Accept-Language": "en"})

    assert answer["Location"] == "/beheer/"
    assert '<a class="button" href="/beheer/">Management</a>' in hall.content.decode()


def test_who_has_two_surfaces_chooses_one_after_signing_in(db, client):
    someone = member(Role.COORDINATOR)
    someone.groups.add(Group.objects.create(name="ggd"))

    answer = client.post(
        "/balie/in", {"username": someone.username, "password": PASSWORD}
    )
    hall = client.get(answer["Location"]).content.decode()

    assert answer["Location"] == "/balie/rol"
    assert re.findall(r'<a class="button" href="(.*?)">', hall) == [
        "/balie/",
        "/beheer/",
    ]


def test_a_form_of_an_old_tab_is_told_that_it_has_expired(db):
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/balie/in", {}, headers={"Accept-Language": "en"})

    assert answer.status_code == 403
    assert "<h1>This page has expired</h1>" in answer.content.decode()
