"""Tickets: what the check page carries in its form, so that no cookie is needed.

44 bytes, written as 59 characters of base64url:

    01 | 'b' or 'w' | nonce 16 | slot 4 | turn 2 | minute 4 | seal 16

Numbers are big-endian, `minute` counts from 1970-01-01T00:00Z, `turn` is the turn of
the slot modulo 65536, the seal is HMAC-SHA256 over all before it, cut to 16 bytes.
'b' is for a booking, 'w' for the waiting list (slot and turn are 0). One ticket makes
at most one of them: the nonce gives the code (codes.derive).
"""

import base64
import binascii
import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.codes import subkey
from scheduling.refusals import TicketRefused

LIFE = timedelta(minutes=30)
TURNS = 65536

_BODY = struct.Struct(">Bc16sIHI")
_VERSION = 1
_BOOKING, _WAITING = b"b", b"w"
_SEAL = 16
_CHARACTERS = 59


@dataclass(frozen=True)
class Ticket:
    nonce: bytes  # 16 random bytes, new at each rendering
    slot: int
    turn: int
    minute: int
    kind: bytes = _BOOKING

    def is_fresh(self, now: datetime) -> bool:
        """Whether the ticket is at most 30 minutes old."""
        age = timedelta(seconds=now.timestamp()) - timedelta(minutes=self.minute)
        return age <= LIFE

    def is_for(self, turn: int) -> bool:
        """Whether the slot was not freed since the ticket was made."""
        return self.turn == turn % TURNS


def issue(*, nonce: bytes, slot: int, turn: int, now: datetime, key: bytes) -> str:
    """Return a new ticket for a slot, 59 characters."""
    minute = int(now.timestamp()) // 60
    return seal(Ticket(nonce, slot, turn % TURNS, minute), key=key)


def issue_waiting(*, nonce: bytes, now: datetime, key: bytes) -> str:
    """Return a new ticket for the waiting list, 59 characters."""
    minute = int(now.timestamp()) // 60
    return seal(Ticket(nonce, 0, 0, minute, _WAITING), key=key)


def seal(ticket: Ticket, *, key: bytes) -> str:
    """Write a ticket as 59 characters of base64url."""
    body = _BODY.pack(
        _VERSION, ticket.kind, ticket.nonce, ticket.slot, ticket.turn, ticket.minute
    )
    return base64.urlsafe_b64encode(body + _tag(body, key)).rstrip(b"=").decode()


def read(text: str, *, key: bytes) -> Ticket:
    """Return the ticket in `text`; raises TicketRefused for any other text."""
    raw = _decode(text)
    body, tag = raw[: _BODY.size], raw[_BODY.size :]
    if not hmac.compare_digest(tag, _tag(body, key)):
        raise TicketRefused
    version, kind, nonce, slot, turn, minute = _BODY.unpack(body)
    if version != _VERSION or kind not in (_BOOKING, _WAITING):
        raise TicketRefused
    return Ticket(nonce, slot, turn, minute, kind)


def read_any(text: str, *, keys: Iterable[bytes]) -> tuple[Ticket, bytes]:
    """Return the ticket for a booking and the one of `keys` that sealed it.

    Raises TicketRefused.
    """
    return _read_any(text, keys, _BOOKING)


def read_waiting(text: str, *, keys: Iterable[bytes]) -> tuple[Ticket, bytes]:
    """Return the ticket for the waiting list and the one of `keys` that sealed it.

    Raises TicketRefused.
    """
    return _read_any(text, keys, _WAITING)


def _read_any(text: str, keys: Iterable[bytes], kind: bytes) -> tuple[Ticket, bytes]:
    for key in keys:
        try:
            ticket = read(text, key=key)
        except TicketRefused:
            continue
        if ticket.kind == kind:
            return ticket, key
    raise TicketRefused


def _decode(text: str) -> bytes:
    if len(text) != _CHARACTERS or not text.isascii():
        raise TicketRefused
    try:
        raw = base64.b64decode(text.encode() + b"=", altchars=b"-_", validate=True)
    except binascii.Error:
        raise TicketRefused from None
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise TicketRefused  # the unused bits of the last character
    return raw


def _tag(body: bytes, key: bytes) -> bytes:
    return hmac.digest(subkey(key, "spreekuur ticket v1"), body, "sha256")[:_SEAL]
