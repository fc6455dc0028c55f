"""From what the camera read to one of the states of the check; the first row that fits wins.

The same rules stand in the check page's `verdict.js`; both are held by `verdicts.json`.
Moments are whole seconds since 1970, as in token and lists.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from passes.badge import Badge
from passes.expiry import TOWN, last_day_of, month_number
from passes.files import REPLACED, Entry, KeyList
from passes.token import (
    SPECIMEN,
    BadToken,
    NewerVersion,
    NotOurs,
    Pass,
    UnknownKey,
    read,
)
from passes.withdrawn import BADGES, WithdrawnList

BADGE_ENDED = "badge_ended"
CLOCK_WRONG = "clock_wrong"
UNREADABLE = "unreadable"
LIST_TOO_OLD = "list_too_old"
NOT_GENUINE = "not_genuine"
SPECIMEN_SHOWN = "specimen"
EXPIRED = "expired"
WITHDRAWN = "withdrawn"
SERIES_REPLACED = "series_replaced"
WRONG_COLOUR = "wrong_colour"
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
    """What the asking phone knows: its page, its lists, its badge, how far its clock is off."""

    built: int
    keys: KeyList
    fetched: int  # when the key list came
    clock_off: int
    max_age_days: int
    almost_months: int
    withdrawn: WithdrawnList | None
    badge: Badge | None


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
    stopped = before_camera(device, now)
    if stopped is not None:
        return stopped
    if text is None:
        return Verdict(UNREADABLE, "nothing")
    keys = device.keys.by_kid()
    try:
        found = read(text, keys)
    except (NotOurs, NewerVersion) as error:
        return Verdict(UNREADABLE, error.name)
    except UnknownKey as error:
        is_old = now - device.fetched > device.max_age_days * _DAY_SECONDS
        return Verdict(LIST_TOO_OLD if is_old else NOT_GENUINE, error.name)
    except BadToken as error:
        return Verdict(NOT_GENUINE, error.name)
    state, why = _refused(found, keys[found.kid], device, now) or _compared(
        found, keys[found.kid], device, now, same_person
    )
    return Verdict(state, why, found)


def before_camera(device: Device, now: int) -> Verdict | None:
    """Return what keeps the camera off: who asks may not, or the clock is wrong."""
    badge, withdrawn = device.badge, device.withdrawn
    if badge is None:
        return Verdict(BADGE_ENDED, "none")
    if badge.until <= now:
        return Verdict(BADGE_ENDED, "ended")
    if withdrawn is not None and withdrawn.has(BADGES, badge.id):
        return Verdict(BADGE_ENDED, "withdrawn")
    latest = max(device.keys.issued, withdrawn.issued if withdrawn else 0)
    is_wrong = now < device.built or now + _SLACK_SECONDS < latest
    if is_wrong or abs(device.clock_off) > _OFF_SECONDS:
        return Verdict(CLOCK_WRONG)
    return None


def _refused(
    found: Pass, key: Entry, device: Device, now: int
) -> tuple[str, str | None] | None:
    """Return what speaks against a genuine pass before anybody looks at the photo."""
    withdrawn = device.withdrawn
    if found.colour == SPECIMEN:
        return SPECIMEN_SHOWN, None
    if found.exp <= now:
        return EXPIRED, None
    month = month_number(last_day_of(found.exp))
    if withdrawn is not None and withdrawn.has(month, found.id):
        return WITHDRAWN, None
    if key.state == REPLACED and _day(now) > key.grace_day:
        return SERIES_REPLACED, "over"
    if device.badge is not None and not device.badge.allows(found.colour):
        return WRONG_COLOUR, None
    if withdrawn is None or withdrawn.fresh_until <= now:
        return LIST_TOO_OLD, "list"
    return None


def _compared(
    found: Pass, key: Entry, device: Device, now: int, same_person: bool | None
) -> tuple[str, str | None]:
    if same_person is None:
        return COMPARE, None
    if not same_person:
        return NOT_THIS_PERSON, None
    if key.state == REPLACED:
        return SERIES_REPLACED, "grace"
    if found.exp - now < device.almost_months * _MONTH_SECONDS:
        return ALMOST_EXPIRED, None
    return VALID, None


def _day(now: int) -> date:
    return datetime.fromtimestamp(now, UTC).astimezone(TOWN).date()
