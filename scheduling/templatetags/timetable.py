"""Filters for the timetable: a day with its year, a weekday, a month, in words."""

from datetime import date

from django import template
from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def full_day(value: date) -> str:
    """Return a date as "Tuesday 24 November 2026"."""
    return format_date(value, pgettext("a date in Django's letters", "l j F Y"))


@register.filter
def month_name(value: date) -> str:
    """Return the month of a date as "November 2026"."""
    return format_date(value, "F Y")


@register.filter
def weekday(number: int) -> str:
    """Return the name of a weekday; 1 is Monday."""
    return str(WEEKDAYS[number - 1])
