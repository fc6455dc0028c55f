"""Passes for the coordinator: who may check them, the keys, what operators get on paper."""

from passes.views.management.handouts import (
    for_operators,
    poster,
    specimen_green,
    specimen_white,
)
from passes.views.management.signing import signing_keys
from passes.views.management.venues import (
    add_venue,
    change_venue,
    invite_device,
    venues,
    withdraw_device,
)

__all__ = [
    "add_venue",
    "change_venue",
    "for_operators",
    "invite_device",
    "poster",
    "signing_keys",
    "specimen_green",
    "specimen_white",
    "venues",
    "withdraw_device",
]
