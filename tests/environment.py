"""Loaded by pytest before the settings: keys of the tests' own, then the settings.

Seeds are fixed, so that a fault can be repeated; they sign nothing outside a test.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# The browser tests keep an event loop in the main thread; Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def seed(name: str) -> bytes:
    return hashlib.sha256(f"spreekuur test {name}".encode()).digest()


def kid(private: bytes) -> str:
    public = Ed25519PrivateKey.from_private_bytes(private).public_key()
    return hashlib.sha256(public.public_bytes_raw()).digest()[:4].hex()


def write_keys(directory: Path, quarters: tuple[str, ...]) -> None:
    """Write the key files that are missing in `directory`."""
    files = {
        "django": b"a secret key that only tests use, long enough for every check " * 2,
        "booking": seed("booking"),
        "slip.key": seed("slip key 1"),
    }
    for quarter in quarters:
        private = seed(f"pass {quarter}")
        files[f"pass-{quarter}-{kid(private)}.key"] = private
    for use in ("list", "badge", "specimen"):
        files[f"{use}-{kid(seed(use))}.key"] = seed(use)
    for name in files.keys() - {path.name for path in directory.iterdir()}:
        (directory / name).write_bytes(files[name])
        (directory / name).chmod(0o400)


def quarters_around(year: int) -> tuple[str, ...]:
    return tuple(f"{y}Q{q}" for y in range(year - 1, year + 3) for q in range(1, 5))


# Kept in a variable: the folder goes when the run ends.
KEYS = tempfile.TemporaryDirectory(prefix="spreekuur-test-keys-")


def put_keys_back() -> None:
    """Put back what a test took: the timer destroys the keys of past quarters."""
    write_keys(Path(KEYS.name), quarters_around(2026))


put_keys_back()
os.environ["SPREEKUUR_KEYS"] = KEYS.name
