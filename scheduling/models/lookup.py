"""What a code answers: one look through bookings and waiting entries."""

from dataclasses import dataclass
from datetime import datetime

from scheduling import codes
from scheduling.codes import Code
from scheduling.keys import BookingKeys
from scheduling.models.claims import Claim
from scheduling.models.waiting import Waiting

BOOKED, DISPLACED, STARTED, LATE = "booked", "displaced", "started", "late"
WAITING, OFFER, OFFER_OVER = "waiting", "offer", "offer_over"


@dataclass(frozen=True)
class Found:
    """A booking (`claim`) or a waiting entry (`entry`), and how it stands."""

    state: str
    claim: Claim | None = None
    entry: Waiting | None = None
    place: int = 0  # how many wait before this entry


def look_up(code: Code, *, keys: BookingKeys, now: datetime) -> Found:
    """Return what stands under a code; raises UnknownCode.

    Never made, cancelled, released and past are that one answer.
    """
    entry = Waiting.objects.of([codes.digest(code, key=key) for key in keys.all])
    if entry is None:
        claim = Claim.objects.find(code, keys=keys, now=now)
        return Found(_of_claim(claim, now), claim=claim)
    return Found(_of_entry(entry, now), entry=entry, place=entry.place)


def _of_claim(claim: Claim, now: datetime) -> str:
    if claim.is_late:
        return LATE
    if claim.is_displaced:
        return DISPLACED
    return STARTED if claim.has_started(now) else BOOKED


def _of_entry(entry: Waiting, now: datetime) -> str:
    if entry.offer is None:
        return WAITING
    return OFFER_OVER if entry.offer.is_over(now) else OFFER
