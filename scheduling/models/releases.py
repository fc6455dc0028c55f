"""Releasing what was made in some hours, against somebody who takes everything.

Real bookings among them are lost too; that is why the desk sees the number first.
"""

from datetime import datetime

from django.db import models

from scheduling import rounds
from scheduling.hours import local_date
from scheduling.models.agenda import fresh, turnstile
from scheduling.models.claims import BOOKING, Claim
from scheduling.models.slots import Slot
from scheduling.models.waiting import Waiting
from scheduling.policy import Moments


def count_made(first_hour: int, last_hour: int, *, now: datetime) -> int:
    """Return how many bookings and entries `release_made` would delete.

    The hours are hours.hour_count of the first and the last one, both included.
    """
    entries = Waiting.objects.filter(made_hour__range=(first_hour, last_hour))
    return len(_bookings(first_hour, last_hour, now)) + entries.count()


def release_made(
    first_hour: int,
    last_hour: int,
    *,
    moments: Moments,
    now: datetime,
    random: bytes,
) -> int:
    """Delete the coming bookings and the entries made in these hours; returns how many.

    All their times come back at the next fixed moment, also more than six.
    """
    with turnstile(fresh(random)):
        bookings = _bookings(first_hour, last_hour, now)
        entries = list(
            Waiting.objects.select_related("claim__slot").filter(
                made_hour__range=(first_hour, last_hour)
            )
        )
        offers = [entry.offer for entry in entries if entry.offer is not None]
        for claim in [*bookings, *offers]:
            claim.delete()
            back = rounds.shows_at(now, claim.seat.starts_at, moments.times)
            Slot.objects.void(claim.seat.pk, visible_from=back)
        Waiting.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
        return len(bookings) + len(entries)


def _bookings(first_hour: int, last_hour: int, now: datetime) -> list[Claim]:
    rows: models.QuerySet[Claim] = Claim.objects.select_related("slot").filter(
        kind=BOOKING,
        made_hour__range=(first_hour, last_hour),
        slot__date__gte=local_date(now),
    )
    return [claim for claim in rows if not claim.has_started(now)]
