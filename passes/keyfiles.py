"""Files of the key directory: 32 secret bytes each, for the eyes of their owner alone.

    slip.key                   32 random bytes, for the ids of passes
    slip-old-5d04cf06.key      the slip key before; only the desk reads it

Other names: see keys.py. Messages of `KeyTrouble` are for the person at the desk or the
administrator: they say what to do and hold nothing of a key. Nothing here signs.
"""

import hashlib
import re
import stat
from collections.abc import Sequence
from pathlib import Path

SIZE = 32
SLIP = "slip.key"

_OLD_SLIP = re.compile(r"slip-old-[0-9a-f]{8}\.key")


class KeyTrouble(Exception):
    """No pass can be made; the text says in plain words what to do."""


class MissingKey(KeyTrouble):
    """A key that is needed is not in the directory."""


class UnreadableKey(KeyTrouble):
    """A key file is there and cannot be opened."""


class OpenKey(KeyTrouble):
    """Others than its owner may use a key file."""


class BrokenKey(KeyTrouble):
    """A key file does not hold what its name says."""


class NotInstalled(KeyTrouble):
    """The signed key list does not let this key sign now."""


class ReplacedKey(NotInstalled):
    """The signed key list says that this key is replaced: it may have leaked."""


def names(directory: Path) -> list[str]:
    """Return the file names of the directory in order, or raise `UnreadableKey`."""
    try:
        return sorted(path.name for path in directory.iterdir())
    except OSError:
        raise UnreadableKey(
            "The key directory is missing or closed to this program. "
            "Check SPREEKUUR_KEYS and the owner of the directory."
        ) from None


def slip_key(directory: Path) -> bytes:
    """Return today's slip key, all that a public page needs; or raise a `KeyTrouble`."""
    if SLIP not in names(directory):
        raise missing_slip_key()
    return read(directory / SLIP)


def old_slip_keys(directory: Path, found: Sequence[str]) -> tuple[bytes, ...]:
    """Return the slip keys of before, of the file names `found` in the directory."""
    return tuple(read(directory / name) for name in found if _OLD_SLIP.fullmatch(name))


def old_slip_name(key: bytes) -> str:
    return f"slip-old-{hashlib.sha256(key).hexdigest()[:8]}.key"


def missing_slip_key() -> MissingKey:
    return MissingKey(
        "The slip key is missing. Make one with: manage.py new_key --use slip"
    )


def read(path: Path) -> bytes:
    """Return the 32 bytes of a key file, or raise a `KeyTrouble` that names the file."""
    try:
        mode = path.stat().st_mode
        if stat.S_IMODE(mode) & 0o077:
            raise OpenKey(
                f"Others may read the key file '{path.name}'. If that was long so, "
                f"replace the key; then: chmod 0400 {path.name}"
            )
        secret = path.read_bytes()
    except OSError:
        raise UnreadableKey(
            f"The key file '{path.name}' cannot be read. "
            "Check that it belongs to the user that runs this program."
        ) from None
    if len(secret) != SIZE:
        raise BrokenKey(
            f"The key file '{path.name}' must hold exactly {SIZE} bytes. "
            "Put the right file back from where it was sealed."
        )
    return secret


def write(directory: Path, name: str, secret: bytes) -> None:
    """Write a new key file for its owner's eyes only; FileExistsError if it is there."""
    path = directory / name
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(secret)
    path.chmod(0o400)


def destroy(path: Path) -> None:
    """Overwrite a key file in its place and remove it.

    Flash may keep what is overwritten: the directory belongs on an encrypted volume.
    """
    path.chmod(0o600)
    with path.open("r+b", buffering=0) as file:
        file.write(bytes(path.stat().st_size))
    path.unlink()
