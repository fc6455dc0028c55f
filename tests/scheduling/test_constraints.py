"""Each named constraint is broken once, by raw SQL, on the engine at hand."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from scheduling.models import Agenda
from staff.models import Member

pytestmark = pytest.mark.django_db

DIGEST = "11" * 32

SESSION = {
    "id": 1,
    "date": "2026-11-24",
    "start": "13:00:00",
    "end": "16:00:00",
    "slot_minutes": 30,
    "desks": 1,
    "status": "open",
    "not_come": 0,
}
SLOT = {
    "id": 1,
    "session_id": 1,
    "date": "2026-11-24",
    "start": "13:00:00",
    "minutes": 30,
    "desk": 1,
    "channel": "online",
    "is_open": True,
    "turn": 0,
    "interpreter_ready": False,
}
CLAIM = {
    "id": 1,
    "slot_id": 1,
    "kind": "booking",
    "digest": b"1" * 32,
    "language": "",
    "call_sign": 0,
    "made_hour": 0,
    "offer_until": None,
    "waiting_id": None,
}
OTHER = CLAIM | {"id": 9, "slot_id": 9, "digest": b"9" * 32}
BLOCK = OTHER | {"kind": "block", "digest": None, "call_sign": None}
OFFER = BLOCK | {"kind": "offer", "offer_until": 0, "waiting_id": 2}
ENTRY = {"id": 1, "digest": b"1" * 32, "language": "", "priority": 1, "made_hour": 0}
DUTY = {"id": 1, "session_id": 1, "role": "ggd", "staff_id": 1}
RULE = {
    "id": 1,
    "weekday": 2,
    "start": "13:00:00",
    "end": "16:00:00",
    "slot_minutes": 30,
    "desks": 1,
    "desk_share": 1,
    "walk_in_share": 1,
    "valid_from": "2026-11-24",
    "valid_until": None,
}
DAY = {
    "id": 1,
    "date": "2026-11-24",
    "kind": "closed",
    "start": None,
    "end": None,
    "desks": None,
    "slot_minutes": None,
    "reason": "other",
}
EXTRA = DAY | {"kind": "extra", "start": "13:00:00", "end": "16:00:00"}
CHANGED = EXTRA | {"kind": "changed"}

BREACHES = [
    ("agenda_single_row", "agenda", {"id": 2, "version": 0, "web_paused": False}),
    ("claim_slot_id_key", "claim", CLAIM | {"id": 9, "digest": b"9" * 32}),
    ("claim_waiting_id_key", "claim", OFFER | {"waiting_id": 1}),
    ("claim_digest_once", "claim", OTHER | {"digest": b"1" * 32}),
    ("claim_kind_known", "claim", OTHER | {"kind": "x", "digest": None}),
    ("claim_slot_unless_late", "claim", BLOCK | {"slot_id": None}),
    ("claim_digest_iff_booking", "claim", OTHER | {"digest": None}),
    ("claim_digest_iff_booking", "claim", BLOCK | {"digest": b"9" * 32}),
    ("claim_offer_complete", "claim", OFFER | {"waiting_id": None}),
    ("claim_offer_complete", "claim", OFFER | {"offer_until": None}),
    ("claim_offer_complete", "claim", OTHER | {"offer_until": 0}),
    ("claim_offer_complete", "claim", OTHER | {"waiting_id": 2}),
    ("claim_person_fields", "claim", BLOCK | {"language": "bg"}),
    ("claim_person_fields", "claim", OFFER | {"call_sign": 1}),
    ("claim_person_fields", "claim", OTHER | {"call_sign": None}),
    ("claim_call_sign_0_71", "claim", OTHER | {"call_sign": 72}),
    ("waiting_digest_once", "waiting", ENTRY | {"id": 9}),
    ("waiting_priority_0_1", "waiting", ENTRY | {"id": 9, "digest": b"9" * 32, "priority": 2}),
    ("offerround_once", "offerround", {"id": 2, "date": "2026-11-24", "time": "09:00:00"}),
    ("miss_once", "miss", {"id": 2, "hour": 1, "count": 1}),
    ("tally_once", "tally", {"id": 2, "quarter": 20264, "name": "interviews", "count": 1}),
    ("duty_once", "duty", DUTY | {"id": 2}),
    ("duty_role_known", "duty", DUTY | {"id": 2, "role": "x"}),
    ("slot_once", "slot", SLOT | {"id": 3}),
    ("slot_channel_known", "slot", SLOT | {"id": 3, "desk": 3, "channel": "x"}),
    ("slot_by_day", "slot", SLOT | {"id": 3, "desk": 3, "start": "06:59:00"}),
    ("slot_by_day", "slot", SLOT | {"id": 3, "desk": 3, "start": "22:00:00"}),
    ("slot_minutes_15_120", "slot", SLOT | {"id": 3, "desk": 3, "minutes": 14}),
    ("slot_minutes_15_120", "slot", SLOT | {"id": 3, "desk": 3, "minutes": 121}),
    ("session_once", "session", SESSION | {"id": 2}),
    ("session_start_before_end", "session", SESSION | {"id": 2, "start": "16:00:00"}),
    ("session_status_known", "session", SESSION | {"id": 2, "start": "14:00:00", "status": "x"}),
    ("weeklyhour_once", "weeklyhour", RULE | {"id": 2}),
    ("weeklyhour_weekday_1_7", "weeklyhour", RULE | {"id": 2, "weekday": 8}),
    ("weeklyhour_by_day", "weeklyhour", RULE | {"id": 2, "start": "06:59:00"}),
    ("weeklyhour_by_day", "weeklyhour", RULE | {"id": 2, "start": "14:00:00", "end": "22:01:00"}),
    ("weeklyhour_by_day", "weeklyhour", RULE | {"id": 2, "start": "16:00:00"}),
    ("weeklyhour_minutes_15_120", "weeklyhour", RULE | {"id": 2, "start": "14:00:00", "slot_minutes": 10}),
    ("weeklyhour_desks_1_6", "weeklyhour", RULE | {"id": 2, "start": "14:00:00", "desks": 7}),
    ("weeklyhour_dates_in_order", "weeklyhour", RULE | {"id": 2, "start": "14:00:00", "valid_until": "2026-11-23"}),
    ("exceptionday_kind_known", "exceptionday", EXTRA | {"id": 9, "kind": "x"}),
    ("exceptionday_times_fit_kind", "exceptionday", DAY | {"id": 9, "date": "2026-12-01", "desks": 1}),
    ("exceptionday_times_fit_kind", "exceptionday", EXTRA | {"id": 9, "start": None}),
    ("exceptionday_times_fit_kind", "exceptionday", EXTRA | {"id": 9, "end": None}),
    ("exceptionday_times_fit_kind", "exceptionday", EXTRA | {"id": 9, "start": "06:00:00"}),
    ("exceptionday_times_fit_kind", "exceptionday", CHANGED | {"id": 9, "date": "2026-12-01", "end": "22:30:00"}),
    ("exceptionday_one_closed_or_changed", "exceptionday", CHANGED | {"id": 9}),
    ("exceptionday_one_extra_per_start", "exceptionday", EXTRA | {"id": 9}),
]  # fmt: skip


def insert(table, row):
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "scheduling_{table}" ({names}) VALUES ({marks})',  # noqa: S608
            list(row.values()),
        )


@pytest.fixture
def good_rows(db):
    insert("session", SESSION)
    insert("slot", SLOT)
    insert("slot", SLOT | {"id": 2, "desk": 2})
    insert("slot", SLOT | {"id": 9, "desk": 9})
    insert("waiting", ENTRY)
    insert("waiting", ENTRY | {"id": 2, "digest": b"2" * 32})
    insert("claim", CLAIM)
    insert("claim", OFFER | {"id": 2, "slot_id": 2, "waiting_id": 1})
    insert("claim", CLAIM | {"id": 3, "slot_id": None, "digest": b"3" * 32})  # late
    insert("offerround", {"id": 1, "date": "2026-11-24", "time": "09:00:00"})
    insert("miss", {"id": 1, "hour": 1, "count": 1})
    insert("tally", {"id": 1, "quarter": 20264, "name": "interviews", "count": 1})
    Member.objects.create_user("robin", pk=1)
    insert("duty", DUTY)
    insert("weeklyhour", RULE)
    insert("exceptionday", DAY)
    insert("exceptionday", EXTRA | {"id": 2})
    insert("exceptionday", EXTRA | {"id": 3, "start": "14:00:00"})
    insert("exceptionday", CHANGED | {"id": 4, "date": "2026-11-25"})
    insert(
        "exceptionday",
        CHANGED | {"id": 5, "date": "2026-11-26", "start": None, "end": None},
    )


@pytest.mark.parametrize(("name", "table", "row"), BREACHES)
def test_a_row_that_breaks_the_rule_is_refused(good_rows, name, table, row):
    with pytest.raises(IntegrityError) as refusal:
        insert(table, row)

    assert broken(str(refusal.value), name, table)


def broken(words, name, table):
    """Return whether the engine names this constraint (SQLite: its columns)."""
    if name in words or connection.vendor == "postgresql":
        return name in words
    columns = UNIQUE[name]
    return words == "UNIQUE constraint failed: " + ", ".join(
        f"scheduling_{table}.{column}" for column in columns
    )


UNIQUE = {
    "claim_slot_id_key": ["slot_id"],
    "claim_waiting_id_key": ["waiting_id"],
    "claim_digest_once": ["digest"],
    "waiting_digest_once": ["digest"],
    "offerround_once": ["date", "time"],
    "miss_once": ["hour"],
    "tally_once": ["quarter", "name"],
    "duty_once": ["session_id", "role", "staff_id"],
    "slot_once": ["date", "start", "desk"],
    "session_once": ["date", "start"],
    "weeklyhour_once": ["weekday", "start", "valid_from"],
    "exceptionday_one_closed_or_changed": ["date"],
    "exceptionday_one_extra_per_start": ["date", "start"],
}


def test_every_named_constraint_is_broken_here():
    named = {
        constraint.name
        for model in apps.get_app_config("scheduling").get_models()
        for constraint in model._meta.constraints
    }

    ones = {"claim_slot_id_key", "claim_waiting_id_key"}  # of one-to-one columns
    assert {name for name, _, _ in BREACHES} - ones == named


def test_the_first_migration_makes_the_agenda_row():
    assert list(Agenda.objects.values_list("pk", flat=True)) == [1]
