"""The root's one act: signing a key list, on a computer without a network.

    python -m passes.root --new root.key              once: make a root, print its public half
    python -m passes.root request.bin sleutels.bin    shows each key in words, asks, signs

The key file is `root.key` beside them, or `--key FILE`: a line in words, then the seed as 64 hex
digits, so that it can be printed and typed in again. Needs of this repository the folder passes/
and the package cryptography; no settings, no database.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes import files
from passes.expiry import TOWN, last_day_of
from passes.files import REPLACED, BadList, Entry, KeyList, pack_key_list, read_request
from passes.token import Kid, kid_of

# The public half of deploy/demo-root-NOT-SECRET.key: never the root of a real town.
DEMO_PUBLIC = "88a846269d4bed10425df2070c25fcf78258cb057365cdfb52d99e593f310f95"

WORDS = {
    files.PASS: "passes",
    files.LIST: "the withdrawn list",
    files.BADGE: "badges of phones",
    files.SPECIMEN: "specimens for training",
}
FIRST_LINE = "Root key of a town: keep it offline, and a printed copy in a safe."


class BadRoot(ValueError):
    """The file holds no root key."""


def read(path: Path) -> Ed25519PrivateKey:
    """Return the root key of a file: a line in words, then the seed as 64 hex digits."""
    lines = path.read_text(encoding="ascii").split("\n")
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(lines[1]))
    except (IndexError, ValueError):
        raise BadRoot(
            f"{path.name}: the second line must be a seed of 64 hex digits."
        ) from None


def public_of(root: Ed25519PrivateKey) -> bytes:
    return root.public_key().public_bytes_raw()


def kid(root: Ed25519PrivateKey) -> Kid:
    return kid_of(public_of(root))


def sign(key_list: KeyList, root: Ed25519PrivateKey) -> bytes:
    """Return `sleutels.bin`: the list with the signature of the root that it names."""
    if key_list.root_kid != kid(root):
        raise BadRoot("the list names another root.")
    body = pack_key_list(key_list)
    return body + root.sign(body)


def in_words(key_list: KeyList) -> list[str]:
    """Return what the keepers read before they agree, one line for each key."""
    day = _day(key_list.issued)
    head = f"Edition {key_list.seq} of {day:%d-%m-%Y}, {len(key_list.entries)} keys:"
    return [head, *map(_entry_in_words, key_list.entries)]


def _entry_in_words(entry: Entry) -> str:
    text = f"  {entry.kid.hex()} signs {WORDS[entry.use]} from {_day(entry.start):%d-%m-%Y}"
    if entry.use == files.PASS:
        text += f", valid until {last_day_of(entry.exp_max):%d-%m-%Y} at the latest"
    if entry.state == REPLACED:
        text += ". REPLACED, because it may have leaked"
        if entry.grace:
            text += f"; its passes end after {entry.grace_day:%d-%m-%Y}"
    return text


def _day(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(TOWN)


def make(path: Path) -> str:
    """Write a new root key for its owner's eyes; return what to put into the policy."""
    root = Ed25519PrivateKey.generate()
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(f"{FIRST_LINE}\n{root.private_bytes_raw().hex()}\n")
    path.chmod(0o400)
    return f'municipality.toml, [pass]: roots = ["{public_of(root).hex()}"]'


def ceremony(request: Path, signed: Path, key: Path, ask: Callable[[str], str]) -> str:
    """Show each key of the request, sign if the keepers type "sign"; return the last words."""
    key_list = read_request(request.read_bytes())
    body = sign(key_list, read(key))
    question = "\n".join([*in_words(key_list), "Is each line right? Type sign: "])
    if ask(question).strip() != "sign":
        return "Nothing was signed."
    signed.write_bytes(body)
    return f"Signed. Carry {signed.name} back: manage.py publish_keys {signed.name}"


def main(arguments: Sequence[str], ask: Callable[[str], str]) -> str:
    """Do what the arguments say; return what to show."""
    parser = ArgumentParser(prog="python -m passes.root", description=__doc__)
    parser.add_argument("--new", type=Path, metavar="FILE")
    parser.add_argument("--key", type=Path, default=Path("root.key"))
    parser.add_argument("files", type=Path, nargs="*")
    given = parser.parse_args(arguments)
    if given.new and not given.files:
        return make(given.new)
    if len(given.files) != 2:
        parser.error("name the request and the file to write")
    request, signed = given.files
    try:
        return ceremony(request, signed, given.key, ask)
    except BadList:
        return "The request is no key list, or was cut on its way. Nothing was signed."
    except BadRoot as bad:
        return f"Nothing was signed: {bad}"


if __name__ == "__main__":  # pragma: no cover  # a test runs it as a program
    sys.stdout.write(main(sys.argv[1:], input) + "\n")
