"""Venues at `/beheer/locaties`: licensed businesses, their phones, and invitations."""

import hashlib
import re
from base64 import urlsafe_b64decode
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from passes.models import Device, Invitation, Venue, Withdrawn
from staff.models import AuditEntry
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.passes.phones import enrolled
from tests.scheduling.pages import words

PAGE, NEW, CHANGE = (
    "/beheer/locaties",
    "/beheer/locaties/nieuw",
    "/beheer/locaties/wijzig",
)
INVITE, DEVICE = "/beheer/locaties/uitnodiging", "/beheer/locaties/toestel"
TODAY = "2026-11-24T14:05+01:00"
GOOD = {
    "name": "Huis aan het Water",
    "licence": "GR-2026/014",
    "colours": "3",
    "until": "2027-12-31",
    "is_business": "on",
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def coordinator(db):
    client = Client(headers={"Accept-Language": "en"})
    return sign_in(client, member(Role.COORDINATOR))


def venue(name="Huis aan het Water", until=date(2027, 12, 31)):
    return Venue.objects.create(name=name, licence="GR-014", colours=3, until=until)


def lines():
    """Return (action, about) of every line of the log but signing in."""
    entries = AuditEntry.objects.exclude(action="signed_in").order_by("pk")
    return list(entries.values_list("action", "about"))


def test_without_venues_the_page_says_so(coordinator):
    assert "No venues yet." in words(coordinator.get(PAGE))


def test_a_venue_is_added(coordinator):
    answer = coordinator.post(NEW, GOOD)

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    made = Venue.objects.values("name", "licence", "colours", "until").get()
    assert made == {
        "name": "Huis aan het Water",
        "licence": "GR-2026/014",
        "colours": 3,
        "until": date(2027, 12, 31),
    }
    assert lines() == [("venue_made", f"venue-{Venue.objects.get().pk}")]
    shown = words(coordinator.get(PAGE))
    assert "Licence GR-2026/014 until 31 December 2027" in shown
    assert "Passes that count here: white and green" in shown
    assert "No phone is enrolled here." in shown


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Fill in the name of the business."),
        ("name", "Een veel te lange naam voor de badge", "That name is too long for the badge."),
        ("name", "é" * 17, "That name is too long for the badge."),
        ("licence", "", "Fill in the number of the licence."),
        ("licence", "GR-2026/01412", "At most 12 plain letters, digits and signs fit in the badge."),
        ("licence", "Nº 5", "At most 12 plain letters, digits and signs fit in the badge."),
        ("colours", "", "Choose which passes count here."),
        ("colours", "4", "Choose which passes count here."),
        ("until", "", "Fill in a date, such as 31-12-2027."),
        ("until", "tomorrow", "Fill in a date, such as 31-12-2027."),
        ("until", "2026-11-23", "That day is past. A licence must be valid."),
        ("until", "2126-01-01", "That day is too far ahead."),
        ("is_business", "", "Tick this. A home is never a venue."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    coordinator, field, typed, said
):
    answer = coordinator.post(NEW, GOOD | {field: typed})

    assert answer.status_code == 200
    assert words(answer).count(said) == 2  # in the box above and at the field
    page = unescape(answer.content.decode())
    kept = {
        name for name in ("name", "licence", "until") if f'value="{GOOD[name]}"' in page
    }
    assert kept == {"name", "licence", "until"} - {field}
    assert not Venue.objects.exists()
    assert lines() == []


def test_a_date_may_be_written_as_the_dutch_do(coordinator):
    coordinator.post(NEW, GOOD | {"until": "31-12-2027"})

    assert Venue.objects.get().until == date(2027, 12, 31)


def test_a_venue_is_changed_after_its_form_was_shown(coordinator):
    kept = venue()
    enrolled(kept)
    asked = coordinator.post(CHANGE, {"venue": kept.pk})

    answer = coordinator.post(
        CHANGE, GOOD | {"venue": kept.pk, "go": "1", "colours": "1"}
    )

    assert "1 phone is enrolled." in words(asked)
    assert 'value="GR-014"' in asked.content.decode()
    assert 'value="2027-12-31"' in asked.content.decode()
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    kept.refresh_from_db()
    assert (kept.licence, kept.colours) == ("GR-2026/014", 1)
    assert Device.objects.get().withdrawn
    assert lines() == [("venue_changed", f"venue-{kept.pk}")]


def test_a_change_is_refused_without_the_tick(coordinator):
    kept = venue()

    answer = coordinator.post(
        CHANGE, {**GOOD, "venue": kept.pk, "go": "1", "is_business": ""}
    )

    assert "Tick this. A home is never a venue." in words(answer)
    kept.refresh_from_db()
    assert kept.licence == "GR-014"


def test_an_invitation_is_shown_once_and_only_its_digest_is_kept(coordinator):
    kept = venue()

    answer = coordinator.post(INVITE, {"venue": kept.pk})

    page = answer.content.decode()
    code = re.search(r"/pas-check/aanmelden#([\w-]{22})</bdi>", page)[1]
    assert "Valid until tomorrow 14:05, once." in words(answer)
    assert answer["Cache-Control"] == "no-store"
    made = Invitation.objects.get()
    assert bytes(made.digest) == hashlib.sha256(urlsafe_b64decode(f"{code}==")).digest()
    assert (made.venue, made.used) == (kept, False)
    assert made.until == timezone.now() + timedelta(hours=24)
    assert lines() == [("device_invited", f"venue-{kept.pk}")]
    assert code not in coordinator.get(PAGE).content.decode()


def test_each_invitation_is_another(coordinator):
    kept = venue()

    for _ in range(2):
        coordinator.post(INVITE, {"venue": kept.pk})

    assert len({bytes(one.digest) for one in Invitation.objects.all()}) == 2


def test_without_a_licence_no_phone_is_invited(coordinator):
    kept = venue(until=date(2026, 11, 23))

    shown = coordinator.get(PAGE)
    answer = coordinator.post(INVITE, {"venue": kept.pk})

    assert "expired: no phone can be invited" in words(shown)
    assert INVITE not in shown.content.decode()
    assert answer.status_code == 409
    assert "The licence has expired" in words(answer)
    assert not Invitation.objects.exists()


def test_on_its_last_day_a_licence_still_counts(coordinator):
    kept = venue(until=date(2026, 11, 24))

    assert coordinator.post(INVITE, {"venue": kept.pk}).status_code == 200


def test_a_phone_is_withdrawn_after_one_question(coordinator):
    device = enrolled(venue())
    asked = coordinator.post(DEVICE, {"device": device.pk})
    assert "Withdraw this phone?" in words(asked)
    assert not Withdrawn.objects.exists()

    answers = [coordinator.post(DEVICE, {"device": device.pk, "go": "1"}) for _ in "12"]

    assert [answer["Location"] for answer in answers] == [PAGE, PAGE]
    assert list(Withdrawn.objects.values()) == [
        {"id": device.badge_id.hex(), "month": 0}
    ]
    assert lines() == [("device_withdrawn", f"device-{device.pk}")]
    shown = words(coordinator.get(PAGE))
    assert "Withdrawn" in shown
    assert "23 November 2027" in shown


@pytest.mark.parametrize("number", ["", "0", "9", "x", "²", "1" * 30, "-1"])
@pytest.mark.parametrize(
    ("page", "field"), [(CHANGE, "venue"), (INVITE, "venue"), (DEVICE, "device")]
)
def test_what_is_not_there_is_404(coordinator, page, field, number):
    assert coordinator.post(page, {field: number}).status_code == 404


@pytest.mark.parametrize("page", [CHANGE, INVITE, DEVICE])
def test_a_change_is_never_a_get(coordinator, page):
    assert coordinator.get(page).status_code == 405


def test_the_list_asks_the_database_equally_often_for_one_venue_and_for_three(
    coordinator,
):
    counts = []
    for number in range(1, 4):
        enrolled(venue(f"Venue {number}"), number)
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[2]
