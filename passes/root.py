"""The root's one act: signing a key list. Its private half belongs on an offline computer."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes.files import KeyList, pack_key_list
from passes.token import Kid, kid_of

# The public half of deploy/demo-root-NOT-SECRET.key: never the root of a real town.
DEMO_PUBLIC = "88a846269d4bed10425df2070c25fcf78258cb057365cdfb52d99e593f310f95"


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
