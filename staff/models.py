"""Who works here. Nothing in this app can name a worker."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, AnonymousUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from staff.audit import COUNTED, WITH_MINUTE, Action, about
from staff.roles import INTERVIEWERS, Role

WARN_FROM = timedelta(days=60)
COUNTED_NAMES = sorted(action.value for action in COUNTED)


class MemberManager(UserManager["Member"]):
    def colleagues(self, role: Role, *, without: int) -> models.QuerySet["Member"]:
        """Return the active members of `role` but the one with key `without`."""
        members = self.filter(is_active=True, groups__name=role.value)
        return members.exclude(pk=without).order_by("first_name", "username")


class Member(AbstractUser):
    """A colleague with an account; `first_name` is the working name.

    `last_name`, `email`, `is_staff` and `is_superuser` stay empty or false.
    """

    course_until = models.DateField(null=True, blank=True)
    screened_until = models.DateField(null=True, blank=True)
    show_name = models.BooleanField(default=False)

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email="", last_name=""),
                name="member_no_mail_no_surname",
            ),
            models.CheckConstraint(
                condition=models.Q(is_staff=False, is_superuser=False),
                name="member_no_superuser",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of this member, from Django's groups; read once an object."""
        if not hasattr(self, "_roles"):
            names = set(self.groups.values_list("name", flat=True))
            self._roles = frozenset(role for role in Role if role.value in names)
        return self._roles

    def ends_soon(self, today: date) -> bool:
        """Whether course or screening ends within 60 days or has ended (R25)."""
        ends = [end for end in (self.course_until, self.screened_until) if end]
        return any(end <= today + WARN_FROM for end in ends)

    @property
    def interview_role(self) -> Role | None:
        """The half of the pair this member is; None for everybody else."""
        return next(iter(sorted(self.roles & INTERVIEWERS)), None)


class AuditEntryManager(models.Manager["AuditEntry"]):
    def record(
        self,
        action: Action,
        *,
        actor: "Member | AnonymousUser | None",
        now: datetime,
        name: str = "",
        count: int = 1,
    ) -> None:
        """Write what a colleague did; a command has no `actor`.

        `name` is what it is about, in the shape of the action; raises NotNamed. An
        action of `COUNTED` adds `count` to the one line of its day and names nobody.
        """
        local = timezone.localtime(now)
        if action in COUNTED:
            self._add(action, local.date(), count)
            return
        self.create(
            day=local.date(),
            minute=local.hour * 60 + local.minute if action == WITH_MINUTE else None,
            actor=actor if isinstance(actor, Member) else None,
            action=action.value,
            about=about(action, name),
        )

    def forget(self, today: date, *, months: int) -> int:
        """Delete the lines of more than `months` months ago; returns how many."""
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        first = date(year, month + 1, 1)
        return self.filter(day__lt=first).delete()[0]

    def _add(self, action: Action, day: date, count: int) -> None:
        line, _ = self.get_or_create(
            day=day, action=action.value, defaults={"count": 0}
        )
        self.filter(pk=line.pk).update(count=F("count") + count)


class AuditEntry(models.Model):
    """One line of the log of staff: see audit.py for what may stand in it."""

    ACTIONS = [(action.value, action.value) for action in Action]

    day = models.DateField()
    minute = models.PositiveSmallIntegerField(null=True)  # of the day, of a sign-in
    actor = models.ForeignKey(Member, models.PROTECT, null=True)
    action = models.CharField(max_length=20, choices=ACTIONS)
    about = models.CharField(max_length=40, default="")
    count = models.PositiveIntegerField(default=1)

    objects = AuditEntryManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=[action.value for action in Action]),
                name="auditentry_action_known",
            ),
            models.CheckConstraint(
                condition=Q(minute=None)
                | Q(action=WITH_MINUTE.value, minute__isnull=False, minute__lt=1440),
                name="auditentry_minute_of_sign_in",
            ),
            models.CheckConstraint(
                condition=~Q(action__in=COUNTED_NAMES)
                | Q(actor=None, minute=None, about=""),
                name="auditentry_counted_names_nobody",
            ),
            models.UniqueConstraint(
                fields=["day", "action"],
                condition=Q(action__in=COUNTED_NAMES),
                name="auditentry_counted_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.action}"
