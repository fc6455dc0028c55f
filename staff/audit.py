"""What colleagues do that is written down: a closed list, and what each line may name.

A line has a day, an action from this list and at most one thing it is about, such as

    2026-11-24  day_closed  2026-12-01  alex

What it is about has one shape for each action, and no shape fits a booking code, a slip,
a pass or a word of one's own: no visitor can be in this log. Talks, bookings and single
cards have no action: they would be a moment of somebody.
"""

import re
from enum import StrEnum


class Action(StrEnum):
    """What was done; the value is what the database keeps."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    HOUR_MADE = "hour_made"
    HOUR_CHANGED = "hour_changed"
    HOUR_REMOVED = "hour_removed"
    DAY_CLOSED = "day_closed"
    DAY_CHANGED = "day_changed"
    DAY_ADDED = "day_added"
    DAY_RESTORED = "day_restored"
    ROTA_CHANGED = "rota_changed"
    BOOKING_PAUSED = "booking_paused"
    BOOKING_OPENED = "booking_opened"
    BOOKINGS_RELEASED = "bookings_released"
    VENUE_MADE = "venue_made"
    VENUE_CHANGED = "venue_changed"
    DEVICE_INVITED = "device_invited"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_WITHDRAWN = "device_withdrawn"
    CARDS_WITHDRAWN = "cards_withdrawn"
    KEY_MADE = "key_made"
    KEYS_PUBLISHED = "keys_published"
    KEY_RETIRED = "key_retired"
    LIST_PUBLISHED = "list_published"


# One line a day with a count and without a name: a moment or a pair would tell more.
COUNTED = frozenset({Action.BOOKINGS_RELEASED, Action.CARDS_WITHDRAWN})

# The only action of which the minute is kept.
WITH_MINUTE = Action.SIGNED_IN

_NOTHING = ""
_DATE = r"\d{4}-\d\d-\d\d"
_HOUR = r"(mon|tues|wednes|thurs|fri|satur|sun)day-\d{4}"
_VENUE = r"venue-\d{1,6}"
_DEVICE = r"device-\d{1,6}"
_KEY = r"(pass|specimen|list|badge|slip|booking|root)(-\d{4}q[1-4])?(-[0-9a-f]{8})?"

SHAPES: dict[Action, str] = {
    Action.SIGNED_IN: _NOTHING,
    Action.SIGNED_OUT: _NOTHING,
    Action.HOUR_MADE: _HOUR,
    Action.HOUR_CHANGED: _HOUR,
    Action.HOUR_REMOVED: _HOUR,
    Action.DAY_CLOSED: _DATE,
    Action.DAY_CHANGED: _DATE,
    Action.DAY_ADDED: _DATE,
    Action.DAY_RESTORED: _DATE,
    Action.ROTA_CHANGED: _DATE,
    Action.BOOKING_PAUSED: _NOTHING,
    Action.BOOKING_OPENED: _NOTHING,
    Action.BOOKINGS_RELEASED: _NOTHING,
    Action.VENUE_MADE: _VENUE,
    Action.VENUE_CHANGED: _VENUE,
    Action.DEVICE_INVITED: _VENUE,
    Action.DEVICE_ENROLLED: _DEVICE,
    Action.DEVICE_WITHDRAWN: _DEVICE,
    Action.CARDS_WITHDRAWN: _NOTHING,
    Action.KEY_MADE: _KEY,
    Action.KEYS_PUBLISHED: _NOTHING,
    Action.KEY_RETIRED: _KEY,
    Action.LIST_PUBLISHED: _NOTHING,
}


class NotNamed(ValueError):
    """What an action is about has not the shape of that action; the text is not kept."""


def about(action: Action, name: str) -> str:
    """Return `name` if the action may name it; raises NotNamed."""
    if not re.fullmatch(SHAPES[action], name):
        raise NotNamed(action.value)
    return name
