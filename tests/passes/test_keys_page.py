"""`/beheer/sleutels`: until when the key runs, and what is due, in words."""

from dataclasses import replace
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from passes import keys, root
from passes.models import Publication
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.environment import write_keys
from tests.scheduling.pages import words
from tests.vectors.made import ISSUED, REACH, key, public

PAGE = "/beheer/sleutels"
BOTH = ("2026Q4", "2027Q1")
READY = "The key runs until 31 December. The next one is ready."
SEALED = (
    "The key runs until 31 December. The next one is signed and rests sealed; "
    "it comes onto this machine in the last two weeks."
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(db):
    return member(Role.COORDINATOR)


@pytest.fixture
def said(someone):
    """Return `said(moment)`: what the page says then, to who has just signed in."""

    def read(moment, publish=True):
        with time_machine.travel(f"{moment}+01:00", tick=False):
            if publish:
                call_command("publish_list", stdout=StringIO())
            client = Client(headers={"Accept-Language": "en"})
            return words(sign_in(client, someone).get(PAGE))

    return read


@pytest.fixture
def town(settings, tmp_path):
    """Return `town(listed, here)`: the root signed `listed`, the files of `here` are there."""

    def made(listed=BOTH, here=BOTH):
        settings.KEYS_DIR = tmp_path
        policy = settings.MUNICIPALITY
        pinned = replace(policy.pass_, roots=(public("root 1").hex(),))
        settings.MUNICIPALITY = replace(policy, pass_=pinned)
        write_keys(tmp_path, listed)
        ring, root_key = keys.read(tmp_path), key("root 1")
        signed = keys.key_list(
            ring, root.kid(root_key), seq=1, issued=ISSUED, reach=REACH
        )
        Publication.objects.publish(Publication.KEYS, 1, root.sign(signed, root_key))
        for quarter in set(listed) - set(here):
            (file,) = tmp_path.glob(f"pass-{quarter}-*.key")
            file.unlink()

    return made


@pytest.mark.parametrize(
    ("moment", "listed", "here", "tells"),
    [
        ("2026-11-24T12:00", BOTH, BOTH, READY),
        ("2026-11-24T12:00", BOTH, BOTH[:1], SEALED),
        ("2026-11-24T12:00", BOTH[:1], BOTH[:1], "The next one is not ready."),
        ("2026-11-24T12:00", BOTH, BOTH, "The next quarter begins on 1 January 2027, in 38 days."),
        ("2026-12-31T12:00", BOTH, BOTH, "The next quarter begins on 1 January 2027, in 1 day."),
        ("2026-11-24T12:00", BOTH, BOTH, "The list of keys was signed by the root on 1 October 2026."),
        ("2026-11-24T12:00", BOTH, BOTH, "The list of withdrawn passes is of 24 November 2026, 12:00. Phones trust it until 1 December 2026."),
    ],
)  # fmt: skip
def test_the_page_says_how_the_keys_are_doing(said, town, moment, listed, here, tells):
    town(listed, here)

    assert tells in said(moment)


@pytest.mark.parametrize(
    ("moment", "listed", "here", "warning"),
    [
        ("2026-12-01T12:00", BOTH[:1], BOTH[:1], None),
        ("2026-12-02T12:00", BOTH[:1], BOTH[:1], "30 days are left, and the next key is not ready. Make the keys"),
        ("2026-12-18T12:00", BOTH[:1], BOTH[:1], "14 days are left, and the next key is not ready. Make the keys"),
        ("2026-12-25T12:00", BOTH[:1], BOTH[:1], "7 days are left, and the next key is not ready. Make the keys"),
        ("2026-12-31T12:00", BOTH[:1], BOTH[:1], "1 day is left, and the next key is not ready."),
        ("2026-12-17T12:00", BOTH, BOTH[:1], None),
        ("2026-12-18T12:00", BOTH, BOTH[:1], "Put the sealed key of the next quarter onto this machine."),
        ("2026-12-31T12:00", BOTH, BOTH, None),
    ],
)  # fmt: skip
def test_it_warns_when_the_next_key_is_due(said, town, moment, listed, here, warning):
    town(listed, here)

    told = said(moment)

    if warning is None:
        assert "left, and the next key is not ready" not in told
    else:
        assert warning in told


def test_without_a_key_it_says_that_no_pass_can_be_made(said, town):
    town(BOTH, BOTH[1:])

    told = said("2026-11-24T12:00")

    assert "No pass can be made now. There is no pass key for today." in told
    assert "The key runs until" not in told


def test_without_lists_it_says_so(said):
    told = said("2026-11-24T12:00", publish=False)

    assert "There is no list of keys." in told
    assert "There is no list of withdrawn passes." in told
    assert "The list of this morning is missing." in told


@pytest.mark.parametrize(
    ("moment", "is_missing"),
    [("2026-11-25T06:59", False), ("2026-11-25T07:01", True)],
)
def test_a_list_that_did_not_come_out_is_named_after_an_hour(
    said, town, moment, is_missing
):
    town()
    said("2026-11-24T12:00")

    told = said(moment, publish=False)

    assert ("The list of this morning is missing." in told) is is_missing


def test_the_page_only_reads(coordinator):
    assert coordinator.post(PAGE).status_code == 405
