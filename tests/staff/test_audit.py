"""The log of staff: a closed list of actions, and no place for a visitor."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from scheduling import codes
from staff.audit import COUNTED, SHAPES, Action, NotNamed, about
from staff.models import AuditEntry, Member
from staff.roles import Role
from tests.conftest import PASSWORD, member, sign_in

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)  # 14:05 at the town hall
NAMED = {
    Action.HOUR_MADE: "tuesday-1300",
    Action.HOUR_CHANGED: "tuesday-1300",
    Action.HOUR_REMOVED: "saturday-0900",
    Action.DAY_CLOSED: "2026-12-01",
    Action.DAY_CHANGED: "2026-12-01",
    Action.DAY_ADDED: "2026-12-05",
    Action.DAY_RESTORED: "2026-12-01",
    Action.ROTA_CHANGED: "2026-12-01",
    Action.VENUE_MADE: "venue-12",
    Action.VENUE_CHANGED: "venue-12",
    Action.DEVICE_INVITED: "venue-12",
    Action.DEVICE_ENROLLED: "device-3",
    Action.DEVICE_WITHDRAWN: "device-3",
    Action.KEY_MADE: "pass-2026q4-88a84626",
    Action.KEY_RETIRED: "badge",
}


def lines():
    return list(
        AuditEntry.objects.order_by("pk").values_list(
            "day", "minute", "actor__username", "action", "about", "count"
        )
    )


def test_signing_in_is_written_with_its_minute_and_signing_out_without(db, client):
    someone = member(Role.COORDINATOR)

    sign_in(client, someone)
    client.post("/balie/uit")

    written = [(line[1] is None, *line[2:]) for line in lines()]
    assert written == [
        (False, "coordinator", "signed_in", "", 1),
        (True, "coordinator", "signed_out", "", 1),
    ]


def test_a_sign_in_that_fails_and_a_sign_out_by_nobody_write_nothing(db, client):
    member(Role.GGD)

    client.post("/balie/in", {"username": "ggd", "password": "not " + PASSWORD})
    client.post("/balie/uit")

    assert lines() == []


def test_the_day_and_the_minute_are_those_of_the_town_hall(db):
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    AuditEntry.objects.record(Action.SIGNED_IN, actor=None, now=late)

    assert lines() == [(date(2026, 11, 25), 30, None, "signed_in", "", 1)]


@pytest.mark.parametrize("action", [one for one in Action if one not in COUNTED])
def test_each_action_is_one_line_with_what_it_is_about(db, action):
    someone = member(Role.COORDINATOR)
    name = NAMED.get(action, "")

    AuditEntry.objects.record(action, actor=someone, now=NOW, name=name)

    minute = 14 * 60 + 5 if action == Action.SIGNED_IN else None
    assert lines() == [
        (date(2026, 11, 24), minute, "coordinator", action.value, name, 1)
    ]


@pytest.mark.parametrize("action", sorted(COUNTED))
def test_releases_and_withdrawals_are_one_nameless_line_a_day(db, action):
    someone = member(Role.GGD)

    for count in (2, 1, 4):
        AuditEntry.objects.record(action, actor=someone, now=NOW, count=count)

    assert lines() == [(date(2026, 11, 24), None, None, action.value, "", 7)]


@pytest.mark.parametrize("action", list(Action))
@given(number=st.integers(0, 10**15 - 1))
def test_no_booking_code_fits_what_an_action_is_about(action, number):
    digits = f"{number:015}"
    code = digits + str(codes.damm(digits))
    grouped = " ".join(code[n : n + 4] for n in range(0, 16, 4))

    for text in (code, grouped, grouped.replace(" ", "-")):
        with pytest.raises(NotNamed):
            about(action, text)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize(
    "text",
    ["Ionela", "A 7", "10:30", "0612345678", "ionela@example.org", "a note", "white"],
)
def test_no_word_of_ones_own_fits_and_the_refusal_does_not_repeat_it(action, text):
    with pytest.raises(NotNamed) as caught:
        about(action, text)

    assert text not in str(caught.value)


def test_every_action_has_one_shape():
    assert set(SHAPES) == set(Action)


def test_the_columns_are_these_and_none_can_hold_a_text_or_a_visitor():
    fields = {field.name: type(field) for field in AuditEntry._meta.get_fields()}

    assert fields == {
        "id": models.BigAutoField,
        "day": models.DateField,
        "minute": models.PositiveSmallIntegerField,
        "actor": models.ForeignKey,
        "action": models.CharField,
        "about": models.CharField,
        "count": models.PositiveIntegerField,
    }
    assert AuditEntry._meta.get_field("actor").related_model is Member


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("auditentry_action_known", {"action": "looked"}),
        ("auditentry_minute_of_sign_in", {"minute": 5}),
        ("auditentry_counted_names_nobody", {"action": "cards_withdrawn"}),
    ],
)
def test_the_database_refuses_another_line(db, name, change):
    someone = member(Role.GGD)
    line = {"day": NOW.date(), "actor": someone, "action": "signed_out"}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AuditEntry.objects.create(**(line | change))


def test_the_database_refuses_a_second_count_of_a_day(db):
    line = {"day": NOW.date(), "action": "cards_withdrawn"}
    AuditEntry.objects.create(**line)

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.create(**line)


def test_lines_go_when_their_months_are_over(db):
    days = ["2025-10-31", "2025-11-01", "2026-11-24"]
    for day in days:
        AuditEntry.objects.create(day=day, action="signed_out")

    gone = AuditEntry.objects.forget(date(2026, 11, 24), months=12)

    kept = [str(line[0]) for line in lines()]
    assert (gone, kept) == (1, days[1:])


def test_a_line_and_an_account_show_no_name_of_their_own(db):
    line = AuditEntry(day=NOW.date(), action="signed_out")

    assert (str(line), str(Member(pk=7, username="robin"))) == (
        "2026-11-24 signed_out",
        "member 7",
    )


def test_an_account_with_lines_cannot_be_deleted_under_them(db, client):
    someone = member(Role.GGD)
    sign_in(client, someone)

    with pytest.raises(models.ProtectedError):
        someone.delete()
