"""A process that is killed before any one statement of a verb: all is done or nothing.

Each verb runs again and again in a process of its own, killed one statement later
each time, until it gets through.
"""

import os
import signal
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from scheduling.hours import hour_count
from scheduling.models import Claim, OfferRound, Session, Slot, Tally, Waiting
from scheduling.models.releases import release_made
from tests.scheduling.town import (
    HOUR,
    KEYS,
    MOMENTS,
    at,
    book,
    close_day,
    hold_round,
    join,
    make_hours,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db(transaction=True)

RANDOM = bytes(16)
MORNING, NOW = at("2026-11-22 08:00"), at("2026-11-22 10:12")
ROUND, CLOSING = at("2026-11-22 17:00"), at("2026-12-01 18:00")
MODELS = [Session, Slot, Waiting, Claim, OfferRound, Tally]
MANY = 60  # statements; no verb comes near


@pytest.fixture
def town(agenda, transactional_db):
    """Some who have a time, one of them displaced, and two who wait, one asked."""
    make_hours(MORNING)
    codes = {
        "booked": book(slot_at("2026-12-01 13:30"), "bg", now=MORNING),
        "displaced": book(slot_at("2026-12-08 14:00"), now=MORNING),
        "asked": join("es", now=MORNING),
    }
    close_day(slot_at("2026-12-08 13:30").date, MORNING)
    hold_round(at("2026-11-22 09:00"))
    codes["waiting"] = join(now=NOW)
    return codes | {"form": ticket(slot_at("2026-12-15 13:30"), NOW)}


def common(now=NOW):
    return {"keys": KEYS, "moments": MOMENTS, "now": now, "random": RANDOM}


def book_it(codes):
    Claim.objects.book(
        codes["form"], "pl", keys=KEYS, hour=HOUR, now=NOW, random=RANDOM
    )


def move(codes):
    target = slot_at("2026-12-15 14:00")
    Claim.objects.move(codes["booked"], target.pk, hour=HOUR, **common())


def cancel(codes):
    Claim.objects.cancel(codes["booked"], **common())


def accept(codes):
    Waiting.objects.accept(codes["asked"], keys=KEYS, now=NOW, random=RANDOM)


def skip(codes):
    Waiting.objects.skip(codes["asked"], **common())


def wait_instead(codes):
    Waiting.objects.wait_instead(codes["displaced"], **common())


def offer(codes):
    OfferRound.objects.hold(now=ROUND, hour=HOUR, moments=MOMENTS, random=RANDOM)


def release(codes):
    hour = hour_count(MORNING)
    release_made(hour, hour, moments=MOMENTS, now=NOW, random=RANDOM)


def close(codes):
    session = slot_at("2026-12-01 13:30").session_id
    Session.objects.close(session, now=CLOSING, late_minutes=10, random=RANDOM)


VERBS = [book_it, move, cancel, accept, skip, wait_instead, offer, release, close]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_killed_before_any_statement_has_done_all_or_nothing(verb, town):
    before, saved = facts(), save()
    verb(town)
    after = facts()
    restore(saved)

    seen = [before]
    is_killed = True
    while is_killed:
        if seen[-1] != before:
            restore(saved)
        is_killed = run_until(len(seen) - 1, lambda: verb(town))
        seen.append(facts())

    assert len(seen) > 3
    assert (seen[0], seen[-1]) == (before, after)
    assert before != after
    assert [one for one in seen if one not in (before, after)] == []


def test_a_verb_that_forgot_its_transaction_would_be_found(town):
    before = facts()

    def careless():
        Slot.objects.filter(pk=slot_at("2026-12-15 14:00").pk).update(turn=1)
        Slot.objects.filter(pk=slot_at("2026-12-15 14:30").pk).update(turn=1)

    assert run_until(3, careless)
    halfway = facts()
    assert not run_until(MANY, careless)
    assert halfway not in (before, facts())


def run_until(statements, verb):
    """Run `verb` in a process killed before a further statement; whether it was."""
    connection.close()  # it is not shared with the process
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(Killer(statements)):
                verb()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return os.WIFSIGNALED(status)


@dataclass
class Killer:
    left: int

    def __call__(self, execute, sql, params, many, context):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return execute(sql, params, many, context)


def facts():
    """Return what the tables say, but for numbers that only tell rows apart."""
    claims = Claim.objects.values_list(
        "kind", "slot", "digest", "language", "call_sign", "made_hour", "offer_until",
        "waiting__digest",
    )  # fmt: skip
    entries = Waiting.objects.order_by("priority", "pk")
    return {
        "claims": sorted(map(repr, map(plain, claims))),
        "entries": [plain(one) for one in entries.values_list("digest", "made_hour")],
        "slots": list(Slot.objects.order_by("date", "start").values_list()),
        "sessions": list(Session.objects.order_by("date").values_list()),
        "rounds": list(OfferRound.objects.order_by("date").values_list("date", "time")),
        "totals": list(Tally.objects.order_by("name").values_list("name", "count")),
    }


def plain(values):
    return [bytes(one) if isinstance(one, memoryview) else one for one in values]


def save():
    return {model: list(model.objects.order_by("pk")) for model in MODELS}


@transaction.atomic
def restore(saved):
    for model in reversed(MODELS):
        model.objects.all().delete()
    for model in MODELS:
        model.objects.bulk_create(saved[model])
