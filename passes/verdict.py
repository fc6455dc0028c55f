"""From what the camera read to one of the states of the check; the first row that fits wins.

The same rules stand in the check page's `verdict.js`; both are held by `verdicts.json`.
Moments are whole seconds since 1970, as in token and key list.
"""

from dataclasses import dataclass

from passes.files import KeyList
from passes.token import (
    SPECIMEN,
    BadToken,
    NewerVersion,
    NotOurs,
    Pass,
    UnknownKey,
    read,
)

CLOCK_WRONG = "clock_wrong"
UNREADABLE = "unreadable"
LIST_TOO_OLD = "list_too_old"
NOT_GENUINE = "not_genuine"
SPECIMEN_SHOWN = "specimen"
EXPIRED = "expired"
COMPARE = "compare"
NOT_THIS_PERSON = "not_this_person"
ALMOST_EXPIRED = "almost_expired"
VALID = "valid"

_SLACK_SECONDS = 300
_OFF_SECONDS = 600
_DAY_SECONDS = 86_400
_MONTH_SECONDS = 2_635_200  # 30.5 days


@dataclass(frozen=True)
class Device:
    """What the asking phone knows: its page, its list, and how far its clock was off."""

    built: int
    keys: KeyList
    fetched: int
    clock_off: int
    max_age_days: int
    almost_months: int


@dataclass(frozen=True)
class Verdict:
    """A state, the reason where one state has several, and the pass if it is genuine."""

    state: str
    why: str | None = None
    found: Pass | None = None


def verdict(
    text: str | None, device: Device, now: int, *, same_person: bool | None = None
) -> Verdict:
    """Return what the page shows for `text` (None: nothing found in 15 seconds).

    `same_person` is the answer to *compare*; None while nobody has answered.
    """
    if _is_clock_wrong(device, now):
        return Verdict(CLOCK_WRONG)
    if text is None:
        return Verdict(UNREADABLE, "nothing")
    try:
        found = read(text, device.keys.by_kid())
    except (NotOurs, NewerVersion) as error:
        return Verdict(UNREADABLE, error.name)
    except UnknownKey as error:
        is_old = now - device.fetched > device.max_age_days * _DAY_SECONDS
        return Verdict(LIST_TOO_OLD if is_old else NOT_GENUINE, error.name)
    except BadToken as error:
        return Verdict(NOT_GENUINE, error.name)
    return Verdict(_state(found, device, now, same_person), found=found)


def _is_clock_wrong(device: Device, now: int) -> bool:
    return (
        now < device.built
        or now + _SLACK_SECONDS < device.keys.issued
        or abs(device.clock_off) > _OFF_SECONDS
    )


def _state(found: Pass, device: Device, now: int, same_person: bool | None) -> str:
    if found.colour == SPECIMEN:
        return SPECIMEN_SHOWN
    if found.exp <= now:
        return EXPIRED
    if same_person is None:
        return COMPARE
    if not same_person:
        return NOT_THIS_PERSON
    if found.exp - now < device.almost_months * _MONTH_SECONDS:
        return ALMOST_EXPIRED
    return VALID
