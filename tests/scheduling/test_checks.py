import pytest
import time_machine
from django.core import checks
from django.db import connection
from django.utils import timezone

from scheduling.checks import (
    POSTGRESQL,
    SQLITE,
    booking_key_is_safe,
    codes_are_not_guessed,
    deleted_rows_leave_no_trace,
    hours_are_made,
    policy_is_the_first_rule,
    rounds_are_held,
    timer_runs,
)
from scheduling.models import Agenda, Miss, WeeklyHour
from tests.scheduling.town import at, hold_round, make_hours

pytestmark = pytest.mark.django_db

DATABASES = ["default"]


def test_the_live_connection_has_the_settings_that_make_deletion_true():
    assert deleted_rows_leave_no_trace(databases=DATABASES) == []


def test_without_a_database_nothing_is_asked():
    for check in (
        deleted_rows_leave_no_trace,
        hours_are_made,
        timer_runs,
        rounds_are_held,
        codes_are_not_guessed,
        policy_is_the_first_rule,
    ):
        assert check(databases=None) == []


def test_missing_hours_are_a_warning(settings):
    hour = settings.MUNICIPALITY.hour
    make_hours(timezone.now(), hour)
    assert hours_are_made(databases=DATABASES) == []
    from scheduling.models import Session

    Session.objects.latest("date").delete()

    assert [fault.id for fault in hours_are_made(databases=DATABASES)] == [
        "scheduling.W001"
    ]


def test_a_timer_that_stands_still_is_a_warning():
    assert [fault.msg for fault in timer_runs(databases=DATABASES)] == [
        "manage.py tick has not run in the last 2 hours.",
        "manage.py forget has not run in the last 2 hours.",
    ]

    Agenda.objects.note_tick(timezone.now())
    Agenda.objects.note_forget(timezone.now())

    assert timer_runs(databases=DATABASES) == []


def ids(check):
    return [fault.id for fault in check(databases=DATABASES)]


def test_a_round_not_held_half_an_hour_after_its_moment_is_a_warning():
    hold_round(at("2026-11-22 09:00"))

    with time_machine.travel(at("2026-11-22 17:29"), tick=False):
        assert ids(rounds_are_held) == []
    with time_machine.travel(at("2026-11-22 17:30"), tick=False):
        assert ids(rounds_are_held) == ["scheduling.W003"]


def test_sixty_look_ups_in_vain_are_a_warning():
    for _ in range(59):
        Miss.objects.add(timezone.now())
    assert ids(codes_are_not_guessed) == []

    Miss.objects.add(timezone.now())

    assert ids(codes_are_not_guessed) == ["scheduling.W004"]


def test_hours_that_are_no_longer_the_policys_are_said(settings):
    assert ids(policy_is_the_first_rule) == []
    make_hours(timezone.now(), settings.MUNICIPALITY.hour)
    assert ids(policy_is_the_first_rule) == []

    WeeklyHour.objects.update(desks=2)

    assert ids(policy_is_the_first_rule) == ["scheduling.I001"]


def test_a_missing_key_is_an_error(settings, tmp_path):
    assert booking_key_is_safe() == []

    settings.KEYS_DIR = tmp_path

    assert booking_key_is_safe() == [
        checks.Error(
            "The key file booking is missing: "
            "restore it, or make one with manage.py new_key --use booking.",
            id="scheduling.E002",
        )
    ]


def test_the_enrolment_surface_needs_no_booking_key(settings, tmp_path):
    settings.KEYS_DIR, settings.SURFACE = tmp_path, "enrol"

    assert booking_key_is_safe() == []


def test_a_setting_that_differs_is_named():
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    name = next(iter(wanted))

    from scheduling.checks import _faults

    assert [fault.msg for fault in _faults(wanted | {name: "wal"}, wanted)] == [
        f"The database runs with {name} = wal, not {wanted[name]}."
    ]
