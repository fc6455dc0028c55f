"""Claims: who has a slot, as far as anybody knows: the digest of a code.

`UNIQUE(slot)` is what prevents double booking. A code is shown only after its row is
committed. There is no status: cancelled means deleted, displaced is computed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, models
from django.db.models import Q

from scheduling import codes, tickets
from scheduling.codes import Code, Digest
from scheduling.hours import hour_count, local_date
from scheduling.keys import BookingKeys
from scheduling.languages import NAMES, OTHER
from scheduling.models.agenda import fresh, turnstile
from scheduling.models.slots import Slot
from scheduling.policy import Hour
from scheduling.refusals import (
    Gone,
    Late,
    Lost,
    PageExpired,
    Taken,
    TicketTooOld,
    UnknownCode,
)
from scheduling.tickets import Ticket

BOOKING = "booking"
WITHOUT_INTERPRETER = ("nl", "en")


def interpreter_languages() -> list[tuple[str, str]]:
    """Return the languages that a claim may ask an interpreter for."""
    named = [pair for pair in NAMES.items() if pair[0] not in WITHOUT_INTERPRETER]
    return [*named, (OTHER, OTHER)]


class ClaimManager(models.Manager["Claim"]):
    def book(
        self,
        ticket: str,
        language: str,
        *,
        keys: BookingKeys,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> "Booked":
        """Book the slot of a ticket, or show again what the ticket has booked.

        `random` is 16 bytes. Raises one of Refused; nothing has changed then.
        """
        opened, key = tickets.read_any(ticket, keys=keys.all)
        code = codes.derive(opened.nonce, key=key)
        digest = codes.digest(code, key=key)

        claim = self._of([digest])
        if claim is not None:
            if not opened.is_fresh(now):
                raise PageExpired
            return Booked(code, claim)
        if key != keys.current or not opened.is_fresh(now):
            raise TicketTooOld
        claim = self._insert(
            opened, digest, language, hour=hour, now=now, random=random
        )
        return Booked(code, claim)

    def find(self, code: Code, *, keys: BookingKeys, now: datetime) -> "Claim":
        """Return the claim of a code, with its slot; raises UnknownCode."""
        claim = self._of([codes.digest(code, key=key) for key in keys.all])
        if claim is None or claim.slot.date < local_date(now):
            raise UnknownCode
        return claim

    def move(
        self,
        code: Code,
        slot_id: int,
        *,
        keys: BookingKeys,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> "Claim":
        """Give a booking another slot; after any refusal the old one stands.

        A displaced booking may go to every channel. Raises one of Refused.
        """
        try:
            with turnstile(fresh(random)):
                return self._move(code, slot_id, keys, hour, now, random)
        except IntegrityError:
            raise Taken from None

    def cancel(
        self, code: Code, *, keys: BookingKeys, now: datetime, random: bytes
    ) -> None:
        """Delete a booking and free its slot; raises UnknownCode or Late."""
        with turnstile(fresh(random)):
            claim = self.find(code, keys=keys, now=now)
            if claim.has_started(now):
                raise Late
            claim.delete()
            Slot.objects.release(claim.slot_id)

    def _insert(
        self,
        ticket: Ticket,
        digest: Digest,
        language: str,
        *,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> "Claim":
        """Look, queue, look again and insert.

        Whoever loses to the same ticket, sent twice at once, gets its row.
        """
        try:
            self._refuse(ticket, hour=hour, now=now)  # so most losers never queue
            with turnstile(fresh(random)):
                slot = self._refuse(ticket, hour=hour, now=now)
                return self._seat(slot, digest, language, now=now, random=random)
        except (IntegrityError, Lost) as refusal:
            claim = self._of([digest])
            if claim is not None:
                return claim
            if isinstance(refusal, Lost):
                raise
            raise Taken from None

    def _seat(
        self,
        slot: Slot,
        digest: Digest,
        language: str,
        *,
        now: datetime,
        random: bytes,
    ) -> "Claim":
        return self.create(
            slot=slot,
            kind=BOOKING,
            digest=digest,
            language="" if language in WITHOUT_INTERPRETER else language,
            call_sign=self._sign(slot.session_id, random),
            made_hour=hour_count(now),
        )

    def _move(
        self,
        code: Code,
        slot_id: int,
        keys: BookingKeys,
        hour: Hour,
        now: datetime,
        random: bytes,
    ) -> "Claim":
        claim = self.find(code, keys=keys, now=now)
        if claim.has_started(now):
            raise Late
        slot = Slot.objects.with_claim(slot_id)
        if slot.booking not in (None, claim):
            raise Taken
        closed = slot.closed_to_all if claim.is_displaced else slot.closed_to_public
        if refusal := closed(now, hour):
            raise refusal
        if slot.booking == claim:
            return claim

        left = claim.slot_id
        claim.slot = slot
        claim.call_sign = self._sign(slot.session_id, random)
        claim.save(update_fields=["slot", "call_sign"])
        Slot.objects.release(left)
        return claim

    def _refuse(self, ticket: Ticket, *, hour: Hour, now: datetime) -> Slot:
        slot = Slot.objects.bookable(ticket.slot, now=now, hour=hour)
        if not ticket.is_for(slot.turn):
            raise Gone
        return slot

    def _of(self, digests: list[Digest]) -> "Claim | None":
        return self.select_related("slot__session").filter(digest__in=digests).first()

    def _sign(self, session_id: int, random: bytes) -> int:
        """Draw a call sign that nobody else of the session has."""
        taken = set(
            self.filter(slot__session_id=session_id).values_list("call_sign", flat=True)
        )
        signs = range(codes.SIGNS)
        left = [sign for sign in signs if sign not in taken] or list(signs)
        return left[int.from_bytes(random[8:], "big") % len(left)]


class Claim(models.Model):
    KINDS = [(BOOKING, "booking")]

    slot = models.OneToOneField(Slot, models.PROTECT)
    kind = models.CharField(max_length=8, choices=KINDS)
    digest = models.BinaryField(max_length=32)
    language = models.CharField(
        max_length=12, choices=interpreter_languages, blank=True, default=""
    )
    call_sign = models.PositiveSmallIntegerField()
    made_hour = models.PositiveIntegerField()  # clock hours since 1970-01-01T00Z

    objects = ClaimManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="claim_digest_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[BOOKING]), name="claim_kind_known"
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
        """The call sign as it is called out, such as `K 7`."""
        return codes.show_sign(self.call_sign)

    @property
    def is_displaced(self) -> bool:
        """Whether the slot was closed under the booking."""
        return not self.slot.is_open

    def has_started(self, now: datetime) -> bool:
        return now >= self.slot.starts_at


@dataclass(frozen=True)
class Booked:
    code: Code
    claim: Claim
