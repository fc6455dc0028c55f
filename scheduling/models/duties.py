"""The rota: who of the staff holds which hour. Nothing here meets a claim."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from scheduling.models.sessions import OPEN, Session

GGD, OOV = "ggd", "oov"
GGD_SUBSTITUTE, OOV_SUBSTITUTE = "ggd_sub", "oov_sub"


@dataclass(frozen=True)
class Gap:
    session: Session
    roles: tuple[str, ...]  # of whom there are fewer than desks


class DutyManager(models.Manager["Duty"]):
    def put(self, session_id: int, role: str, staff_id: int) -> "Duty":
        """Put a colleague on the rota; twice is once."""
        duty, _ = self.get_or_create(
            session_id=session_id, role=role, staff_id=staff_id
        )
        return duty

    def take_off(self, duty_id: int) -> None:
        self.filter(pk=duty_id).delete()

    def gaps(self, first: date, last: date) -> list[Gap]:
        """Return the open sessions that lack people, with the roles that do.

        Each desk needs one person of each role; substitutes do not count.
        """
        rows = Session.objects.filter(date__range=(first, last), status=OPEN)
        found = []
        for session in rows.prefetch_related("duty_set").order_by("date", "start"):
            held = [duty.role for duty in session.duty_set.all()]
            roles = tuple(r for r in (GGD, OOV) if held.count(r) < session.desks)
            if roles:
                found.append(Gap(session, roles))
        return found

    def of_member(self, staff_id: int, first: date) -> list["Duty"]:
        """Return a colleague's duties from a date on, with their sessions."""
        rows = self.filter(
            Q(session__date__gte=first, session__status=OPEN), staff=staff_id
        )
        return list(
            rows.select_related("session").order_by("session__date", "session__start")
        )


class Duty(models.Model):
    ROLES = [
        (GGD, "public health"),
        (OOV, "public order"),
        (GGD_SUBSTITUTE, "public health, substitute"),
        (OOV_SUBSTITUTE, "public order, substitute"),
    ]

    session = models.ForeignKey(Session, models.CASCADE)
    role = models.CharField(max_length=7, choices=ROLES)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

    objects = DutyManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "role", "staff"], name="duty_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[GGD, OOV, GGD_SUBSTITUTE, OOV_SUBSTITUTE]),
                name="duty_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.role}"
