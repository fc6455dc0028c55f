"""What somebody does on the waiting list: join, answer an offer, leave, book.

A code is a booking or an entry, never both: it goes from one table to the other in
one turn of the turnstile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, models

from scheduling import codes, tickets
from scheduling.codes import Code, Digest
from scheduling.hours import hour_count
from scheduling.keys import BookingKeys
from scheduling.models.agenda import Agenda, fresh, turnstile
from scheduling.models.bookings import BOOKING, WITHOUT_INTERPRETER
from scheduling.models.claims import Claim
from scheduling.models.slots import Slot
from scheduling.policy import Hour, Moments
from scheduling.refusals import (
    HourFull,
    ListFull,
    NotDisplaced,
    PageExpired,
    Paused,
    Refused,
    Taken,
    TicketTooOld,
    UnknownCode,
)

if TYPE_CHECKING:
    from scheduling.models.waiting import Waiting

DISPLACED, USUAL = 0, 1
MOST = 24
KEPT_HOURS = 42 * 24


@dataclass(frozen=True)
class Joined:
    code: Code
    entry: Waiting


class WaitingManager(models.Manager["Waiting"]):
    def join(
        self,
        ticket: str,
        language: str,
        *,
        keys: BookingKeys,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> Joined:
        """Put a new code on the list, or show again what the ticket has put there.

        Raises one of Refused; PageExpired where the code is an appointment by now.
        """
        opened, key = tickets.read_waiting(ticket, keys=keys.all)
        code = codes.derive(opened.nonce, key=key)
        digest = codes.digest(code, key=key)
        entry = self.of([digest])
        if entry is not None and opened.is_fresh(now):
            return Joined(code, entry)
        if entry is not None or Claim.objects.of([digest]) is not None:
            raise PageExpired
        if key != keys.current or not opened.is_fresh(now):
            raise TicketTooOld

        try:
            self._refuse(hour, now)  # so most losers never queue
            with turnstile(fresh(random)):
                self._refuse(hour, now)
                entry = self._add(digest, language, now)
        except (IntegrityError, Refused):  # perhaps the same ticket, sent twice at once
            entry = self.of([digest])
            if entry is None:
                raise
        return Joined(code, entry)

    def find(self, code: Code, *, keys: BookingKeys) -> Waiting:
        """Return the entry of a code, with its offer; raises UnknownCode."""
        entry = self.of([codes.digest(code, key=key) for key in keys.all])
        if entry is None:
            raise UnknownCode
        return entry

    def accept(
        self, code: Code, *, keys: BookingKeys, now: datetime, random: bytes
    ) -> Claim:
        """Make the offer a booking under the same code; twice is once.

        Raises OfferOver or UnknownCode.
        """
        with turnstile(fresh(random)):
            entry = self.of([codes.digest(code, key=key) for key in keys.all])
            if entry is None:
                return Claim.objects.find(code, keys=keys, now=now)
            claim = entry.standing_offer(now)
            claim.kind = BOOKING
            claim.digest = bytes(entry.digest)
            claim.language = entry.language
            claim.made_hour = entry.made_hour
            claim.call_sign = Claim.objects.sign(claim.seat.session_id, random)
            claim.offer_until = claim.waiting = None
            claim.save()
            self.filter(pk=entry.pk).delete()
            return claim

    def skip(
        self,
        code: Code,
        *,
        keys: BookingKeys,
        moments: Moments,
        now: datetime,
        random: bytes,
    ) -> None:
        """Turn an offer down: its slot is freed, the entry goes to the back."""
        with turnstile(fresh(random)):
            entry = self.find(code, keys=keys)
            claim = entry.standing_offer(now)
            claim.delete()
            Slot.objects.release(claim.seat.pk, now=now, moments=moments)
            entry.to_back()

    def leave(
        self,
        code: Code,
        *,
        keys: BookingKeys,
        moments: Moments,
        now: datetime,
        random: bytes,
    ) -> None:
        """Take a code off the list, and its offer back; raises UnknownCode."""
        with turnstile(fresh(random)):
            self.find(code, keys=keys).remove(now=now, moments=moments)

    def wait_instead(
        self,
        code: Code,
        *,
        keys: BookingKeys,
        moments: Moments,
        now: datetime,
        random: bytes,
    ) -> Waiting:
        """Give a displaced booking the front of the queue, under the same code.

        Twice is once. Raises NotDisplaced or UnknownCode.
        """
        with turnstile(fresh(random)):
            entry = self.of([codes.digest(code, key=key) for key in keys.all])
            if entry is not None:
                return entry
            claim = Claim.objects.find(code, keys=keys, now=now)
            if not claim.is_displaced or claim.has_started(now):
                raise NotDisplaced
            claim.delete()
            Slot.objects.release(claim.seat.pk, now=now, moments=moments)
            return self.create(
                digest=claim.digest,
                language=claim.language,
                priority=DISPLACED,
                made_hour=claim.made_hour,
            )

    def book(
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
        """Book a public time with the code of an entry; twice is once.

        The entry was counted in its own hour, so there is no cap. Raises one of
        Refused; the entry and its offer stand then.
        """
        try:
            with turnstile(fresh(random)):
                entry = self.of([codes.digest(code, key=key) for key in keys.all])
                if entry is None:
                    return Claim.objects.find(code, keys=keys, now=now)
                slot, signs = Slot.objects.with_signs(slot_id)
                Slot.objects.refuse_without_cap(slot, now=now, hour=hour)
                Claim.objects.clear(slot)
                entry = self.find(code, keys=keys)  # anew, if the offer was its own
                entry.remove(now=now, moments=moments)
                claim = Claim.objects.seat(
                    slot,
                    Digest(bytes(entry.digest)),
                    entry.language,
                    signs=signs,
                    now=now,
                    random=random,
                )
                claim.made_hour = entry.made_hour
                claim.save(update_fields=["made_hour"])
                return claim
        except IntegrityError:  # pragma: no cover  # only past the turnstile
            raise Taken from None

    def of(self, digests: list[Digest]) -> Waiting | None:
        """Return the entry with one of the digests, with its offer."""
        rows = self.select_related("claim__slot__session")
        return rows.filter(digest__in=digests).first()

    def without_offer(self) -> list[int]:
        """Return the keys of who waits for an offer, in order of the queue."""
        rows = self.filter(claim=None).order_by("priority", "pk")
        return list(rows.values_list("pk", flat=True))

    def forget(self, now: datetime, *, moments: Moments, random: bytes) -> int:
        """Delete the entries of more than 42 days ago; returns how many."""
        old = self.filter(made_hour__lt=hour_count(now) - KEPT_HOURS)
        if not old.exists():
            return 0
        with turnstile(fresh(random)):
            entries = list(old.select_related("claim__slot"))
            for entry in entries:
                entry.remove(now=now, moments=moments)
        return len(entries)

    def _refuse(self, hour: Hour, now: datetime) -> None:
        state = Agenda.objects.state(now)
        if state.is_paused:
            raise Paused
        if state.is_full(hour):
            raise HourFull
        if self.count() >= MOST:
            raise ListFull

    def _add(self, digest: Digest, language: str, now: datetime) -> Waiting:
        return self.create(
            digest=digest,
            language="" if language in WITHOUT_INTERPRETER else language,
            priority=USUAL,
            made_hour=hour_count(now),
        )
