"""Phones of a venue, enrolled as a browser would."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from passes import badge
from passes.keys import made_of
from passes.models import Device
from tests.vectors.made import seed

BADGE_KEY = made_of(seed("badge key 1"), "badge")


def enrolled(venue, number=1):
    """Return the device of a phone that used an invitation of `venue`."""
    secret = hashlib.sha256(f"invitation {number}".encode()).digest()[:16]
    phone = Ed25519PrivateKey.from_private_bytes(seed(f"phone {number}"))
    public = phone.public_key().public_bytes_raw()
    proof = phone.sign(badge.proof_message(secret, public))
    now = timezone.now()
    venue.invite(secret, now)
    Device.objects.enrol(secret, public, proof, now=now, key=BADGE_KEY)
    return Device.objects.get(public_key=public)
