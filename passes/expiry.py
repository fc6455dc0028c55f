"""Until when a pass is good: the last valid day, and the moment it is over.

Policy `month_end` is the default: an exact day would point at the few people who had an
appointment on that day two years before.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Rounding = Literal["month_end", "day"]

TOWN = ZoneInfo("Europe/Amsterdam")


def last_valid_day(today: date, months: int, rounding: Rounding) -> date:
    """Return the last day on which a pass decided on `today` is good.

    `month_end`: the last day of the month `months` later. `day`: the day before the same day
    of that month, which is the last of that month where it has no such day.
    """
    year, month = _months_later(today, months)
    length = calendar.monthrange(year, month)[1]
    if rounding == "month_end" or today.day > length:
        return date(year, month, length)
    return date(year, month, today.day) - timedelta(days=1)


def renewed_until(
    old: date, today: date, months: int, horizon_weeks: int, rounding: Rounding
) -> date:
    """Return the last valid day of a pass that follows one good through `old`.

    Inside the window the new months count from the old day, so that coming early costs
    nothing; outside it from `today`.
    """
    is_in_window = today <= old <= today + timedelta(weeks=horizon_weeks)
    return last_valid_day(old if is_in_window else today, months, rounding)


def renewable(today: date, horizon_weeks: int, rounding: Rounding) -> tuple[date, ...]:
    """Return the last valid days of old passes that count as renewed early, soonest first.

    Month ends, and with `day` every day: what the desk may choose from without a camera.
    """
    days = [today + timedelta(days=n) for n in range(horizon_weeks * 7 + 1)]
    if rounding == "month_end":
        days = [day for day in days if (day + timedelta(days=1)).day == 1]
    return tuple(days)


def expiry(last_day: date) -> int:
    """Return the first second after `last_day` in Amsterdam, as seconds since 1970."""
    over = datetime.combine(last_day + timedelta(days=1), time(), TOWN)
    return int(over.timestamp())


def last_day_of(exp: int) -> date:
    """Return the last valid day that `exp` stands for; undoes `expiry`."""
    return datetime.fromtimestamp(exp - 1, UTC).astimezone(TOWN).date()


def month_number(last_day: date) -> int:
    """Return the month as the slip and the lists count it: November 2028 is 24346."""
    return last_day.year * 12 + last_day.month - 1


def _months_later(day: date, months: int) -> tuple[int, int]:
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, index + 1
