"""What an interview leaves in the session until *Klaar*: declared ticks, and no more."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from formtools.wizard.storage.session import SessionStorage

from intake import checklist
from intake.items import Choices
from passes.expiry import renewable
from staff.middleware import TALK

NAME = TALK.removeprefix("wizard_")


def asked() -> tuple[checklist.Step, ...]:
    """Return the steps of this municipality, in the language of the request."""
    policy = settings.MUNICIPALITY
    kinds = [
        kind for kind in policy.colours if kind != "home" or policy.rules.home_work
    ]
    return checklist.steps(policy.interview, kinds, _old_cards(), gettext)


def _old_cards() -> Choices:
    """Return the last valid days of the cards that a renewal today counts on from."""
    policy = settings.MUNICIPALITY
    rounding = policy.pass_.expiry_rounding
    days = renewable(timezone.localdate(), policy.hour.horizon_weeks, rounding)
    shape = "F Y" if rounding == "month_end" else "j F Y"
    return tuple((day.isoformat(), date_format(day, shape)) for day in days)


def ticks(session: SessionBase) -> checklist.Ticks:
    """Return what is ticked so far, by step and item."""
    kept = session.get(TALK, {}).get(TickStorage.step_data_key, {})
    return {
        step: {
            name.removeprefix(f"{step}-"): values[0] for name, values in data.items()
        }
        for step, data in kept.items()
    }


class TickStorage(SessionStorage):
    """formtools' session storage behind an allow-list of steps, items and values."""

    def set_step_data(self, step: str, cleaned_data: Mapping[str, Any]) -> None:
        declared = {
            f"{one.slug}-{item.slug}": item.values
            for one in asked()
            if one.slug == step
            for item in one.items
        }
        if step not in checklist.SLUGS:
            raise SuspiciousOperation("not a step")
        for name, values in cleaned_data.items():
            if len(values) != 1 or values[0] not in declared.get(name, ()):
                raise SuspiciousOperation("not a declared tick")
        super().set_step_data(step, dict(cleaned_data))

    def set_step_files(self, step: str, files: Mapping[str, Any] | None) -> None:
        if files:
            raise SuspiciousOperation("the interview takes no files")

    def _set_extra_data(self, extra_data: object) -> None:
        raise SuspiciousOperation("the interview keeps nothing but ticks")
