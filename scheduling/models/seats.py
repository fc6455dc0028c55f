"""What the desk does: books for a caller, seats who just comes, releases a seat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

from scheduling import hours
from scheduling.codes import Code
from scheduling.hours import hour_count, local_date
from scheduling.keys import BookingKeys
from scheduling.models.agenda import fresh, turnstile
from scheduling.models.bookings import (
    BLOCK,
    BOOKING,
    WALK_IN,
    WITHOUT_INTERPRETER,
    Booked,
)
from scheduling.models.slots import Slot
from scheduling.policy import Hour, Moments
from scheduling.refusals import Closed, Gone, SessionFull, Taken, TooEarly

if TYPE_CHECKING:
    from scheduling.models.claims import Claim


class SeatManager(models.Manager["Claim"]):
    def book_for_caller(
        self,
        ticket: str,
        language: str,
        *,
        keys: BookingKeys,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> Booked:
        """Book by telephone: any channel, no notice, no cap, no pause."""

        def refuse(slot: Slot) -> None:
            if slot.is_taken(now):
                raise Taken
            if refusal := slot.closed_to_desk(now, hour):
                raise refusal

        return self.model.objects.book_unless(
            refuse, ticket, language, keys=keys, now=now, random=random
        )

    def move_for_caller(
        self,
        code: Code,
        slot_id: int,
        *,
        keys: BookingKeys,
        hour: Hour,
        moments: Moments,
        now: datetime,
        random: bytes,
    ) -> Claim:
        """Move by telephone: to any channel, without notice."""

        def refuse(claim: Claim, slot: Slot) -> None:
            if refusal := slot.closed_to_desk(now, hour):
                raise refusal

        with turnstile(fresh(random)):
            claim = self.model.objects.find(code, keys=keys, now=now)
            return self.model.objects.move_unless(
                refuse, claim, slot_id, moments=moments, now=now, random=random
            )

    def seat_walk_in(
        self, session_id: int, language: str, *, now: datetime, random: bytes
    ) -> Claim:
        """Seat somebody without an appointment; raises SessionFull."""
        with turnstile(fresh(random)):
            slot = self._seat_of(session_id, now)
            self.model.objects.clear(slot)
            return self.create(
                slot=slot,
                kind=WALK_IN,
                language="" if language in WITHOUT_INTERPRETER else language,
                call_sign=self.model.objects.sign(slot.session_id, random),
                made_hour=hour_count(now),
            )

    def unseat(self, claim_id: int, *, random: bytes) -> None:
        """Take back a walk-in that was seated by mistake, and free the seat."""
        with turnstile(fresh(random)):
            claim = self.filter(pk=claim_id, kind=WALK_IN).first()
            if claim is not None:
                claim.delete()
                Slot.objects.void(claim.seat.pk)

    def block(self, slot_id: int, *, now: datetime, random: bytes) -> Claim:
        """Keep a free slot empty: a talk runs over, a colleague is called away."""
        with turnstile(fresh(random)):
            slot = Slot.objects.with_claim(slot_id)
            if slot.is_taken(now):
                raise Taken
            if not slot.is_open:
                raise Closed
            self.model.objects.clear(slot)
            return self.create(slot=slot, kind=BLOCK, made_hour=hour_count(now))

    def unblock(self, slot_id: int, *, random: bytes) -> None:
        with turnstile(fresh(random)):
            self.filter(slot=slot_id, kind=BLOCK).delete()

    def not_come(
        self, claim_id: int, *, hour: Hour, now: datetime, random: bytes
    ) -> None:
        """Release the seat of a booking; its code stays until the hour is closed.

        Twice is once. Raises Gone, Closed for a displaced booking, TooEarly.
        """
        with turnstile(fresh(random)):
            claim = self._booking(claim_id)
            slot = claim.slot
            if slot is None:
                return
            if not slot.is_open:
                raise Closed
            if now < slot.starts_at + timedelta(minutes=hour.late_minutes):
                raise TooEarly
            claim.slot = None
            claim.save(update_fields=["slot"])
            Slot.objects.void(slot.pk)
            slot.session.count_not_come(1)

    def came_after_all(
        self, claim_id: int, session_id: int, *, now: datetime, random: bytes
    ) -> Claim:
        """Seat somebody late like a walk-in; the code stays hers.

        Twice is once. Raises Gone, SessionFull.
        """
        with turnstile(fresh(random)):
            claim = self._booking(claim_id)
            if claim.slot is not None:
                return claim
            slot = self._seat_of(session_id, now)
            self.model.objects.clear(slot)
            claim.slot = slot
            claim.save(update_fields=["slot"])
            slot.session.count_not_come(-1)
            return claim

    def displaced(self, now: datetime) -> list[Claim]:
        """Return the bookings whose time was closed and that have not moved yet."""
        rows = self.filter(
            kind=BOOKING, slot__is_open=False, slot__date__gte=local_date(now)
        )
        return list(
            rows.select_related("slot").order_by(
                "slot__date", "slot__start", "slot__desk"
            )
        )

    def late(self) -> list[Claim]:
        """Return who has not come, as long as the hour is not closed."""
        return list(self.filter(slot=None).order_by("call_sign", "pk"))

    def _booking(self, claim_id: int) -> Claim:
        rows = self.select_related("slot__session")
        claim = rows.filter(pk=claim_id, kind=BOOKING).first()
        if claim is None:
            raise Gone
        return claim

    def _seat_of(self, session_id: int, now: datetime) -> Slot:
        """Return the seat for who comes now to a session of today.

        The running free one, else a seat for walk-ins, else any free one that is left.
        Raises SessionFull.
        """
        rows = Slot.objects.select_related("claim__waiting", "session")
        left = [
            slot
            for slot in rows.filter(
                session=session_id, date=local_date(now), is_open=True
            )
            if not slot.is_taken(now) and now < hours.instant(slot.date, slot.end)
        ]
        if not left:
            raise SessionFull
        return min(
            left,
            key=lambda slot: (
                slot.starts_at > now,
                slot.channel != hours.WALK_IN,
                slot.start,
                slot.desk,
            ),
        )
