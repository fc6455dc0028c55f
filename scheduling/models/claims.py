"""Claims: what has a slot: a booking, a walk-in, an offer, or a block.

`UNIQUE(slot)` is what prevents double booking. About somebody with an appointment
nothing is known but the digest of a code, a language and a call sign. There is no
status: cancelled means deleted, displaced is computed, and who has *not come* keeps a
code without a slot until the hour is closed.
"""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from django.db import models
from django.db.models import Q

from scheduling import codes, rounds
from scheduling.languages import NAMES, OTHER
from scheduling.models.bookings import (
    BLOCK,
    BOOKING,
    OFFER,
    WALK_IN,
    WITHOUT_INTERPRETER,
    Booked,
    BookingManager,
)
from scheduling.models.seats import SeatManager
from scheduling.models.slots import Slot

if TYPE_CHECKING:
    from scheduling.models.waiting import Waiting

__all__ = ["BLOCK", "BOOKING", "OFFER", "WALK_IN", "Booked", "Claim"]


def interpreter_languages() -> list[tuple[str, str]]:
    """Return the languages that a claim may ask an interpreter for."""
    named = [pair for pair in NAMES.items() if pair[0] not in WITHOUT_INTERPRETER]
    return [*named, (OTHER, OTHER)]


class Claim(models.Model):
    KINDS = [
        (BOOKING, "booking"),
        (WALK_IN, "walk-in"),
        (OFFER, "offer"),
        (BLOCK, "block"),
    ]

    slot = models.OneToOneField(Slot, models.PROTECT, null=True)
    kind = models.CharField(max_length=8, choices=KINDS)
    digest = models.BinaryField(max_length=32, null=True)
    language = models.CharField(
        max_length=12, choices=interpreter_languages, blank=True, default=""
    )
    call_sign = models.PositiveSmallIntegerField(null=True)
    made_hour = models.PositiveIntegerField()  # clock hours since 1970-01-01T00Z
    # 5-minute steps since 1970-01-01T00Z, a fixed moment.
    offer_until = models.PositiveIntegerField(null=True)
    waiting = models.OneToOneField("scheduling.Waiting", models.CASCADE, null=True)

    objects: ClassVar[BookingManager] = BookingManager()
    seats: ClassVar[SeatManager] = SeatManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="claim_digest_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[BOOKING, WALK_IN, OFFER, BLOCK]),
                name="claim_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=False) | Q(kind=BOOKING),
                name="claim_slot_unless_late",
            ),
            models.CheckConstraint(
                condition=Q(kind=BOOKING, digest__isnull=False)
                | (~Q(kind=BOOKING) & Q(digest=None)),
                name="claim_digest_iff_booking",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=OFFER, offer_until__isnull=False, waiting__isnull=False
                )
                | (~Q(kind=OFFER) & Q(offer_until=None, waiting=None)),
                name="claim_offer_complete",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[BOOKING, WALK_IN], call_sign__isnull=False)
                | Q(kind__in=[OFFER, BLOCK], language="", call_sign=None),
                name="claim_person_fields",
            ),
            models.CheckConstraint(
                condition=Q(call_sign__range=(0, codes.SIGNS - 1)),
                name="claim_call_sign_0_71",
            ),
        ]

    def __str__(self) -> str:
        return "claim"

    @property
    def sign(self) -> str:
        """The call sign as it is called out, such as `K 7`; empty for no person."""
        return "" if self.call_sign is None else codes.show_sign(self.call_sign)

    @property
    def seat(self) -> Slot:
        """The slot, of a claim that has one: every one but who has not come."""
        return cast(Slot, self.slot)

    @property
    def entry(self) -> "Waiting":
        """The waiting entry of an offer."""
        return cast("Waiting", self.waiting)

    @property
    def is_displaced(self) -> bool:
        """Whether the slot was closed under the booking."""
        return self.kind == BOOKING and self.slot is not None and not self.slot.is_open

    @property
    def is_late(self) -> bool:
        """Whether the desk said *not come*: the seat is released, the code stays."""
        return self.slot_id is None

    @property
    def until(self) -> datetime | None:
        """The end of an offer, in UTC."""
        return None if self.offer_until is None else rounds.from_step(self.offer_until)

    def has_started(self, now: datetime) -> bool:
        return self.slot is None or now >= self.slot.starts_at

    def is_over(self, now: datetime) -> bool:
        """Whether this is an offer whose end has come."""
        return self.until is not None and now >= self.until

    def is_stale(self, now: datetime) -> bool:
        """Whether this is an offer so long over that it counts as none."""
        return self.offer_until is not None and (
            self.offer_until < rounds.stale_before(now)
        )
