"""Filters for appointments: a date or a moment in words, a language in its own name."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from scheduling.languages import NAMES, OTHER
from scheduling.policy import WEEKDAYS as WORKING_DAYS

register = template.Library()


@register.filter
def day(value: date) -> str:
    """Return a date as "Tuesday 24 November", without the year."""
    words = format_date(value, pgettext("a date in Django's letters", "l j F"))
    return words if get_language() == "en" else words.lower()  # ro, bg, pl, pt: Django


@register.filter
def moment(value: datetime) -> str:
    """Return a moment as "today at 17:00", "tomorrow at 09:00" or with its day."""
    local, today = timezone.localtime(value), timezone.localdate()
    at = f"{local:%H:%M}"
    if local.date() == today:
        return _("today at %(time)s") % {"time": at}
    if local.date() == today + timedelta(days=1):
        return _("tomorrow at %(time)s") % {"time": at}
    return _("%(day)s at %(time)s") % {"day": day(local.date()), "time": at}


@register.filter
def clock_hour(value: datetime) -> str:
    """Return the clock hour from a moment on, "Sunday 22 November 10:00-11:00"."""
    begin = timezone.localtime(value)
    end = timezone.localtime(value + timedelta(hours=1))
    return f"{day(begin.date())} {begin:%H:%M}–{end:%H:%M}"


@register.filter
def office_hours(days: Mapping[str, str]) -> str:
    """Return when the telephone is answered, "Monday to Friday 09:00-17:00"."""
    ordered = [name for name in WORKING_DAYS if name in days]
    parts = []
    for hours, same in groupby(ordered, key=lambda name: days[name]):
        names = list(same)
        parts.append(f"{_stretch(names)} {hours}")
    return ", ".join(parts)


def _stretch(names: list[str]) -> str:
    first, last = (str(WEEKDAYS[WORKING_DAYS.index(names[at])]) for at in (0, -1))
    if get_language() != "en":
        first, last = first.lower(), last.lower()
    if first == last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


@register.filter
def in_own_name(code: str) -> str:
    """Return a language as its speakers write it."""
    return _("Another language") if code == OTHER else NAMES[code]
