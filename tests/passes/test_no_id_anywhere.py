"""300 passes leave counts, and nothing by which one of them could be found again."""

from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction

from passes import issue, slip
from passes.expiry import TOWN
from passes.issue import Nonce
from passes.keys import Quarter, Ring, made_of
from passes.models import ValidityCount, Withdrawn
from tests.passes.test_validity_log import (
    LAST_DAY,
    NOVEMBER,
    confirm,
    counts,
    prepared,
    session,
)
from tests.privacy.remains import database, found
from tests.vectors.made import key_list, seed

NOW = datetime(2026, 11, 24, 13, tzinfo=TOWN)
RING = Ring(
    (made_of(seed("pass key 1"), "pass", Quarter(2026, 4)),), seed("slip key 1")
)
pytestmark = pytest.mark.django_db(transaction=True)


def nonce(number):
    return Nonce(seed(f"nonce {number}")[:16])


def hand_out(many):
    """Make and count passes at ten sign-ins; return what only their holders may know."""
    maker = issue.ready(RING, key_list(), LAST_DAY, NOW)
    desks, secrets = [session() for _ in range(10)], []
    for number in range(many):
        colour, desk = "wg"[number % 3 == 0], desks[number % 10]
        confirm(desk)
        digest = issue.digest(nonce(number), colour, LAST_DAY)
        assert ValidityCount.objects.add_once(desk, digest, LAST_DAY, colour)
        made = slip.derive(seed("slip key 1"), nonce(number), colour, LAST_DAY)
        text = maker.text(nonce(number), colour)
        secrets += (
            made.w,
            made.id,
            nonce(number),
            slip.write(made).encode(),
            text.encode(),
        )
    return secrets


def heap():
    """Return all that is kept: rows, the file of the database, sessions decoded."""
    opened = [repr(row.get_decoded()) for row in Session.objects.all()]
    return database() + "\n".join(opened).encode()


def written(secrets):
    return [*secrets, *(secret.hex().encode() for secret in secrets)]


def test_the_search_finds_an_id_that_is_kept(transactional_db):
    prepared()
    secrets = hand_out(3)
    Withdrawn.objects.put(secrets[1], NOVEMBER)

    assert secrets[1].hex().encode() in found(written(secrets), heap())


def test_300_passes_leave_a_line_for_each_month_and_colour_and_no_id(transactional_db):
    prepared()

    with transaction.atomic():  # one flush to the disk, not 600
        secrets = hand_out(300)

    assert counts() == {(NOVEMBER, "w"): 200, (NOVEMBER, "g"): 100}
    assert (len(secrets), found(written(secrets), heap())) == (1500, [])
