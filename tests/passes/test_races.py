"""Two at once, with real threads and real commits, on the engine at hand."""

from datetime import timedelta

import pytest

from passes.models import (
    Device,
    Invitation,
    Publication,
    SpentInvitation,
    Unconfirmed,
    Withdrawn,
)
from passes.withdrawn import content
from tests.passes.test_enrolling import NOW, SECRET, enrol, venue
from tests.passes.test_publishing import START, publish, withdraw
from tests.passes.test_validity_log import (
    LAST_DAY,
    NOVEMBER,
    counts,
    digest_of,
    prepared,
    same,
    session,
)
from tests.scheduling.town import race

pytestmark = pytest.mark.django_db(transaction=True)


def count(known, number):
    return prepared().add_once(same(known), digest_of(number), LAST_DAY, "w")


def test_8_prints_of_one_pass_at_once_count_it_once(transactional_db):
    at_desk = session()
    prepared()

    counted = race([lambda: count(at_desk, 1) for _ in range(8)])

    assert sorted(counted) == [False] * 7 + [True]
    assert counts()[NOVEMBER, "w"] == 1
    assert same(at_desk)["counted"] == [digest_of(1).hex()]


def test_8_passes_at_once_on_one_confirmation_make_one(transactional_db):
    at_desk = session()
    prepared()

    made = race([lambda n=n: count(at_desk, n) for n in range(8)])

    assert sorted(made, key=str) == [Unconfirmed] * 7 + [True]
    assert counts()[NOVEMBER, "w"] == 1


def test_8_desks_at_once_lose_no_count(transactional_db):
    desks = [session() for _ in range(8)]
    prepared()

    made = race([lambda n=n, d=d: count(d, n) for n, d in enumerate(desks)])

    assert made == [True] * 8
    assert counts()[NOVEMBER, "w"] == 8


def test_8_phones_at_once_with_one_invitation_enrol_one(transactional_db):
    venue().invite(SECRET, NOW)

    made = race([lambda n=n: enrol(f"device key {n}") for n in range(8)])

    assert sorted(map(str, made))[:7] == [str(SpentInvitation)] * 7
    assert (Device.objects.count(), Invitation.objects.get().used) == (1, True)


def test_one_phone_asking_8_times_at_once_gets_one_badge(transactional_db):
    venue().invite(SECRET, NOW)

    made = race([enrol for _ in range(8)])

    assert (len(set(made)), Device.objects.count()) == (1, 1)
    assert bytes(Device.objects.get().badge) == made[0]


def test_a_slip_typed_8_times_at_once_withdraws_one_card(transactional_db):
    race([lambda: withdraw(1) for _ in range(8)])

    assert Withdrawn.objects.count() == 1


def test_8_nodes_at_six_in_the_morning_publish_one_list(transactional_db):
    Publication.objects.publish("keys", 1, b"so that there is a row to wait for")
    publish()
    first = Withdrawn.objects.count()
    tomorrow = START + timedelta(days=1)

    made = race([lambda n=n: publish(tomorrow, number=n) for n in range(8)])

    assert sorted(made) == [False] * 7 + [True]
    assert Withdrawn.objects.count() <= first + 8


def test_what_is_withdrawn_while_a_list_is_made_is_not_lost(transactional_db):
    Publication.objects.publish("keys", 1, b"so that there is a row to wait for")
    publish()
    days = [START + timedelta(days=day) for day in range(1, 5)]
    jobs = [lambda day=day: publish(day, at_once=True) for day in days]

    made = race([*jobs, *(lambda n=n: withdraw(n) for n in range(8))])
    publish(START + timedelta(days=9))

    mine = {(bytes.fromhex(id_), month) for id_, month in made[4:]}
    found = content(Publication.objects.body("list")).buckets
    assert mine <= {(id_, month) for month, ids in found for id_ in ids}
