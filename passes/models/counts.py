"""The validity log: how many passes are valid until a month.

No row stands for a pass or its holder: the order or the transaction of such a row would tie it
to an appointment.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.apps import apps
from django.db import models, transaction
from django.db.models import F

from passes.counting import Digest
from passes.expiry import month_number
from passes.models.lists import Withdrawn
from passes.token import PassId

COUNTED = "counted"  # session key: digests of passes already counted, as hex
SECOND = "second"  # session key: the colleague's confirmation, good for one pass


class StaffSession(Protocol):
    """What is used of `request.session`; a public process has no sessions to import."""

    @property
    def session_key(self) -> str | None: ...
    def encode(self, session_dict: dict[str, Any]) -> str: ...  # values are JSON
    def follow(self, key: str, value: Any) -> None: ...


class NoLine(LookupError):
    """The validity log has no line for this month and colour, or nothing in it to take off."""


class Unconfirmed(LookupError):
    """The colleague's confirmation is used up, or the sign-in has ended meanwhile."""


class ValidityCountManager(models.Manager["ValidityCount"]):
    def prepare(self, days: Iterable[date], colours: Iterable[str]) -> None:
        """Make the lines of the months of `days` with 0, so that a line's birth marks nobody."""
        months = {month_number(day) for day in days}
        self.bulk_create(
            [
                ValidityCount(month=month, colour=colour, count=0)
                for month in sorted(months)
                for colour in sorted(set(colours))
            ],
            ignore_conflicts=True,
        )

    def add_once(
        self, session: StaffSession, digest: Digest, last_day: date, colour: str
    ) -> bool:
        """Count the pass unless this session has; return whether it was counted now.

        One transaction with the session's row and no other. Counting uses up `second`: of two
        tabs with one confirmation, the later one raises `Unconfirmed`. `NoLine`: `prepare`
        made no line. After either nothing has changed.
        """
        with transaction.atomic():
            row, kept = _locked(session)
            is_new = digest.hex() not in kept.get(COUNTED, [])
            if is_new:
                if SECOND not in kept:
                    raise Unconfirmed
                self._change(last_day, colour, 1)
                kept[COUNTED] = [*kept.get(COUNTED, []), digest.hex()]
                del kept[SECOND]
                _save(row, session, kept)
        _mirror(session, kept)
        return is_new

    def void(
        self,
        session: StaffSession,
        digest: Digest,
        last_day: date,
        colour: str,
        pass_id: PassId,
    ) -> bool:
        """Take back what this session counted for a card that was cut up, and withdraw it.

        Returns whether there was anything to take back; one transaction, like `add_once`.
        """
        with transaction.atomic():
            row, kept = _locked(session)
            was_counted = digest.hex() in kept.get(COUNTED, [])
            if was_counted:
                self._change(last_day, colour, -1)
                Withdrawn.objects.put(pass_id, month_number(last_day))
                kept[COUNTED] = [d for d in kept[COUNTED] if d != digest.hex()]
                kept.pop(SECOND, None)
                _save(row, session, kept)
        _mirror(session, kept)
        return was_counted

    def forget(self, today: date, *, months_after: int) -> int:
        """Delete the lines whose month ended `months_after` months ago; return how many."""
        past = self.filter(month__lt=month_number(today) - months_after)
        return past.delete()[0]

    def _change(self, last_day: date, colour: str, by: int) -> None:
        line = self.filter(
            month=month_number(last_day), colour=colour, count__gte=max(0, -by)
        )
        if line.update(count=F("count") + by) != 1:
            raise NoLine


class ValidityCount(models.Model):
    """So many passes of this colour are valid until the end of this month."""

    month = models.PositiveIntegerField()  # year x 12 + month - 1, as in slip and lists
    colour = models.CharField(max_length=1, choices=[("w", "white"), ("g", "green")])
    count = models.PositiveIntegerField()

    objects: ValidityCountManager = ValidityCountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "colour"], name="validity_count_one_line"
            ),
            models.CheckConstraint(
                condition=models.Q(count__gte=0), name="validity_count_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(colour__in=["w", "g"]), name="validity_count_colour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month % 12 + 1} - {self.month // 12} {self.colour}"


def _locked(session: StaffSession) -> tuple[Any, dict[str, Any]]:
    """Return the session's row, locked, and what it holds now."""
    rows: models.QuerySet[Any] = models.QuerySet(apps.get_model("sessions", "Session"))
    row = rows.select_for_update().filter(session_key=session.session_key).first()
    if row is None:
        raise Unconfirmed
    return row, row.get_decoded()


def _save(row: Any, session: StaffSession, kept: dict[str, Any]) -> None:
    row.session_data = session.encode(kept)
    row.save(update_fields=["session_data"])


def _mirror(session: StaffSession, kept: dict[str, Any]) -> None:
    """Give the request's copy what the row holds: a save at its end must not undo it."""
    for key in (COUNTED, SECOND):
        session.follow(key, kept.get(key))
