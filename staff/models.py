"""Who works here. Nothing in this app can name a worker."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from staff.roles import INTERVIEWERS, Role


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

    @property
    def interview_role(self) -> Role | None:
        """The half of the pair this member is; None for everybody else."""
        return next(iter(sorted(self.roles & INTERVIEWERS)), None)
