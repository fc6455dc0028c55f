"""Rounds of offers: twice a day each free time goes to who waits, in order.

The row of a round says that it was held, so that two nodes hold it once. A late run
offers as at its own moment.
"""

from datetime import UTC, datetime, timedelta

from django.db import models

from scheduling import rounds
from scheduling.hours import ZONE, hour_count, local_date
from scheduling.models.agenda import Agenda, fresh, turnstile
from scheduling.models.claims import OFFER, Claim
from scheduling.models.slots import Slot
from scheduling.models.waiting import Waiting
from scheduling.policy import Hour, Moments

KEPT_DAYS = 7


class OfferRoundManager(models.Manager["OfferRound"]):
    def is_due(self, now: datetime, moments: Moments) -> bool:
        """Whether the latest fixed moment has had no round yet."""
        return not self._of(rounds.last_moment(now, moments.times)).exists()

    def is_missing(self, now: datetime, moments: Moments) -> bool:
        """Whether the round of the latest moment was not held half an hour later."""
        return self.is_due(now.astimezone(UTC) - rounds.GRACE, moments)

    def hold(
        self, *, now: datetime, hour: Hour, moments: Moments, random: bytes
    ) -> int:
        """Hold the round that is due, if one is; returns how many offers it made.

        Offers that nobody answered end first: their entries go to the back.
        """
        if not self.is_due(now, moments):
            return 0
        moment = rounds.last_moment(now, moments.times)
        with turnstile(fresh(random)):
            if not self.is_due(now, moments):
                return 0  # another node was quicker
            local = moment.astimezone(ZONE)
            self.create(date=local.date(), time=local.time())
            self._end_offers(moment)
            return self._offer(moment, now=now, hour=hour, moments=moments)

    def forget(self, now: datetime) -> int:
        """Delete the rounds of more than 7 days ago; returns how many."""
        limit = local_date(now) - timedelta(days=KEPT_DAYS)
        return self.filter(date__lt=limit).delete()[0]

    def _of(self, moment: datetime) -> "models.QuerySet[OfferRound]":
        local = moment.astimezone(ZONE)
        return self.filter(date=local.date(), time=local.time())

    def _end_offers(self, moment: datetime) -> None:
        over = Claim.objects.filter(kind=OFFER, offer_until__lte=rounds.step(moment))
        ended = over.select_related("waiting", "slot")
        for claim in ended.order_by("waiting__priority", "waiting"):
            claim.delete()
            Slot.objects.void(claim.seat.pk)
            claim.entry.to_back()

    def _offer(
        self, moment: datetime, *, now: datetime, hour: Hour, moments: Moments
    ) -> int:
        entries = Waiting.objects.without_offer()
        if not entries:
            return 0
        until = rounds.offered_until(moment, moments.times)
        displaced = Agenda.objects.state(now).displaced
        free = Slot.objects.for_waiting(displaced, now=now, hour=hour)
        offers = rounds.allocate(
            [(slot.pk, slot.starts_at) for slot in free],
            entries,
            until=until,
            notice=timedelta(minutes=hour.notice_minutes),
        )
        Claim.objects.bulk_create(
            Claim(
                slot_id=offer.slot,
                kind=OFFER,
                waiting_id=offer.entry,
                offer_until=rounds.step(until),
                made_hour=hour_count(now),
            )
            for offer in offers
        )
        return len(offers)


class OfferRound(models.Model):
    date = models.DateField()
    time = models.TimeField()

    objects = OfferRoundManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "time"], name="offerround_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.time:%H:%M}"
