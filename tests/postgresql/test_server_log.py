"""PostgreSQL writes the row of a failing statement into its log unless told not to."""

import os
from pathlib import Path
from secrets import token_bytes

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from scheduling import codes
from scheduling.models import Claim
from tests.scheduling.town import (
    NOW,
    accept,
    at,
    book,
    cancel,
    digest,
    hold_round,
    join,
    make_hours,
    move,
    race,
    slot_at,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slot(agenda, transactional_db):
    make_hours()
    return slot_at("2026-11-24 13:30")


def logged(*marks):
    log = Path(os.environ["POSTGRES_LOG"]).read_text(errors="replace")
    return [mark for mark in marks if mark in log]


def insert_twice(slot, digest):
    """Lose a race for a slot that is taken, without the look before it."""
    with transaction.atomic():
        Claim.objects.seat(
            slot, digest, "qq-canary-7", signs=set(), now=NOW, random=bytes(16)
        )


def test_a_superuser_would_log_the_row(slot):
    book(slot)
    settings = connection.settings_dict

    with (
        psycopg.connect(
            host=settings["HOST"], dbname=settings["NAME"], user="postgres"
        ) as superuser,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        superuser.execute(
            "INSERT INTO scheduling_claim"
            " (slot_id, kind, digest, language, call_sign, made_hour)"
            " VALUES (%s, 'booking', %s, 'qq-canary-8', 0, 0)",
            [slot.pk, b"8" * 32],
        )

    assert logged("qq-canary-8") == ["qq-canary-8"]


def test_the_verbs_of_the_waiting_list_leave_no_digest_in_the_log(slot):
    code, noon = join("bg"), at("2026-11-22 12:00")
    hold_round(at("2026-11-22 09:00"))

    race([lambda: accept(code, now=noon)] * 4)
    race([lambda: move(code, slot_at("2026-12-01 14:00"))] * 4)
    race([lambda: cancel(code)] * 4)

    assert logged(digest(code).hex()) == []


def test_a_lost_race_leaves_no_digest_and_no_language_in_the_log(slot):
    book(slot)
    digests = [codes.Digest(token_bytes(32)) for _ in range(16)]

    outcomes = race(
        [lambda digest=digest: insert_twice(slot, digest) for digest in digests]
    )

    assert outcomes == [IntegrityError] * 16
    assert logged("qq-canary-7", *(digest.hex() for digest in digests)) == []
