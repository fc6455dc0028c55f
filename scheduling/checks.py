"""What can be unsafe or overdue about appointments, as the live database says it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.utils import timezone

from scheduling import keys
from scheduling.hours import hour_count, local_date
from scheduling.models import Agenda, Miss, OfferRound, Session, WeeklyHour
from scheduling.models.slots import horizon
from scheduling.models.tallies import MANY_MISSES

# Deleted rows must leave the file, and a commit must survive a power cut.
SQLITE: dict[str, Any] = {
    "journal_mode": "truncate",
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "temp_store": 2,  # MEMORY
}

# PostgreSQL writes the values of a failing statement into its log unless told not to.
POSTGRESQL: dict[str, Any] = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "archive_mode": "off",
}


HOURS_OF_SILENCE = 2


@register(Tags.database, deploy=True)
def deleted_rows_leave_no_trace(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Read back from each connection what makes deletion and silence true."""
    return [fault for alias in databases or [] for fault in _engine_faults(alias)]


@register(Tags.database, deploy=True)
def hours_are_made(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn when people cannot book because the hours are not made."""
    if not databases:
        return []
    now = timezone.now()
    last = horizon(now, settings.MUNICIPALITY.hour)
    if not Session.objects.missing(local_date(now), last):
        return []
    return [
        checks.Warning(
            "Hours of the coming weeks are missing.",
            hint="Run manage.py hours; see whether the timer runs manage.py tick.",
            id="scheduling.W001",
        )
    ]


@register(Tags.database, deploy=True)
def timer_runs(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn when old bookings stay because the timer stands still."""
    if not databases:
        return []
    agenda = Agenda.objects.get(pk=1)
    due = hour_count(timezone.now()) - HOURS_OF_SILENCE
    late = [
        name
        for name, hour in (("tick", agenda.tick_hour), ("forget", agenda.forget_hour))
        if hour is None or hour < due
    ]
    return [
        checks.Warning(
            f"manage.py {name} has not run in the last {HOURS_OF_SILENCE} hours.",
            hint="See whether the timer runs manage.py tick every 5 minutes.",
            id="scheduling.W002",
        )
        for name in late
    ]


@register(Tags.database, deploy=True)
def rounds_are_held(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn when people who wait were not offered anything at the last moment."""
    moments = settings.MUNICIPALITY.waiting
    if not databases or not OfferRound.objects.is_missing(timezone.now(), moments):
        return []
    return [
        checks.Warning(
            "The last round of offers was not held.",
            hint="Run manage.py offers; see whether the timer runs manage.py tick.",
            id="scheduling.W003",
        )
    ]


@register(Tags.database, deploy=True)
def codes_are_not_guessed(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn when many look-ups find nothing: somebody may be guessing codes."""
    if not databases or Miss.objects.recent(timezone.now()) < MANY_MISSES:
        return []
    return [
        checks.Warning(
            f"{MANY_MISSES} or more codes were looked up in vain within two hours.",
            hint="Guessing pays nothing; see whether the proxy limits requests.",
            id="scheduling.W004",
        )
    ]


@register(Tags.database, deploy=True)
def policy_is_the_first_rule(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Say where the weekly hours are no longer what the policy file says."""
    hour = settings.MUNICIPALITY.hour
    if not databases or WeeklyHour.objects.agrees_with(hour):
        return []
    return [
        checks.Info(
            "No weekly hour is as [hour] of the policy says.",
            hint="The hours edited under /beheer/uren are the truth.",
            id="scheduling.I001",
        )
    ]


@register(Tags.security, deploy=True)
def booking_key_is_safe(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a booking key that is missing or that others may read."""
    if settings.SURFACE == "enrol":
        return []
    try:
        keys.read(settings.KEYS_DIR)
    except keys.KeyFault as fault:
        return [Error(str(fault), id="scheduling.E002")]
    return []


def _engine_faults(alias: str) -> list[CheckMessage]:
    if connections[alias].vendor == "sqlite":
        wanted, ask = SQLITE, "PRAGMA {}"
    else:
        wanted, ask = POSTGRESQL, "SHOW {}"
    statements = {name: ask.format(name) for name in wanted}
    return _faults(_read_back(alias, statements), wanted)


def _read_back(alias: str, statements: dict[str, str]) -> dict[str, Any]:
    """Return what the live connection answers to each statement."""
    answers = {}
    with connections[alias].cursor() as cursor:
        for name, statement in statements.items():
            cursor.execute(statement)
            answers[name] = cursor.fetchone()[0]
    return answers


def _faults(found: dict[str, Any], wanted: dict[str, Any]) -> list[CheckMessage]:
    return [
        Error(
            f"The database runs with {name} = {found[name]}, not {value}.",
            hint="Deleted or refused rows could stay readable on the disk.",
            id="scheduling.E001",
        )
        for name, value in wanted.items()
        if found[name] != value
    ]
