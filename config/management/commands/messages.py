"""Make the .mo catalogues from the .po files; needs no gettext on the machine."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make .mo from .po. Fuzzy and empty entries stay out."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        catalogues = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po"))
        for path in catalogues:
            target = path.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
                polib.pofile(str(path)).save_as_mofile(str(target))
        self.stdout.write(f"Catalogues: {len(catalogues)}.")
