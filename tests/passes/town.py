"""A town with keys of its own: what tests of lists, badges and ceremonies start from."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from passes import keys, root, withdrawn
from passes.expiry import TOWN
from passes.files import KeyList
from passes.keys import Quarter, Reach, SigningKey
from passes.models import Publication
from passes.models.lists import Edition
from tests.vectors.made import key, public, seed

NOON = datetime(2026, 11, 24, 12, tzinfo=TOWN)
REACH = Reach(24, 6, "month_end")
ROOT = key("root 1")
PINNED = [public("root 1")]
LIST_KEY = keys.made_of(seed("list key 1"), "list")
BADGE_KEY = keys.made_of(seed("badge key 1"), "badge")


def pinned(policy):
    """Return the policy with the root of these tests."""
    return replace(policy, pass_=replace(policy.pass_, roots=(PINNED[0].hex(),)))


def put(directory: Path, use: str, name: str, quarter: str | None = None) -> SigningKey:
    """Write a key file made of a name."""
    made = keys.made_of(seed(name), use, quarter and Quarter.parse(quarter))
    keys.write(directory, made.file_name, seed(name))
    return made


def install(directory: Path, now: datetime, *, replaced: bytes = b"") -> KeyList:
    """Let the root sign a list of every key in the directory, and put it out."""
    issued = int(now.timestamp())
    known = keys.key_list(
        keys.read(directory), root.kid(ROOT), seq=issued, issued=issued, reach=REACH
    )
    entries = tuple(
        e.replaced(now.date() + timedelta(days=60)) if e.kid == replaced else e
        for e in known.entries
    )
    known = replace(known, entries=entries)
    assert Publication.objects.install(root.sign(known, ROOT), known)
    return known


def edition(now: datetime, number: int = 0) -> Edition:
    """Return what the publisher brings at `now`; `number` chooses its chance."""
    return Edition(
        now=now,
        key=LIST_KEY,
        months=withdrawn.months_in_sight(now.date(), 24, 6, "month_end"),
        max_age=timedelta(days=7),
        random=seed(f"chance {number}"),
    )


def run(name: str, *arguments: str, **options) -> str:
    """Run a command; return what it says."""
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def listed() -> KeyList:
    return Publication.objects.key_list(PINNED)


def root_file(folder: Path) -> Path:
    path = folder / "root.key"
    path.write_text(f"{root.FIRST_LINE}\n{seed('root 1').hex()}\n")
    return path


def ceremony(folder: Path, answer: str = "sign") -> list[str]:
    """Let the root sign the request in the folder; return what the keepers were shown."""
    request, signed = folder / "request.bin", folder / "sleutels.bin"
    shown = []

    def ask(question: str) -> str:
        shown.append(question)
        return answer

    arguments = [str(request), str(signed), "--key", str(root_file(folder))]
    shown.append(root.main(arguments, ask))
    return shown


def carry(folder: Path) -> None:
    """Carry a request to the root and the signed list back."""
    run("publish_keys", prepare=folder / "request.bin")
    ceremony(folder)
    run("publish_keys", str(folder / "sleutels.bin"))
