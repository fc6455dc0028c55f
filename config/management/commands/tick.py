"""The timer's entry, every 5 minutes: makes hours, prepares lines, forgets."""

from datetime import date, datetime, timedelta
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from config.management.commands.forget import forget
from passes.expiry import last_valid_day
from passes.models import ValidityCount
from scheduling.models import Agenda, Session, WeeklyHour


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


def tick(now: datetime) -> int:
    """Run what is due; returns how many hours were closed."""
    today = timezone.localdate(now)
    hour = settings.MUNICIPALITY.hour
    WeeklyHour.objects.seed(hour, valid_from=today)
    Session.objects.make(now=now, hour=hour, random=token_bytes(16))
    prepare_lines(today)
    closed = forget(now)
    Agenda.objects.note_tick(now)
    return closed


class Command(BaseCommand):
    help = "Run what the timer runs: hours, lines of the validity log, forget."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = tick(timezone.now())
        self.stdout.write(f"Hours made. Hours closed: {closed}.")
