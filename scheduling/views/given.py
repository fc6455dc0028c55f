"""What the verbs are given: keys, policy, the moment, and randomness."""

from datetime import datetime
from secrets import token_bytes
from typing import TypedDict

from django.conf import settings
from django.utils import timezone

from scheduling import keys
from scheduling.keys import BookingKeys
from scheduling.policy import Hour, Moments


class Answering(TypedDict):
    keys: BookingKeys
    now: datetime
    random: bytes


class Booking(Answering):
    hour: Hour


class Freeing(Answering):
    moments: Moments


class Moving(Freeing):
    hour: Hour


def booking_keys() -> BookingKeys:
    return keys.read(settings.KEYS_DIR)


def answering() -> Answering:
    """Return what a verb needs that neither takes a time nor gives one back."""
    return {
        "keys": booking_keys(),
        "now": timezone.now(),
        "random": token_bytes(16),
    }


def booking() -> Booking:
    """Return what a verb needs that takes a time, and gives none back."""
    return {**answering(), "hour": settings.MUNICIPALITY.hour}


def freeing() -> Freeing:
    """Return what a verb needs that gives a time back."""
    return {**answering(), "moments": settings.MUNICIPALITY.waiting}


def moving() -> Moving:
    """Return what a verb needs that gives a time back and takes another."""
    return {**freeing(), "hour": settings.MUNICIPALITY.hour}
