"""Carry the key list to the root and back: `--prepare request.bin`, then `sleutels.bin`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from passes import keys, token
from passes.files import BadList, KeyList, OlderList, pack_key_list, read_key_list
from passes.keys import KeyTrouble
from passes.models import Publication

REFUSED = {
    "malformed": "The file is no key list, or was cut on its way.",
    "unknown_root": "The list is signed by a root that [pass] roots does not name.",
    "bad_signature": "The signature of the root does not fit: the file was changed.",
    "older": "An older list than the one that is out: nothing was changed.",
}


class Command(BaseCommand):
    help = (
        "--prepare FILE: write the unsigned list of all keys, to carry to the offline "
        "computer. Without: install the signed list that came back."
    )
    requires_system_checks: list[str] = []  # what they look for comes with the list

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="the signed list")
        parser.add_argument("--prepare", type=Path, metavar="FILE")
        parser.add_argument("--root", help="name of the root if two are pinned: 8 hex")

    def handle(self, *args: Any, **options: Any) -> None:
        signed, request = options["file"], options["prepare"]
        if (signed is None) == (request is None):
            raise CommandError("Name the signed list, or --prepare a request.")
        try:
            told = _install(signed) if signed else _prepare(request, options["root"])
        except KeyTrouble as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(told)


def _prepare(request: Path, root: str | None) -> str:
    policy = settings.MUNICIPALITY
    roots = {token.kid_of(public).hex(): public for public in policy.pass_.pinned}
    name = root or next(iter(roots))
    if name not in roots:
        raise CommandError(f"[pass] roots names no root {name}.")
    issued = int(timezone.now().timestamp())
    known = _known()
    made = keys.key_list(
        keys.read(settings.KEYS_DIR),
        token.kid_of(roots[name]),
        seq=max(issued, known.seq + 1 if known else 0),
        issued=issued,
        reach=keys.Reach(
            policy.pass_.validity_months,
            policy.hour.horizon_weeks,
            policy.pass_.expiry_rounding,
        ),
        known=known.entries if known else (),
    )
    request.write_bytes(pack_key_list(made))
    return (
        f"Wrote {request.name}: {len(made.entries)} keys, edition {made.seq}. On the "
        f"offline computer: python -m passes.root {request.name} sleutels.bin"
    )


def _known() -> KeyList | None:
    """Return the list that the next one follows; None before the first."""
    if Publication.objects.body(Publication.KEYS) is None:
        return None
    try:
        return Publication.objects.next_key_list(settings.MUNICIPALITY.pass_.pinned)
    except KeyTrouble:
        raise CommandError(
            "[pass] roots no longer names the root that signed the list that is out. "
            "Name both until the new list is installed: its keys would be lost, and the "
            "passes of these keys would look forged."
        ) from None


def _install(signed: Path) -> str:
    body = signed.read_bytes()
    try:
        known = read_key_list(body, settings.MUNICIPALITY.pass_.pinned)
        if not Publication.objects.install(body, known):
            raise OlderList
    except BadList as bad:
        raise CommandError(REFUSED[bad.name]) from None
    quarters = sum(entry.use == "p" for entry in known.entries)
    return (
        f"Installed edition {known.seq} with {quarters} pass keys. Now seal the private "
        "keys of coming quarters offline; after a leak: manage.py publish_list --now"
    )
