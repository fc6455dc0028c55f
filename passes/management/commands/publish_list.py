"""Sign and publish the withdrawn list: once a day at 06:00, the same bytes for everyone."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from passes import keys
from passes.models import Publication
from passes.models.lists import Edition
from passes.withdrawn import months_in_sight


def publish(now: datetime, *, at_once: bool = False) -> bool:
    """Publish what belongs out; False if it is. A `KeyTrouble` says why it cannot be."""
    policy = settings.MUNICIPALITY
    known = Publication.objects.key_list(policy.pass_.pinned)
    edition = Edition(
        now=now,
        key=keys.current(keys.read(settings.KEYS_DIR), known, "list", now),
        months=months_in_sight(
            timezone.localdate(now),
            policy.pass_.validity_months,
            policy.hour.horizon_weeks,
            policy.pass_.expiry_rounding,
        ),
        max_age=timedelta(days=policy.pass_.list_max_age_days),
        random=token_bytes(32),
    )
    return Publication.objects.publish_withdrawn(edition, at_once=at_once)


class Command(BaseCommand):
    help = (
        "Publish the withdrawn list; the timer may run this often, it acts once a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = "also between two mornings: only after an accident with a key"
        parser.add_argument("--now", action="store_true", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_new = publish(timezone.now(), at_once=options["now"])
        except keys.KeyTrouble as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write("Published." if is_new else "The list of today is out.")
