"""Delete what is due; safe twice at once and on several nodes."""

from datetime import datetime, time
from secrets import token_bytes

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from passes.models import ValidityCount, Venue, Withdrawn
from scheduling.models import (
    Agenda,
    ExceptionDay,
    Miss,
    OfferRound,
    Session,
    Slot,
    Tally,
    Waiting,
)
from staff.models import AuditEntry


def forget(now: datetime) -> int:
    """Forget what is due in every app; returns how many hours were closed."""
    closed = forget_appointments(now)
    ValidityCount.objects.forget(
        timezone.localdate(now),
        months_after=settings.MUNICIPALITY.retention.validity_months_after,
    )
    Withdrawn.objects.forget(timezone.localdate(now))
    Venue.objects.forget(now)
    AuditEntry.objects.forget(
        timezone.localdate(now), months=settings.MUNICIPALITY.retention.audit_log_months
    )
    if settings.STAFFED:
        # A public process knows no sessions; the timer runs as surface staff.
        from django.contrib.sessions.models import Session as SignIn

        SignIn.objects.filter(expire_date__lt=now).delete()
    Agenda.objects.note_forget(now)
    return closed


def forget_appointments(now: datetime) -> int:
    """Forget what is due about hours and codes; returns how many hours were closed."""
    retention = settings.MUNICIPALITY.retention
    latest = time.fromisoformat(retention.booking_latest)
    closed = Session.objects.forget(now, latest=latest, random=token_bytes(16))
    moments = settings.MUNICIPALITY.waiting
    Waiting.objects.forget(now, moments=moments, random=token_bytes(16))
    Slot.objects.forget(now, random=token_bytes(16))
    OfferRound.objects.forget(now)
    Miss.objects.forget(now)
    Tally.objects.forget(now, years=retention.figures_years)
    ExceptionDay.objects.forget(now)
    return closed


class Command(BaseCommand):
    help = "Delete bookings of hours that are over, ended sign-ins and old lines."

    def handle(self, *args: object, **options: object) -> None:
        closed = forget(timezone.now())
        self.stdout.write(f"Hours closed: {closed}.")
