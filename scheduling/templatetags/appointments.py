"""Filters for appointments: a date in words, a language in its own name."""

from datetime import date

from django import template
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from scheduling.languages import NAMES, OTHER

register = template.Library()


@register.filter
def day(value: date) -> str:
    """Return a date as "Tuesday 24 November", without the year."""
    return format_date(value, pgettext("a date in Django's letters", "l j F"))


@register.filter
def in_own_name(code: str) -> str:
    """Return a language as its speakers write it."""
    return _("Another language") if code == OTHER else NAMES[code]
