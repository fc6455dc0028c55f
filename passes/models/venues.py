"""Who may check passes: licensed businesses, and the phones enrolled for them.

A venue is a business, never a home; a phone has no identity but its key. Nothing here knows a
worker, or when somebody checked.
"""

import hashlib
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

from passes import badge
from passes.badge import GREEN, INSPECTOR, LICENCE_SIZE, NAME_BYTES, WHITE, Badge
from passes.expiry import TOWN, expiry, last_valid_day
from passes.models.lists import Signer, Withdrawn
from passes.withdrawn import BADGES

GOOD_FOR = timedelta(hours=24)  # an invitation
KEPT_DAYS = 31  # a venue after its licence, so that a late renewal finds it
LONGEST_MONTHS = 12  # a badge


class BadProof(ValueError):
    """The phone did not prove that it holds the key."""


class SpentInvitation(LookupError):
    """Unknown, used by another phone, past its day, or the licence is over."""


class VenueManager(models.Manager["Venue"]):
    def forget(self, now: datetime) -> None:
        """Delete what has ended: invitations, phones with their withdrawals, venues."""
        today = now.astimezone(TOWN).date()
        Invitation.objects.filter(until__lte=now).delete()
        ended = list(Device.objects.filter(until__lt=today))
        ids = [device.badge_id.hex() for device in ended]
        with transaction.atomic():
            Withdrawn.objects.filter(month=BADGES, id__in=ids).delete()
            Device.objects.filter(pk__in=[device.pk for device in ended]).delete()
        past = self.filter(until__lt=today - timedelta(days=KEPT_DAYS))
        past.filter(devices=None).delete()


class Venue(models.Model):
    """A licensed business, or the inspectors of the town; its number is its key."""

    name = models.CharField(max_length=NAME_BYTES)
    licence = models.CharField(max_length=LICENCE_SIZE)
    colours = models.PositiveSmallIntegerField(
        choices=[
            (WHITE, "white"),
            (GREEN, "green"),
            (WHITE | GREEN, "white and green"),
            (WHITE | GREEN | INSPECTOR, "inspectors"),
        ]
    )
    until = models.DateField()  # the last day of the licence

    objects: VenueManager = VenueManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(LessThanOrEqual(Length("name"), NAME_BYTES)),
                name="venue_name_fits_the_badge",
            ),
            models.CheckConstraint(
                condition=~Q(licence="")
                & Q(LessThanOrEqual(Length("licence"), LICENCE_SIZE)),
                name="venue_licence_fits_the_badge",
            ),
            models.CheckConstraint(
                condition=Q(colours__range=(1, 3)) | Q(colours=7),
                name="venue_colours",
            ),
            models.CheckConstraint(
                condition=Q(id__lte=65_535), name="venue_number_fits_the_badge"
            ),
        ]

    def __str__(self) -> str:
        return f"venue {self.pk}"

    def invite(self, secret: bytes, now: datetime) -> "Invitation":
        """Let one phone enrol within 24 hours by `secret`, 16 bytes kept nowhere here."""
        return Invitation.objects.create(
            digest=_digest(secret), venue=self, until=now + GOOD_FOR
        )

    def change(self, *, name: str, licence: str, colours: int, until: date) -> int:
        """Change the licence; returns how many phones must be enrolled again.

        A badge says what it was signed with: all but a longer licence withdraws the phones.
        """
        is_same = (name, licence, colours) == (self.name, self.licence, self.colours)
        self.name, self.licence, self.colours = name, licence, colours
        self.until = until
        with transaction.atomic():
            self.save(update_fields=["name", "licence", "colours", "until"])
            wrong = self.devices.filter(withdrawn=False)
            if is_same:
                wrong = wrong.filter(until__gt=until)
            found = list(wrong)
            for device in found:
                device.withdraw()
        return len(found)


class InvitationManager(models.Manager["Invitation"]):
    def of(self, secret: bytes, now: datetime) -> "Invitation | None":
        """Return the invitation of `secret` while it lasts, used or not."""
        found = self.filter(digest=_digest(secret), until__gt=now)
        return found.select_related("venue").first()

    def use_up(self, secret: bytes, now: datetime) -> bool:
        """Use the invitation up, once; one conditional UPDATE decides."""
        fresh = self.filter(digest=_digest(secret), used=False, until__gt=now)
        return fresh.update(used=True) == 1


class Invitation(models.Model):
    """Lets one phone enrol for a venue on one day; the secret stands only in the QR code."""

    digest = models.BinaryField(unique=True)  # SHA-256 of the secret
    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="invitations"
    )
    until = models.DateTimeField()
    used = models.BooleanField(default=False)

    objects: InvitationManager = InvitationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("digest"), 32), name="invitation_digest"
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class DeviceManager(models.Manager["Device"]):
    def enrol(
        self, secret: bytes, public: bytes, proof: bytes, *, now: datetime, key: Signer
    ) -> bytes:
        """Enrol a phone by its invitation and return its badge, 156 bytes.

        The same secret and key again that day give the same badge: an answer may get lost.
        Raises BadProof, or SpentInvitation; after either nothing has changed.
        """
        if not badge.proves(secret, public, proof):
            raise BadProof
        with transaction.atomic():
            is_first = Invitation.objects.use_up(secret, now)
            invitation = Invitation.objects.of(secret, now)
            today = now.astimezone(TOWN).date()
            if invitation is None or invitation.venue.until < today:
                raise SpentInvitation
            if is_first:
                return self._make(invitation.venue, public, today, key)
        same = self.filter(venue=invitation.venue, public_key=public, withdrawn=False)
        device = same.first()
        if device is None:
            raise SpentInvitation
        return bytes(device.badge)

    def _make(self, venue: Venue, public: bytes, today: date, key: Signer) -> bytes:
        for before in self.filter(public_key=public, withdrawn=False):
            before.withdraw()
        until = min(venue.until, last_valid_day(today, LONGEST_MONTHS, "day"))
        body = badge.sign(
            Badge(
                kid=key.kid,
                until=expiry(until),
                colours=venue.colours,
                number=venue.pk,
                licence=venue.licence,
                venue=venue.name,
                public=public,
            ),
            key.private,
        )
        self.create(venue=venue, public_key=public, badge=body, until=until)
        return body


class Device(models.Model):
    """A phone that may check for a venue; where it is and who holds it is not known."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="devices")
    public_key = models.BinaryField()
    badge = models.BinaryField()
    until = models.DateField()  # the last day of the badge
    withdrawn = models.BooleanField(default=False)

    objects: DeviceManager = DeviceManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["public_key"],
                condition=Q(withdrawn=False),
                name="device_key_once",
            ),
            models.CheckConstraint(
                condition=Exact(Length("public_key"), badge.PUBLIC_SIZE),
                name="device_public_key",
            ),
            models.CheckConstraint(
                condition=Exact(Length("badge"), badge.SIZE), name="device_badge"
            ),
        ]

    def __str__(self) -> str:
        return f"device {self.pk}"

    @property
    def badge_id(self) -> bytes:
        return badge.badge_id(bytes(self.badge))

    def withdraw(self) -> None:
        """Let the badge of a lost phone end: phones know it after the next 06:00."""
        with transaction.atomic():
            self.withdrawn = True
            self.save(update_fields=["withdrawn"])
            Withdrawn.objects.put(self.badge_id, BADGES)


def _digest(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
