"""What is kept of passes: how many are valid, what is withdrawn, who may check them."""

from passes.models.counts import (
    COUNTED,
    SECOND,
    NoLine,
    Unconfirmed,
    ValidityCount,
)
from passes.models.lists import Publication, Withdrawn
from passes.models.venues import (
    BadProof,
    Device,
    Invitation,
    SpentInvitation,
    Venue,
)

__all__ = [
    "COUNTED",
    "SECOND",
    "BadProof",
    "Device",
    "Invitation",
    "NoLine",
    "Publication",
    "SpentInvitation",
    "Unconfirmed",
    "ValidityCount",
    "Venue",
    "Withdrawn",
]
