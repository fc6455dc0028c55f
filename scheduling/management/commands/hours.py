"""Make the sessions and slots of the horizon from the weekly hours and exceptions."""

from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from scheduling.hours import PlanOverlap
from scheduling.models import Session, Slot, WeeklyHour


class Command(BaseCommand):
    help = "Makes the hours of the coming weeks; run twice, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        hour = settings.MUNICIPALITY.hour
        WeeklyHour.objects.seed(hour, valid_from=timezone.localdate())
        try:
            Session.objects.make(
                now=timezone.now(),
                hour=hour,
                moments=settings.MUNICIPALITY.waiting,
                random=token_bytes(16),
            )
        except PlanOverlap:
            raise CommandError(
                "Two hours overlap at one desk, so nothing was changed. "
                "Change or remove one of them."
            ) from None
        count = Slot.objects.filter(
            date__gte=timezone.localdate(), is_open=True
        ).count()
        self.stdout.write(f"{count} times in the coming {hour.horizon_weeks} weeks.")
