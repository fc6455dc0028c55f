"""End a key: its file is destroyed, and after a leak the next key list says *replaced*."""

from argparse import ArgumentParser
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from passes import files, keys
from passes.models import Publication


def retire_past(directory: Path, today: date) -> None:
    """Destroy the private keys of quarters that are over."""
    for key in keys.read(directory).signing_keys:
        if key.quarter and key.quarter.last_day < today:
            # A directory that may only be read: the system check names the file.
            with suppress(OSError):
                keys.destroy(directory / key.file_name)


class Command(BaseCommand):
    help = (
        "Destroy a private key. --replaced: it may have leaked, so what it signed ends "
        "after the days of pass.replaced_grace_days, once the next key list is installed."
    )
    requires_system_checks: list[str] = []  # a key that the checks refuse can go

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kid", help="8 hex digits, as in the name of its file")
        parser.add_argument("--replaced", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        kid: str = options["kid"]
        try:
            is_here = _destroy(settings.KEYS_DIR, kid)
            if options["replaced"]:
                self.stdout.write(_replace(kid))
            elif not is_here:
                raise CommandError(f"No key file has the name of {kid}.")
        except keys.KeyTrouble as trouble:
            raise CommandError(str(trouble)) from None
        if is_here:
            self.stdout.write(f"The private key {kid} is destroyed.")


def _destroy(directory: Path, kid: str) -> bool:
    found = [k for k in keys.read(directory).signing_keys if k.kid.hex() == kid]
    for key in found:
        keys.destroy(directory / key.file_name)
    return bool(found)


def _replace(kid: str) -> str:
    """Write into the next key list that the key is replaced; return what to do then."""
    policy = settings.MUNICIPALITY.pass_
    known = Publication.objects.next_key_list(policy.pinned)
    grace_day = timezone.localdate() + timedelta(days=policy.replaced_grace_days)
    entries = tuple(
        entry.replaced(grace_day if entry.use == files.PASS else None)
        if entry.kid.hex() == kid
        else entry
        for entry in known.entries
    )
    if entries == known.entries:
        raise CommandError(f"No live key of the key list is called {kid}.")
    Publication.objects.draft(replace(known, entries=entries))
    return (
        f"The next key list calls {kid} replaced. It acts once that list is signed: "
        "manage.py publish_keys --prepare request.bin"
    )
