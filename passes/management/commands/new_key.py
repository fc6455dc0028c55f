"""Make one key file in the key directory, from random bytes of this machine."""

from argparse import ArgumentParser
from pathlib import Path
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from passes import keyfiles, keys


class Command(BaseCommand):
    help = "Make a key file. A pass key is for one quarter: this one, unless you say which."
    requires_system_checks: list[str] = []  # what they look for is made here

    def add_arguments(self, parser: ArgumentParser) -> None:
        uses = [*keys.USES, "slip", "booking"]
        parser.add_argument("--use", required=True, choices=uses)
        parser.add_argument("--quarter", help="of a pass key, like 2027Q1")

    def handle(self, *args: Any, **options: Any) -> None:
        use, quarter = options["use"], options["quarter"]
        if quarter and use != "pass":
            raise CommandError("Only a pass key has a quarter.")
        directory: Path = settings.KEYS_DIR
        try:
            name = self._make(directory, use, quarter)
        except (keys.KeyTrouble, ValueError) as trouble:
            raise CommandError(str(trouble)) from None
        except OSError:
            raise CommandError(
                "The key directory is missing or closed to this program. "
                "Check SPREEKUUR_KEYS and the owner of the directory."
            ) from None
        self.stdout.write(f"Made {name}.")

    def _make(self, directory: Path, use: str, quarter: str | None) -> str:
        if use == "slip":
            _keep_for_the_desk(directory)
            return _write_random(directory, keyfiles.SLIP)
        if use == "booking":
            _put_aside(directory / "booking")
            return _write_random(directory, "booking")
        return _write_signing_key(directory, use, quarter)


def _write_signing_key(directory: Path, use: str, quarter: str | None) -> str:
    """Write a key whose kid no other key has."""
    taken = {key.kid for key in keys.read(directory).signing_keys}
    of = None
    if use == "pass":
        today = timezone.localdate()
        of = keys.Quarter.parse(quarter) if quarter else keys.Quarter.of(today)
    while True:
        seed = token_bytes(keys.SIZE)
        key = keys.made_of(seed, use, of)
        if key.kid not in taken:  # pragma: no branch  # else once in 4 billion
            keys.write(directory, key.file_name, seed)
            return key.file_name


def _write_random(directory: Path, name: str) -> str:
    keys.write(directory, name, token_bytes(keys.SIZE))
    return name


def _keep_for_the_desk(directory: Path) -> None:
    """Keep the slip key of before, so that the desk knows the slips given out under it."""
    if keyfiles.SLIP in keyfiles.names(directory):
        old = directory / keyfiles.SLIP
        old.rename(directory / keyfiles.old_slip_name(keyfiles.read(old)))


def _put_aside(booking: Path) -> None:
    """Keep the booking key for codes given out under it, read only until the horizon."""
    previous = booking.with_name("booking.previous")
    if previous.exists():
        raise ValueError(
            "There is a booking.previous already: codes of six weeks need it. "
            "Remove it once the last appointment made under it has passed."
        )
    if booking.exists():
        booking.rename(previous)
