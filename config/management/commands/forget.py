"""Delete what is due; safe twice at once and on several nodes."""

from datetime import datetime, time
from secrets import token_bytes

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from passes.models import ValidityCount
from scheduling.models import Agenda, ExceptionDay, Session
from staff.models import AuditEntry


def forget(now: datetime) -> int:
    """Forget what is due in every app; returns how many hours were closed."""
    latest = time.fromisoformat(settings.MUNICIPALITY.retention.booking_latest)
    closed = Session.objects.forget(now, latest=latest, random=token_bytes(16))
    ExceptionDay.objects.forget(now)
    ValidityCount.objects.forget(
        timezone.localdate(now),
        months_after=settings.MUNICIPALITY.retention.validity_months_after,
    )
    AuditEntry.objects.forget(
        timezone.localdate(now), months=settings.MUNICIPALITY.retention.audit_log_months
    )
    if settings.STAFFED:
        # A public process knows no sessions; the timer runs as surface staff.
        from django.contrib.sessions.models import Session as SignIn

        SignIn.objects.filter(expire_date__lt=now).delete()
    Agenda.objects.note_forget(now)
    return closed


class Command(BaseCommand):
    help = "Delete bookings of hours that are over, ended sign-ins and old lines."

    def handle(self, *args: object, **options: object) -> None:
        closed = forget(timezone.now())
        self.stdout.write(f"Hours closed: {closed}.")
