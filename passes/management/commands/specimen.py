"""Draw a card for training and posters: it scans as a specimen, never as valid."""

from argparse import ArgumentParser
from pathlib import Path
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from passes import expiry, keys, specimen, token

COLOURS = {"white": token.WHITE, "green": token.GREEN}


class Command(BaseCommand):
    help = "Write a specimen card as a one-page PDF of card size."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--colour", required=True, choices=[*COLOURS])
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        policy, today = settings.MUNICIPALITY.pass_, timezone.localdate()
        last_day = expiry.last_valid_day(
            today, policy.validity_months, policy.expiry_rounding
        )
        try:
            key = keys.read(settings.KEYS_DIR).signing("specimen", today)
        except keys.KeyTrouble as trouble:
            raise CommandError(str(trouble)) from None
        colour, made = COLOURS[options["colour"]], token.PassId(token_bytes(8))
        options["out"].write_bytes(
            specimen.draw(key, colour, last_day, policy.expiry_rounding, made)
        )
        self.stdout.write(f"Wrote {options['out']}.")
