"""The canary: look first, then insert, is what everybody writes, and it oversells.

If this copy did not oversell, the race tests beside it would be blind.
"""

import pytest
from django.db import connection, transaction

from tests.scheduling.town import race

pytestmark = pytest.mark.django_db(transaction=True)

SLOTS, RACERS, ROUNDS = 6, 64, 12


@pytest.fixture
def naive_table(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_claim (round int, slot int)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_claim")


def book_naively(number, slot):
    """Book as if nobody else did; returns whether it seemed free."""
    with transaction.atomic(), connection.cursor() as cursor:
        place = [number, slot]
        cursor.execute(
            "SELECT 1 FROM naive_claim WHERE round = %s AND slot = %s", place
        )
        if cursor.fetchone():
            return False
        cursor.execute("INSERT INTO naive_claim VALUES (%s, %s)", place)
        return True


def test_the_naive_version_oversells_on_postgresql(naive_table):
    sold = 0
    for number in range(ROUNDS):
        outcomes = race(
            [
                lambda n=number, s=one % SLOTS: book_naively(n, s)
                for one in range(RACERS)
            ]
        )
        sold = outcomes.count(True)
        if sold > SLOTS:
            break

    assert sold > SLOTS
