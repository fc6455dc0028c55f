import pytest
from django.core import checks
from django.db import connection
from django.utils import timezone

from scheduling.checks import (
    POSTGRESQL,
    SQLITE,
    booking_key_is_safe,
    deleted_rows_leave_no_trace,
    hours_are_made,
    timer_runs,
)
from scheduling.models import Agenda
from tests.scheduling.town import make_hours

pytestmark = pytest.mark.django_db

DATABASES = ["default"]


def test_the_live_connection_has_the_settings_that_make_deletion_true():
    assert deleted_rows_leave_no_trace(databases=DATABASES) == []


def test_without_a_database_nothing_is_asked():
    for check in (deleted_rows_leave_no_trace, hours_are_made, timer_runs):
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
