"""Dutch public holidays as suggestions: dates on which an hour would fall.

Nothing is closed by itself: towns differ in what they keep. Good Friday is listed
although offices are open, Liberation Day although it is free once in five years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import holidays

_LANGUAGES = {"nl": "nl", "en": "en_US"}


@dataclass(frozen=True)
class Holiday:
    date: date
    name: str


def suggest(
    dates: Iterable[date], *, closed: Iterable[date], language: str
) -> list[Holiday]:
    """Return those of `dates` that are a holiday and not yet closed, in their order.

    Names are in `language`, nl or en; another one gives the Dutch names.
    """
    wanted = sorted(set(dates) - set(closed))
    known = holidays.country_holidays(
        "NL",
        years=sorted({day.year for day in wanted}),
        categories=("public", "optional"),
        language=_LANGUAGES.get(language, "nl"),
    )
    return [Holiday(day, str(known[day])) for day in wanted if day in known]
