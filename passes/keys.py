"""The key directory: which keys lie there, which one signs today.

    slip.key                   32 random bytes, for the ids of passes
    pass-2026Q4-77500d4e.key   32-byte Ed25519 seeds: quarter (passes only) and kid in the name
    specimen-…, list-…, badge-….key

Each file is read by its owner alone. Messages of `KeyTrouble` are for the person at the desk or
the administrator: they say what to do and hold nothing of a key.
"""

import re
import stat
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes import files
from passes.expiry import TOWN, Rounding, expiry, last_valid_day
from passes.token import Kid, kid_of

USES = {
    "pass": files.PASS,
    "specimen": files.SPECIMEN,
    "list": files.LIST,
    "badge": files.BADGE,
}
SIZE = 32
FOREVER = 2**32 - 1

_NAME = re.compile(
    r"(?:pass-(?P<quarter>\d{4}Q[1-4])|(?P<use>specimen|list|badge))"
    r"-(?P<kid>[0-9a-f]{8})\.key"
)


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
    """The signed key list does not let this key sign this pass now."""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, written 2026Q4: so long one key signs passes."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read 2026Q4; ValueError on anything else."""
        if not re.fullmatch(r"[2-9]\d{3}Q[1-4]", text, re.ASCII):
            raise ValueError("a quarter is written like 2027Q1")
        return cls(int(text[:4]), int(text[5]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    @property
    def start(self) -> int:
        """The first second of the quarter in Amsterdam, since 1970."""
        return int(datetime.combine(self.first_day, time(), TOWN).timestamp())

    def next(self) -> "Quarter":
        return Quarter.of(self.first_day + timedelta(days=95))

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True)
class Reach:
    """How far the passes of a quarter may reach; three policy values."""

    months: int
    horizon_weeks: int
    rounding: Rounding

    def exp_max(self, quarter: Quarter) -> int:
        """Return the latest `exp` of a pass of that quarter's key.

        A renewal counts from the old month, at most the horizon ahead; so a stolen key makes
        nothing that outlives what the town itself could have issued.
        """
        latest = quarter.last_day + timedelta(weeks=self.horizon_weeks)
        return expiry(last_valid_day(latest, self.months, self.rounding))


@dataclass(frozen=True)
class SigningKey:
    """A private key of the directory, what it is for, and its quarter if it has one."""

    use: str
    quarter: Quarter | None
    private: Ed25519PrivateKey = field(repr=False, compare=False)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def kid(self) -> Kid:
        return kid_of(self.public)

    @property
    def file_name(self) -> str:
        quarter = f"-{self.quarter}" if self.quarter else ""
        return f"{self.use}{quarter}-{self.kid.hex()}.key"


@dataclass(frozen=True)
class Ring:
    """Every key that lies in the directory."""

    signing_keys: tuple[SigningKey, ...]
    slip_key: bytes | None = field(repr=False)

    @property
    def slip(self) -> bytes:
        if self.slip_key is None:
            raise MissingKey(
                "The slip key is missing. Make one with: manage.py new_key --use slip"
            )
        return self.slip_key

    def signing(
        self, use: str, today: date, installed: Container[bytes] | None = None
    ) -> SigningKey:
        """Return the key that signs for `use` today, one of `installed` kids if any is."""
        quarter = Quarter.of(today) if use == "pass" else None
        found = [k for k in self.signing_keys if (k.use, k.quarter) == (use, quarter)]
        if not found:
            of_quarter = f" --quarter {quarter}" if quarter else ""
            raise MissingKey(
                f"There is no {use} key for today. Put the sealed key of this quarter "
                f"into the key directory, or make one with: "
                f"manage.py new_key --use {use}{of_quarter}"
            )
        known = [key for key in found if installed and key.kid in installed]
        return (known or found)[0]


def read(directory: Path) -> Ring:
    """Return what lies in `directory`; raise a `KeyTrouble` at the first bad file."""
    slip_file = directory / "slip.key"
    try:
        names = sorted(path.name for path in directory.iterdir())
    except OSError:
        raise UnreadableKey(
            "The key directory is missing or closed to this program. "
            "Check SPREEKUUR_KEYS and the owner of the directory."
        ) from None
    return Ring(
        tuple(
            _read_signing_key(directory / name, match)
            for name in names
            if (match := _NAME.fullmatch(name))
        ),
        _read_file(slip_file) if slip_file.name in names else None,
    )


def write(directory: Path, name: str, secret: bytes) -> None:
    """Write a new key file for its owner's eyes only; FileExistsError if it is there."""
    path = directory / name
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(secret)
    path.chmod(0o400)


def made_of(seed: bytes, use: str, quarter: Quarter | None = None) -> SigningKey:
    """Return the key that a 32-byte seed makes."""
    return SigningKey(use, quarter, Ed25519PrivateKey.from_private_bytes(seed))


def key_list(
    ring: Ring, root_kid: Kid, *, seq: int, issued: int, reach: Reach
) -> files.KeyList:
    """Return the list that names the public half of every key of `ring`.

    Only passes have a quarter and a reach; other keys are known from now on.
    """
    entries = tuple(
        files.Entry(
            use=USES[key.use],
            start=key.quarter.start if key.quarter else issued,
            exp_max=reach.exp_max(key.quarter) if key.quarter else FOREVER,
            public=key.public,
        )
        for key in ring.signing_keys
    )
    return files.KeyList(root_kid, seq, issued, entries)


def _read_signing_key(path: Path, match: re.Match[str]) -> SigningKey:
    quarter = Quarter.parse(match["quarter"]) if match["quarter"] else None
    key = made_of(_read_file(path), match["use"] or "pass", quarter)
    if key.kid.hex() != match["kid"]:
        raise BrokenKey(
            f"The key file '{path.name}' holds another key than its name says. "
            "Put the right file back from where it was sealed."
        )
    return key


def _read_file(path: Path) -> bytes:
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
