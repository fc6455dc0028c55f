"""The waiting list: one queue of codes, people who lost their time first.

The order (priority, id) is the place; to the back means that the row is written anew.
Nothing can be sent: who waits looks with the code.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from scheduling.models.claims import Claim, interpreter_languages
from scheduling.models.queue import USUAL, WaitingManager
from scheduling.models.slots import Slot
from scheduling.policy import Moments
from scheduling.refusals import OfferOver


class Waiting(models.Model):
    digest = models.BinaryField(max_length=32)
    language = models.CharField(
        max_length=12, choices=interpreter_languages, blank=True, default=""
    )
    priority = models.PositiveSmallIntegerField(default=USUAL)
    made_hour = models.PositiveIntegerField()  # clock hours since 1970-01-01T00Z

    objects: ClassVar[WaitingManager] = WaitingManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="waiting_digest_once"),
            models.CheckConstraint(
                condition=Q(priority__lte=USUAL),
                name="waiting_priority_0_1",
            ),
        ]
        indexes = [models.Index(fields=["priority", "id"], name="waiting_in_order")]

    def __str__(self) -> str:
        return "waiting entry"

    @property
    def offer(self) -> Claim | None:
        """The offer that was made to this entry, over or not."""
        return getattr(self, "claim", None)

    @property
    def place(self) -> int:
        """How many come before this entry."""
        before = Q(priority__lt=self.priority) | Q(
            priority=self.priority, pk__lt=self.pk
        )
        return Waiting.objects.filter(before).count()

    def standing_offer(self, now: datetime) -> Claim:
        """Return the offer that can be answered now; raises OfferOver."""
        if self.offer is None or self.offer.is_over(now):
            raise OfferOver
        return self.offer

    def to_back(self) -> None:
        """Write the row anew, behind all others, inside the turnstile.

        An offer must be gone before.
        """
        Waiting.objects.filter(pk=self.pk).delete()
        Waiting.objects.create(
            digest=self.digest,
            language=self.language,
            priority=USUAL,
            made_hour=self.made_hour,
        )

    def remove(self, *, now: datetime, moments: Moments) -> None:
        """Delete the entry and free the slot of its offer, inside the turnstile."""
        offer = self.offer
        if offer is not None:
            offer.delete()
            Slot.objects.release(offer.seat.pk, now=now, moments=moments)
        Waiting.objects.filter(pk=self.pk).delete()
