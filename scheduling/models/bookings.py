"""What somebody does with a code: book, look, move, cancel.

A code is shown only after its row is committed. Every way of losing a race ends in a
refusal that leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, models
from django.db.models import Q

from scheduling import codes, tickets
from scheduling.codes import Code, Digest
from scheduling.hours import hour_count, local_date
from scheduling.keys import BookingKeys
from scheduling.models.agenda import Agenda, fresh, turnstile
from scheduling.models.slots import Slot
from scheduling.policy import Hour, Moments
from scheduling.refusals import (
    Gone,
    Late,
    PageExpired,
    Refused,
    Taken,
    TicketTooOld,
    UnknownCode,
)

if TYPE_CHECKING:
    from scheduling.models.claims import Claim

BOOKING, WALK_IN, OFFER, BLOCK = "booking", "walk_in", "offer", "block"
WITHOUT_INTERPRETER = ("nl", "en")

Refuse = Callable[[Slot], None]


@dataclass(frozen=True)
class Booked:
    code: Code
    claim: Claim


class BookingManager(models.Manager["Claim"]):
    def book(
        self,
        ticket: str,
        language: str,
        *,
        keys: BookingKeys,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> Booked:
        """Book the slot of a ticket, or show again what the ticket has booked.

        `random` is 16 bytes. Raises one of Refused; nothing has changed then.
        """

        def refuse(slot: Slot) -> None:
            Slot.objects.refuse(slot, now=now, hour=hour)

        return self.book_unless(
            refuse, ticket, language, keys=keys, now=now, random=random
        )

    def book_unless(
        self,
        refuse: Refuse,
        ticket: str,
        language: str,
        *,
        keys: BookingKeys,
        now: datetime,
        random: bytes,
    ) -> Booked:
        """Book the slot of a ticket unless `refuse` raises for it.

        Looks without queueing first, so most losers never queue. Whoever loses to the
        same ticket, sent twice at once, gets its row.
        """
        opened, key = tickets.read_any(ticket, keys=keys.all)
        code = codes.derive(opened.nonce, key=key)
        digest = codes.digest(code, key=key)
        claim = self.of([digest])
        if claim is not None:
            if not opened.is_fresh(now):
                raise PageExpired
            return Booked(code, claim)
        if key != keys.current or not opened.is_fresh(now):
            raise TicketTooOld

        try:
            asked = Slot.objects.with_claim(opened.slot)
            _refuse_turn(asked, opened)
            refuse(asked)
            with turnstile(fresh(random)):
                asked, signs = Slot.objects.with_signs(opened.slot)
                _refuse_turn(asked, opened)
                refuse(asked)
                self.clear(asked)
                claim = self.seat(
                    asked, digest, language, signs=signs, now=now, random=random
                )
        except (IntegrityError, Refused) as refusal:
            claim = self.of([digest])
            if claim is None:
                if isinstance(refusal, Refused):
                    raise
                raise Taken from None  # pragma: no cover  # only past the turnstile
        return Booked(code, claim)

    def find(self, code: Code, *, keys: BookingKeys, now: datetime) -> Claim:
        """Return the booking of a code, with its slot; raises UnknownCode."""
        claim = self.of([codes.digest(code, key=key) for key in keys.all])
        if claim is None or (
            claim.slot is not None and claim.slot.date < local_date(now)
        ):
            raise UnknownCode
        return claim

    def move(
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
        """Give a booking another slot; after any refusal the old one stands.

        A displaced booking may go to every channel. Raises one of Refused.
        """

        def refuse(claim: Claim, slot: Slot) -> None:
            if claim.is_displaced:
                refusal = slot.closed_to_all(now, hour)
            else:
                refusal = slot.closed_to_public(now, hour)
            if refusal:
                raise refusal
            if not claim.is_displaced and slot != claim.slot:
                displaced = Agenda.objects.state(now).displaced
                Slot.objects.refuse_first_choice(slot, displaced, now=now, hour=hour)

        try:
            with turnstile(fresh(random)):
                claim = self.find(code, keys=keys, now=now)
                return self.move_unless(
                    refuse, claim, slot_id, moments=moments, now=now, random=random
                )
        except IntegrityError:  # pragma: no cover  # only past the turnstile
            raise Taken from None

    def move_unless(
        self,
        refuse: Callable[[Claim, Slot], None],
        claim: Claim,
        slot_id: int,
        *,
        moments: Moments,
        now: datetime,
        random: bytes,
    ) -> Claim:
        """Move `claim` unless `refuse` raises, inside the turnstile."""
        if claim.has_started(now) or claim.slot is None:
            raise Late
        slot = Slot.objects.with_claim(slot_id)
        if slot.is_taken(now) and slot != claim.slot:
            raise Taken
        refuse(claim, slot)
        if slot == claim.slot:
            return claim

        self.clear(slot)
        left = claim.slot.pk
        claim.slot = slot
        claim.call_sign = self.sign(slot.session_id, random)
        claim.save(update_fields=["slot", "call_sign"])
        Slot.objects.release(left, now=now, moments=moments)
        return claim

    def cancel(
        self,
        code: Code,
        *,
        keys: BookingKeys,
        moments: Moments,
        now: datetime,
        random: bytes,
    ) -> None:
        """Delete a booking and free its slot; raises UnknownCode or Late."""
        with turnstile(fresh(random)):
            claim = self.find(code, keys=keys, now=now)
            if claim.has_started(now) or claim.slot is None:
                raise Late
            claim.delete()
            Slot.objects.release(claim.slot.pk, now=now, moments=moments)

    def of(self, digests: list[Digest]) -> Claim | None:
        """Return the booking with one of the digests, with its slot and session."""
        return self.select_related("slot__session").filter(digest__in=digests).first()

    def seat(
        self,
        slot: Slot,
        digest: Digest,
        language: str,
        *,
        signs: set[int],
        now: datetime,
        random: bytes,
    ) -> Claim:
        """Insert a booking; `signs` are those that people of the session sit with."""
        if slot.session.not_come:
            late = self.filter(slot=None).values_list("call_sign", flat=True)
            signs = signs | {sign for sign in late if sign is not None}
        return self.create(
            slot=slot,
            kind=BOOKING,
            digest=digest,
            language="" if language in WITHOUT_INTERPRETER else language,
            call_sign=draw_sign(signs, random),
            made_hour=hour_count(now),
        )

    def clear(self, slot: Slot) -> None:
        """Take away an offer that nobody answered; its entry goes to the back."""
        stale = slot.booking
        if stale is not None and stale.waiting is not None:
            stale.delete()
            stale.waiting.to_back()

    def sign(self, session_id: int, random: bytes) -> int:
        """Draw a call sign that nobody else of the session has, nor who is late."""
        of_session = self.filter(Q(slot__session_id=session_id) | Q(slot=None))
        signs = of_session.values_list("call_sign", flat=True)
        return draw_sign({sign for sign in signs if sign is not None}, random)


def draw_sign(taken: set[int], random: bytes) -> int:
    """Return a call sign that is not taken, as long as there is one."""
    signs = range(codes.SIGNS)
    left = [sign for sign in signs if sign not in taken] or list(signs)
    return left[int.from_bytes(random[8:], "big") % len(left)]


def _refuse_turn(slot: Slot, ticket: tickets.Ticket) -> None:
    if not ticket.is_for(slot.turn):
        raise Gone
