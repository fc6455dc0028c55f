"""What an administrator should know of keys and lists: which runs until when, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from passes import keys, withdrawn
from passes.expiry import TOWN
from passes.files import LIVE, PASS, BadList, Entry, KeyList, read_key_list
from passes.keys import KeyTrouble, Quarter, Ring
from passes.withdrawn import WithdrawnList, read_withdrawn

WARN_DAYS = (7, 14, 30)  # before the next quarter begins
HERE_DAYS = (
    14  # so long before it the sealed key of the next quarter comes onto the host
)
LATE = timedelta(hours=1)  # after 06:00


@dataclass(frozen=True)
class Facts:
    """How keys and lists are doing at a moment."""

    trouble: str  # why no pass can be made now, in plain English; "" if one can
    runs_until: date | None  # the last day of the key that signs passes now
    next_from: date  # the first day of the next quarter
    days_left: int  # until then
    is_next_listed: bool  # the signed key list names a key of the next quarter
    is_next_here: bool  # its private half lies in the key directory
    keys_issued: datetime | None  # of the key list that is out
    list_issued: datetime | None  # of the withdrawn list that is out
    list_fresh_until: datetime | None
    is_list_late: bool  # the list of the last 06:00 is not out

    @property
    def due_in_days(self) -> int | None:
        """The next quarter's key is not ready: 30, 14 or 7 days are left at most; else None."""
        is_missing = not self.is_next_listed or (
            self.days_left <= HERE_DAYS and not self.is_next_here
        )
        passed = [days for days in WARN_DAYS if self.days_left <= days]
        return passed[0] if is_missing and passed else None


def facts(
    directory: Path,
    keys_body: bytes | None,
    list_body: bytes | None,
    pinned: Sequence[bytes],
    now: datetime,
) -> Facts:
    """Return the facts from the key directory and the two lists that are out."""
    known = _key_list(keys_body, pinned)
    ring, trouble = _ring(directory)
    out = _withdrawn(list_body, known)
    today = now.astimezone(TOWN).date()
    following = Quarter.of(today).next()
    trouble = trouble or _trouble(ring, known, now)
    next_kids = _of_quarter(known, following)
    return Facts(
        trouble=trouble,
        runs_until=None if trouble else Quarter.of(today).last_day,
        next_from=following.first_day,
        days_left=(following.first_day - today).days,
        is_next_listed=bool(next_kids),
        is_next_here=any(key.kid in next_kids for key in ring.signing_keys),
        keys_issued=_moment(known.issued) if known else None,
        list_issued=_moment(out.issued) if out else None,
        list_fresh_until=_moment(out.fresh_until) if out else None,
        is_list_late=withdrawn.is_due(out.issued if out else None, now - LATE),
    )


def _key_list(body: bytes | None, pinned: Sequence[bytes]) -> KeyList | None:
    try:
        return read_key_list(body or b"", pinned)
    except BadList:
        return None


def _withdrawn(body: bytes | None, known: KeyList | None) -> WithdrawnList | None:
    try:
        return read_withdrawn(body or b"", known.by_kid()) if known else None
    except BadList:
        return None


def _ring(directory: Path) -> tuple[Ring, str]:
    try:
        return keys.read(directory), ""
    except KeyTrouble as trouble:
        return Ring((), None), str(trouble)


def _trouble(ring: Ring, known: KeyList | None, now: datetime) -> str:
    if known is None:
        return "No signed key list is installed. Sign one with the root and install it."
    try:
        keys.current(ring, known, "pass", now)
        _ = ring.slip
    except KeyTrouble as trouble:
        return str(trouble)
    return ""


def _of_quarter(known: KeyList | None, quarter: Quarter) -> set[bytes]:
    def is_its(entry: Entry) -> bool:
        return (entry.use, entry.state, entry.start) == (PASS, LIVE, quarter.start)

    return {entry.kid for entry in known.entries if is_its(entry)} if known else set()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, TOWN)
