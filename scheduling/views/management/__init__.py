"""Management of hours: the month, weekly hours, days that differ, who is on duty."""

from scheduling.views.management.days import (
    add_day,
    close_holidays,
    days,
    door_note,
    restore_day,
)
from scheduling.views.management.month import month, start, this_month
from scheduling.views.management.rota import put_on_rota, rota, take_off_rota
from scheduling.views.management.weekly import (
    add_hour,
    change_hour,
    remove_hour,
    weekly_hours,
)

__all__ = [
    "add_day",
    "add_hour",
    "change_hour",
    "close_holidays",
    "days",
    "door_note",
    "month",
    "put_on_rota",
    "remove_hour",
    "restore_day",
    "rota",
    "start",
    "take_off_rota",
    "this_month",
    "weekly_hours",
]
