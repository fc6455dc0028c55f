"""Hold the round of offers that is due: who waits gets the free times, in order."""

from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from scheduling.models import OfferRound


class Command(BaseCommand):
    help = "Offers free times to who waits, if a round is due; run twice, it is once."

    def handle(self, *args: Any, **options: Any) -> None:
        count = OfferRound.objects.hold(
            now=timezone.now(),
            hour=settings.MUNICIPALITY.hour,
            moments=settings.MUNICIPALITY.waiting,
            random=token_bytes(16),
        )
        self.stdout.write(f"Offers made: {count}.")
