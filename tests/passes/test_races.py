"""Two prints at once, with real threads and real commits, on the engine at hand."""

import pytest

from passes.models import Unconfirmed
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
