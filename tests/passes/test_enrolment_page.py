"""What the one address of enrolment answers: for whom an invitation is, and one badge for it."""

from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from passes import badge
from passes.models import Device, Invitation, Publication, Venue
from staff.models import AuditEntry
from tests.browser.door import GOOD_KEYS, KNOWN, pin
from tests.browser.fragments import base64url
from tests.environment import seed

PLACE = "/pas-check/aanmelden"
SECRET = bytes(range(16))
PHONE = Ed25519PrivateKey.from_private_bytes(seed("a phone at the door"))
OTHER = Ed25519PrivateKey.from_private_bytes(seed("another phone"))


@pytest.fixture
def venue(db, settings):
    """A venue with a fresh invitation, and the key list that names the site's badge key."""
    pin(settings)
    Publication.objects.publish(Publication.KEYS, 1, GOOD_KEYS)
    made = Venue.objects.create(
        name="Café De Brug", licence="EXP-14", colours=2, until=date(2099, 12, 31)
    )
    made.invite(SECRET, timezone.now())
    return made


def asked(by=PHONE, secret=SECRET, proof=None):
    public = by.public_key().public_bytes_raw()
    return {
        "secret": base64url(secret),
        "public": base64url(public),
        "signature": base64url(by.sign(proof or badge.proof_message(secret, public))),
    }


def unpacked(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_an_invitation_says_for_whom_it_is_and_stays_good(client, venue):
    answers = [client.post(PLACE, {"secret": base64url(SECRET)}) for _ in range(2)]

    assert [answer.json() for answer in answers] == [{"venue": "Café De Brug"}] * 2
    assert Device.objects.count() == 0


def test_a_phone_gets_a_badge_for_its_key_and_the_key_list(client, venue):
    answer = client.post(PLACE, asked())

    given = answer.json()
    worn = badge.read_badge(
        unpacked(given["badge"]), {entry.kid: entry for entry in KNOWN}
    )
    assert unpacked(given["keys"]) == GOOD_KEYS
    assert (worn.venue, worn.number, worn.licence, worn.colours, worn.public) == (
        "Café De Brug",
        venue.pk,
        "EXP-14",
        2,
        PHONE.public_key().public_bytes_raw(),
    )
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_enrolling_is_written_down_once_without_a_name(client, venue):
    client.post(PLACE, asked())
    client.post(PLACE, asked())

    device = Device.objects.get()
    lines = AuditEntry.objects.values_list("action", "about", "actor")
    assert list(lines) == [("device_enrolled", f"device-{device.pk}", None)]


def test_a_phone_that_enrols_anew_with_its_key_is_written_down_again(client, venue):
    again = b"another invitation"[:16]
    venue.invite(again, timezone.now())

    client.post(PLACE, asked())
    client.post(PLACE, asked(secret=again))

    made = [f"device-{pk}" for pk in Device.objects.values_list("pk", flat=True)]
    lines = AuditEntry.objects.values_list("about", flat=True)
    assert (sorted(lines), len(made)) == (sorted(made), 2)


def test_the_same_phone_gets_the_same_badge_again_that_day(client, venue):
    first = client.post(PLACE, asked()).json()

    assert client.post(PLACE, asked()).json() == first
    assert Device.objects.count() == 1


def test_a_second_phone_is_told_that_the_invitation_is_used(client, venue):
    client.post(PLACE, asked())

    answers = [
        client.post(PLACE, asked(by=OTHER)),
        client.post(PLACE, {"secret": base64url(SECRET)}),
    ]

    assert [(one.status_code, one.json()) for one in answers] == [(410, {})] * 2
    assert Device.objects.count() == 1


@pytest.mark.parametrize("hours", [24, 48])
def test_after_a_day_an_invitation_is_over(client, venue, hours):
    past = timezone.now() - timedelta(hours=hours)
    Invitation.objects.update(until=past + timedelta(hours=24))

    answers = [
        client.post(PLACE, asked()),
        client.post(PLACE, {"secret": base64url(SECRET)}),
    ]

    assert [answer.status_code for answer in answers] == [410, 410]


def test_an_invitation_of_a_licence_that_is_over_is_none(client, venue):
    Venue.objects.update(until=date(2020, 1, 1))

    assert client.post(PLACE, asked()).status_code == 410


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"secret": "ä"},
        {"secret": "A"},
        {"secret": "AAAA AAAA"},
        {**asked(), "public": "?"},
        {**asked(), "public": base64url(bytes(31))},
        {**asked(), "signature": base64url(bytes(64))},
        {**asked(), "signature": ""},
        asked(proof=b"GIE1 for something else"),
    ],
)
def test_what_does_not_hold_is_refused_and_changes_nothing(client, venue, fields):
    answer = client.post(PLACE, fields)

    assert answer.status_code in (400, 410)
    assert answer.json() == {}
    assert not Invitation.objects.get().used
    assert Device.objects.count() == 0


def test_without_a_badge_key_in_the_list_no_badge_is_made(client, venue):
    Publication.objects.all().delete()

    assert client.post(PLACE, asked()).status_code == 503
    assert not Invitation.objects.get().used


def test_another_site_cannot_enrol(client, venue):
    answer = client.post(PLACE, asked(), headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert not Invitation.objects.get().used


def test_in_a_demonstration_a_phone_invites_itself(client, venue):
    secret = unpacked(client.post(PLACE, {"demo": "yes"}).json()["secret"])

    assert client.post(PLACE, asked(secret=secret)).status_code == 200


def test_elsewhere_nobody_invites_himself(client, venue, settings):
    settings.MUNICIPALITY = replace(settings.MUNICIPALITY, demo=False)

    answer = client.post(PLACE, {"demo": "yes"})

    assert answer.status_code == 404
    assert "data-demo" not in client.get(PLACE).content.decode()
    assert Invitation.objects.count() == 1


def test_without_a_venue_there_is_nobody_to_check_for(client, db):
    assert client.post(PLACE, {"demo": "yes"}).status_code == 404


def test_the_page_takes_reading_and_asking_alone(client, db):
    assert client.put(PLACE).status_code == 405
    assert client.get(PLACE).status_code == 200


def test_a_badge_lasts_a_year_at_most(client, venue):
    client.post(PLACE, asked())

    device = Device.objects.get()
    ahead = datetime.combine(device.until, datetime.min.time(), UTC) - timezone.now()
    assert timedelta(days=360) < ahead < timedelta(days=367)
