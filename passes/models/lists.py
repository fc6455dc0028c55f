"""The signed lists that everybody may fetch, and the table of withdrawn ids behind one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from passes import withdrawn
from passes.expiry import TOWN
from passes.files import (
    REPLACED,
    BadList,
    KeyList,
    pack_key_list,
    read_key_list,
    read_request,
)
from passes.keyfiles import NotInstalled
from passes.token import Kid
from passes.withdrawn import BADGES, DECOYS, WithdrawnList


class Signer(Protocol):
    """What is used of a key that signs; a public process has none to import."""

    @property
    def kid(self) -> Kid: ...
    @property
    def private(self) -> Ed25519PrivateKey: ...


@dataclass(frozen=True)
class Edition:
    """What the publisher brings for the withdrawn list of a day."""

    now: datetime
    key: Signer
    months: range  # every month that a pass in use can carry
    max_age: timedelta
    random: bytes  # 32 fresh bytes


class WithdrawnManager(models.Manager["Withdrawn"]):
    def withdraw(self, pass_id: bytes, month: int, today: date) -> None:
        """Put a pass on the list; twice is once, and a month that is over stores nothing."""
        if month >= withdrawn.first_month(today):
            self.put(pass_id, month)

    def put(self, id_: bytes, month: int) -> None:
        self.bulk_create([Withdrawn(id=id_.hex(), month=month)], ignore_conflicts=True)

    def forget(self, today: date) -> int:
        """Delete the ids of months that are over; a month goes on the 2nd day after it."""
        past = self.filter(month__lt=withdrawn.first_month(today))
        return past.exclude(month=BADGES).delete()[0]

    def add_decoys(self, edition: Edition, before: WithdrawnList | None) -> None:
        """Give a month that comes into sight its first ids, and each day ids by chance."""
        known = before.months if before else frozenset()
        old = (
            {id_.hex() for _, ids in before.buckets for id_ in ids} if before else set()
        )
        is_quiet = set(self.values_list("id", flat=True)) <= old
        added = withdrawn.decoys(edition.random, edition.months, is_quiet=is_quiet)
        for month in edition.months:
            if month not in known:
                only = range(month, month + 1)
                added += withdrawn.invented(edition.random, str(month), only, DECOYS)
        self._add(added)

    def mix(self) -> None:
        """Write the table anew by id: no row's place or transaction tells when it came."""
        rows = list(self.order_by("id"))
        # Only these: one that comes in meanwhile stays.
        self.filter(id__in=[row.id for row in rows]).delete()
        self.bulk_create(rows)

    def buckets(self, months: Iterable[int]) -> withdrawn.Buckets:
        """Return the ids of every month, also of `months` without any."""
        rows = self.order_by("month", "id").values_list("month", "id")
        found = {
            month: tuple(bytes.fromhex(id_) for _, id_ in ids)
            for month, ids in groupby(rows, key=lambda row: row[0])
        }
        return tuple(sorted((dict.fromkeys(months, ()) | found).items()))

    def _add(self, ids: Iterable[tuple[bytes, int]]) -> None:
        rows = [Withdrawn(id=id_.hex(), month=month) for id_, month in ids]
        self.bulk_create(rows, ignore_conflicts=True)


class Withdrawn(models.Model):
    """An id that is good no more, or a decoy: nothing in the row tells."""

    id = models.CharField(max_length=16, primary_key=True)  # 8 bytes as hex
    month = models.PositiveIntegerField()  # as in ValidityCount; 0: a badge

    objects: WithdrawnManager = WithdrawnManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("id"), 16), name="withdrawn_id_of_8_bytes"
            ),
            models.CheckConstraint(
                condition=Q(month=0) | Q(month__range=(24_000, 65_535)),
                name="withdrawn_month",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawn, month {self.month}"


class PublicationManager(models.Manager["Publication"]):
    def publish(self, kind: str, seq: int, body: bytes) -> bool:
        """Replace what is out; return False, and leave it, where that is as new or newer."""
        with transaction.atomic():
            if self.select_for_update().filter(kind=kind, seq__gte=seq).exists():
                return False
            self.update_or_create(kind=kind, defaults={"seq": seq, "body": body})
        return True

    def body(self, kind: str) -> bytes | None:
        """Return the signed bytes, the same on every node, or None before the first."""
        found = self.filter(kind=kind).values_list("body", flat=True).first()
        return None if found is None else bytes(found)

    def key_list(self, pinned: Sequence[bytes]) -> KeyList:
        """Return the key list that is out, if a root of `pinned` signed it.

        Raises NotInstalled, a `KeyTrouble`, before the first one.
        """
        try:
            return read_key_list(self.body(Publication.KEYS) or b"", pinned)
        except BadList:
            raise NotInstalled(
                "No signed key list is installed. Sign one with the root and install it."
            ) from None

    def next_key_list(self, pinned: Sequence[bytes]) -> KeyList:
        """Return the unsigned draft of the next key list, or what is out if none is."""
        body = self.body(Publication.DRAFT)
        return self.key_list(pinned) if body is None else read_request(body)

    def draft(self, key_list: KeyList) -> None:
        """Keep what the next key list is to say until it is signed and installed."""
        values = {"seq": key_list.seq, "body": pack_key_list(key_list)}
        self.update_or_create(kind=Publication.DRAFT, defaults=values)

    def install(self, body: bytes, key_list: KeyList) -> bool:
        """Put a signed key list out; False where one as new or newer is out.

        The draft goes with it, unless it calls a key replaced that this list does not.
        """
        with transaction.atomic():
            if not self.publish(Publication.KEYS, key_list.seq, body):
                return False
            draft = self.body(Publication.DRAFT)
            if draft and _replaced(read_request(draft)) <= _replaced(key_list):
                self.filter(kind=Publication.DRAFT).delete()
        return True

    def withdrawn(self) -> WithdrawnList | None:
        """Return our own list that is out, or None before the first."""
        body = self.body(Publication.LIST)
        return None if body is None else withdrawn.content(body)

    def publish_withdrawn(self, edition: Edition, *, at_once: bool = False) -> bool:
        """Sign and publish the withdrawn list, once for every 06:00; False if it is out.

        `at_once`: also between two mornings, after an accident with a key.
        """
        with transaction.atomic():
            # The key list is there, or nobody could sign: its row lets one node in.
            list(self.select_for_update().filter(kind=Publication.KEYS))
            before = self.withdrawn()
            last = before.issued if before else None
            if not (at_once or withdrawn.is_due(last, edition.now)):
                return False
            self._publish_withdrawn(edition, before)
        return True

    def _publish_withdrawn(
        self, edition: Edition, before: WithdrawnList | None
    ) -> None:
        ids = Withdrawn.objects
        ids.forget(edition.now.astimezone(TOWN).date())
        ids.add_decoys(edition, before)
        ids.mix()
        issued = int(edition.now.timestamp())
        made = WithdrawnList(
            kid=edition.key.kid,
            seq=max(issued, before.seq + 1 if before else 0),
            issued=issued,
            fresh_until=int((edition.now + edition.max_age).timestamp()),
            buckets=ids.buckets(edition.months),
        )
        self.publish(
            Publication.LIST, made.seq, withdrawn.sign(made, edition.key.private)
        )


class Publication(models.Model):
    """The signed bytes that everybody may fetch; each kind has its newest only.

    `draft` is not signed yet: the next key list, as far as it differs from what is out.
    """

    KEYS, LIST, DRAFT = "keys", "list", "draft"

    kind = models.CharField(
        max_length=8,
        choices=[(KEYS, "keys"), (LIST, "list"), (DRAFT, "draft")],
        unique=True,
    )
    seq = models.PositiveBigIntegerField()
    body = models.BinaryField()

    objects: PublicationManager = PublicationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["keys", "list", "draft"]),
                name="publication_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


def _replaced(key_list: KeyList) -> set[bytes]:
    return {entry.kid for entry in key_list.entries if entry.state == REPLACED}
