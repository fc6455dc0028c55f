"""Venues, invitations and phones: one phone per invitation, an end to every badge."""

from datetime import date, datetime, timedelta

import pytest

from passes import badge
from passes.badge import read_badge
from passes.expiry import TOWN, expiry
from passes.models import (
    BadProof,
    Device,
    Invitation,
    SpentInvitation,
    Venue,
    Withdrawn,
)
from passes.withdrawn import BADGES
from tests.passes.town import BADGE_KEY
from tests.vectors.made import key, key_list, public, seed

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=TOWN)
SECRET = seed("invitation 1")[:16]
pytestmark = pytest.mark.django_db


def venue(**changed):
    values = {
        "name": "Café De Brug",
        "licence": "EXP-2026-014",
        "colours": 3,
        "until": date(2027, 6, 30),
    } | changed
    return Venue.objects.create(**values)


def enrol(phone="device key 1", secret=SECRET, now=NOW):
    proof = key(phone).sign(badge.proof_message(secret, public(phone)))
    return Device.objects.enrol(secret, public(phone), proof, now=now, key=BADGE_KEY)


def state():
    return (
        list(Invitation.objects.values_list("used", flat=True)),
        list(Device.objects.order_by("pk").values_list("until", "withdrawn")),
        list(Withdrawn.objects.values_list("month", flat=True)),
    )


def test_a_phone_gets_a_badge_that_says_its_venue():
    where = venue()
    where.invite(SECRET, NOW)

    body = enrol()

    found = read_badge(body, key_list().by_kid())
    assert (found.number, found.venue, found.licence, found.colours) == (
        where.pk,
        "Café De Brug",
        "EXP-2026-014",
        3,
    )
    assert (found.until, found.public) == (
        expiry(date(2027, 6, 30)),
        public("device key 1"),
    )
    assert state() == ([True], [(date(2027, 6, 30), False)], [])


def test_a_badge_lasts_a_year_at_most():
    venue(until=date(2030, 1, 1)).invite(SECRET, NOW)

    body = enrol()

    found = read_badge(body, key_list().by_kid())
    assert found.until == expiry(date(2027, 11, 23))


def test_an_invitation_keeps_nothing_that_could_be_used():
    made = venue().invite(SECRET, NOW)

    assert SECRET not in bytes(made.digest)
    assert (len(made.digest), made.until) == (32, NOW + timedelta(hours=24))


def test_the_same_phone_asking_again_gets_the_same_badge():
    venue().invite(SECRET, NOW)

    asked = {enrol(now=NOW + timedelta(hours=hours)) for hours in (0, 1, 23)}

    assert (len(asked), Device.objects.count()) == (1, 1)


def test_another_phone_with_the_same_invitation_is_refused():
    venue().invite(SECRET, NOW)
    enrol()

    with pytest.raises(SpentInvitation):
        enrol("device key 2")

    assert Device.objects.count() == 1


@pytest.mark.parametrize("hours", [24, 25, 48])
def test_an_invitation_is_good_for_a_day(hours):
    venue().invite(SECRET, NOW)
    enrol()

    for phone in ("device key 1", "device key 2"):
        with pytest.raises(SpentInvitation):
            enrol(phone, now=NOW + timedelta(hours=hours))


def test_an_unknown_invitation_is_refused():
    with pytest.raises(SpentInvitation):
        enrol()


def test_an_invitation_of_a_venue_whose_licence_is_over_stays_unused():
    venue(until=date(2026, 11, 23)).invite(SECRET, NOW)

    with pytest.raises(SpentInvitation):
        enrol()

    assert state() == ([False], [], [])


def test_on_the_last_day_of_the_licence_a_phone_can_enrol():
    venue(until=date(2026, 11, 24)).invite(SECRET, NOW)

    assert read_badge(enrol(), key_list().by_kid()).until == expiry(date(2026, 11, 24))


def test_without_a_proof_the_invitation_stays_unused():
    venue().invite(SECRET, NOW)
    foreign = key("device key 2").sign(
        badge.proof_message(SECRET, public("device key 1"))
    )

    for proof in (foreign, bytes(64), b""):
        with pytest.raises(BadProof):
            Device.objects.enrol(
                SECRET, public("device key 1"), proof, now=NOW, key=BADGE_KEY
            )

    assert state() == ([False], [], [])


def test_a_lost_phone_comes_on_the_list_and_cannot_come_back():
    venue().invite(SECRET, NOW)
    body = enrol()

    Device.objects.get().withdraw()

    assert list(Withdrawn.objects.values_list()) == [
        (badge.badge_id(body).hex(), BADGES)
    ]
    with pytest.raises(SpentInvitation):
        enrol()


def test_a_phone_invited_anew_loses_its_badge_of_before():
    venue().invite(SECRET, NOW)
    first = enrol()
    second = seed("invitation 2")[:16]
    venue(name="De Poort").invite(second, NOW)

    body = enrol(secret=second)

    assert read_badge(body, key_list().by_kid()).venue == "De Poort"
    assert list(Withdrawn.objects.values_list("id", flat=True)) == [
        badge.badge_id(first).hex()
    ]


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ({"until": date(2028, 6, 30)}, 0),
        ({"until": date(2027, 6, 29)}, 1),
        ({"colours": 1}, 1),
        ({"name": "De Poort"}, 1),
        ({"licence": "X"}, 1),
    ],
)
def test_a_changed_licence_ends_the_badges_that_say_otherwise(changed, again):
    where = venue()
    where.invite(SECRET, NOW)
    enrol()
    values = {"name": where.name, "licence": where.licence, "colours": 3,
              "until": where.until} | changed  # fmt: skip

    assert where.change(**values) == again
    assert Withdrawn.objects.count() == again
    where.refresh_from_db()
    assert {name: getattr(where, name) for name in values} == values


def test_what_has_ended_is_forgotten():
    where = venue(until=date(2026, 12, 31))
    where.invite(SECRET, NOW)
    enrol()
    Device.objects.get().withdraw()
    seen = []

    days = ("2026-11-25T14:05", "2026-12-31T23:00", "2027-01-01T01:00",
            "2027-01-31T12:00", "2027-02-01T12:00")  # fmt: skip
    for day in days:
        Venue.objects.forget(datetime.fromisoformat(day).replace(tzinfo=TOWN))
        seen.append((*map(len, state()), Venue.objects.count()))

    assert seen == [
        (0, 1, 1, 1),
        (0, 1, 1, 1),
        (0, 0, 0, 1),
        (0, 0, 0, 1),
        (0, 0, 0, 0),
    ]


def test_forgetting_phones_leaves_withdrawn_cards_alone():
    Withdrawn.objects.put(b"c" * 8, 24346)
    venue(until=date(2026, 12, 31)).invite(SECRET, NOW)
    enrol()
    Device.objects.get().withdraw()

    Venue.objects.forget(datetime(2027, 3, 1, tzinfo=TOWN))

    assert list(Withdrawn.objects.values_list("month", flat=True)) == [24346]


def test_nothing_shows_more_than_a_number():
    where = venue()
    invitation = where.invite(SECRET, NOW)
    enrol()
    phone = Device.objects.get()

    assert [str(row) for row in (where, invitation, phone)] == [
        f"venue {where.pk}",
        f"invitation {invitation.pk}",
        f"device {phone.pk}",
    ]
    assert str(Withdrawn(id="0" * 16, month=7)) == "withdrawn, month 7"
