"""The key directory: which keys lie there, which one signs today.

slip.key, slip-old-….key   for the ids of passes; see keyfiles.py
pass-2026Q4-77500d4e.key   32-byte Ed25519 seeds: quarter (passes only) and kid in the name
specimen-…, list-…, badge-….key
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passes import files, keyfiles
from passes.expiry import TOWN, Rounding, expiry, last_valid_day
from passes.files import LIVE, Entry, KeyList
from passes.keyfiles import (
    SIZE,
    BrokenKey,
    KeyTrouble,
    MissingKey,
    NotInstalled,
    OpenKey,
    ReplacedKey,
    UnreadableKey,
    destroy,
    write,
)
from passes.token import Kid, kid_of

__all__ = [
    "FOREVER",
    "SIZE",
    "USES",
    "BrokenKey",
    "KeyTrouble",
    "MissingKey",
    "NotInstalled",
    "OpenKey",
    "Quarter",
    "Reach",
    "ReplacedKey",
    "Ring",
    "SigningKey",
    "UnreadableKey",
    "current",
    "destroy",
    "key_list",
    "made_of",
    "read",
    "write",
]

USES = {
    "pass": files.PASS,
    "specimen": files.SPECIMEN,
    "list": files.LIST,
    "badge": files.BADGE,
}
FOREVER = 2**32 - 1
TWO_YEARS_SECONDS = 2 * 366 * 86_400

_NAME = re.compile(
    r"(?:pass-(?P<quarter>\d{4}Q[1-4])|(?P<use>specimen|list|badge))"
    r"-(?P<kid>[0-9a-f]{8})\.key"
)


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
    old_slip_keys: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def slip(self) -> bytes:
        if self.slip_key is None:
            raise keyfiles.missing_slip_key()
        return self.slip_key

    @property
    def slips(self) -> tuple[bytes, ...]:
        """Today's slip key, then those of before; only the desk reads with the old ones."""
        return (self.slip, *self.old_slip_keys)

    def of_use(self, use: str, today: date) -> list[SigningKey]:
        """Return the keys that may sign for `use` today, or raise `MissingKey`."""
        quarter = Quarter.of(today) if use == "pass" else None
        found = [k for k in self.signing_keys if (k.use, k.quarter) == (use, quarter)]
        if not found:
            where = "Put the sealed key of this quarter" if quarter else "Put it"
            of_quarter = f" --quarter {quarter}" if quarter else ""
            raise MissingKey(
                f"There is no {use} key for today. {where} "
                f"into the key directory, or make one with: "
                f"manage.py new_key --use {use}{of_quarter}"
            )
        return found

    def signing(self, use: str, today: date) -> SigningKey:
        """Return a key for `use` today, whether the key list names it or not."""
        return self.of_use(use, today)[0]


def current(ring: Ring, key_list: KeyList, use: str, now: datetime) -> SigningKey:
    """Return the key that signs for `use` now: installed, live, the newest of these.

    Raises a `KeyTrouble`: what phones would refuse is not made.
    """
    known = key_list.by_kid()
    listed = [
        (known[key.kid], key)
        for key in ring.of_use(use, now.astimezone(TOWN).date())
        if key.kid in known and known[key.kid].use == USES[use]
    ]
    live = [
        (entry.start, key.kid, key)
        for entry, key in listed
        if entry.state == LIVE and entry.start <= now.timestamp()
    ]
    if live:
        return max(live, key=lambda found: found[:2])[2]
    if any(entry.state != LIVE for entry, _ in listed):
        raise ReplacedKey(
            f"The {use} key was replaced, because it may have leaked. Make a new one "
            f"with: manage.py new_key --use {use}. Then sign and install the list."
        )
    raise NotInstalled(
        f"The {use} key is not in the signed key list yet. "
        "Sign and install the list first: phones would refuse what it signs."
    )


def read(directory: Path) -> Ring:
    """Return what lies in `directory`; raise a `KeyTrouble` at the first bad file."""
    names = keyfiles.names(directory)
    return Ring(
        tuple(
            _read_signing_key(directory / name, match)
            for name in names
            if (match := _NAME.fullmatch(name))
        ),
        keyfiles.slip_key(directory) if keyfiles.SLIP in names else None,
        keyfiles.old_slip_keys(directory, names),
    )


def made_of(seed: bytes, use: str, quarter: Quarter | None = None) -> SigningKey:
    """Return the key that a 32-byte seed makes."""
    return SigningKey(use, quarter, Ed25519PrivateKey.from_private_bytes(seed))


def key_list(
    ring: Ring,
    root_kid: Kid,
    *,
    seq: int,
    issued: int,
    reach: Reach,
    known: Sequence[Entry] = (),
) -> KeyList:
    """Return the list that names every key of `ring`, and before them the `known` ones.

    Only passes have a quarter and a reach; other keys are known from now on. A `known` key
    leaves when nothing that it signed can be good any more.
    """
    here = {key.kid for key in ring.signing_keys}
    kept = [e for e in known if e.kid in here or _is_needed(e, issued)]
    listed = {entry.kid for entry in kept}
    new = [
        Entry(
            use=USES[key.use],
            start=key.quarter.start if key.quarter else issued,
            exp_max=reach.exp_max(key.quarter) if key.quarter else FOREVER,
            public=key.public,
        )
        for key in ring.signing_keys
        if key.kid not in listed
    ]
    return KeyList(root_kid, seq, issued, (*kept, *new))


def _is_needed(entry: Entry, issued: int) -> bool:
    """A pass is good until `exp_max`; lists and badges at most a year after their key."""
    if entry.exp_max != FOREVER:
        return entry.exp_max > issued
    return entry.start + TWO_YEARS_SECONDS > issued


def _read_signing_key(path: Path, match: re.Match[str]) -> SigningKey:
    quarter = Quarter.parse(match["quarter"]) if match["quarter"] else None
    key = made_of(keyfiles.read(path), match["use"] or "pass", quarter)
    if key.kid.hex() != match["kid"]:
        raise BrokenKey(
            f"The key file '{path.name}' holds another key than its name says. "
            "Put the right file back from where it was sealed."
        )
    return key
