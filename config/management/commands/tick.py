"""The timer's entry, every 5 minutes: forgets, prepares lines, offers, makes hours."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.management.commands.forget import forget
from passes.expiry import last_valid_day
from passes.keyfiles import KeyTrouble
from passes.management.commands.publish_list import publish
from passes.management.commands.retire_key import retire_past
from passes.models import ValidityCount
from scheduling.hours import PlanOverlap, hour_count
from scheduling.models import Agenda, OfferRound, Session, WeeklyHour
from scheduling.models.slots import horizon


def prepare_lines(today: date) -> None:
    """Make the lines of the validity log ahead, so that a line's birth marks nobody."""
    validity = settings.MUNICIPALITY.pass_
    weeks = range(0, settings.MUNICIPALITY.hour.horizon_weeks + 1, 2)
    days = [
        last_valid_day(
            today + timedelta(weeks=week),
            validity.validity_months,
            validity.expiry_rounding,
        )
        for week in weeks
    ]
    ValidityCount.objects.prepare(days, ("w", "g"))


def keep_passes_checked(now: datetime) -> None:
    """Publish the withdrawn list when it is due, and destroy the keys of past quarters.

    Where the list key lies elsewhere, another timer publishes; what else is wrong with a
    key, the desk, the health page and `check --deploy` say.
    """
    with suppress(KeyTrouble):
        publish(now)
    with suppress(KeyTrouble):
        retire_past(settings.KEYS_DIR, timezone.localdate(now))


def tick(now: datetime) -> int:
    """Run what is due; returns how many hours were closed.

    Forgetting comes first: a fault in the hours must not keep what is to go. Raises
    PlanOverlap after it.
    """
    today, policy = timezone.localdate(now), settings.MUNICIPALITY
    closed = forget(now)
    prepare_lines(today)
    keep_passes_checked(now)
    OfferRound.objects.hold(
        now=now, hour=policy.hour, moments=policy.waiting, random=token_bytes(16)
    )
    WeeklyHour.objects.seed(policy.hour, valid_from=today)
    if are_hours_due(now):
        Session.objects.make(
            now=now, hour=policy.hour, moments=policy.waiting, random=token_bytes(16)
        )
    Agenda.objects.note_tick(now)
    return closed


def are_hours_due(now: datetime) -> bool:
    """Whether an hour of the horizon is missing, or this clock hour had no tick yet.

    Changes of the hours take effect by themselves; once an hour is for what was
    changed past them.
    """
    last = horizon(now, settings.MUNICIPALITY.hour)
    if Agenda.objects.get(pk=1).tick_hour != hour_count(now):
        return True
    return bool(Session.objects.missing(timezone.localdate(now), last))


class Command(BaseCommand):
    help = "Run what the timer runs: forget, lines of the validity log, offers, hours."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            closed = tick(timezone.now())
        except PlanOverlap:
            raise CommandError(
                "Two hours overlap at one desk, so no hours were made. "
                "Change or remove one of them."
            ) from None
        self.stdout.write(f"Hours made. Hours closed: {closed}.")
