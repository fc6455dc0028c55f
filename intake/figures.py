"""Figures for the council: totals of a period that is over, rounded, small ones hidden.

    2026-4: interviews 35, not come fewer than 5, white passes 20

Each cell is rounded by itself. Everything else, a total or a share, is made from cells as
they are shown, never from the counts behind them: so whatever a hidden count was, the
whole page is the same, and nothing on it can be used to compute that count.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

QUARTER, YEAR = "quarter", "year"

# Every counter that exists, and whether it says something about the people who came.
TALLIES = ("minutes_held", "slots_open", "slots_taken", "interviews", "not_come")
COLOURS = ("w", "g")


class NoPeriod(ValueError):
    """The text names no period, such as 2026-5; the text is not repeated."""


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, or with `quarter` 0 a whole year; written 2026-4 or 2026."""

    year: int
    quarter: int

    @classmethod
    def of(cls, day: date, length: str) -> "Period":
        return cls(day.year, (day.month + 2) // 3 if length == QUARTER else 0)

    @classmethod
    def read(cls, text: str, length: str) -> "Period":
        """Return the period of the written form; raises NoPeriod."""
        shape = r"(20\d\d)-([1-4])" if length == QUARTER else r"(20\d\d)()"
        found = re.fullmatch(shape, text, re.ASCII)
        if not found:
            raise NoPeriod
        return cls(int(found[1]), int(found[2] or 0))

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    @property
    def first(self) -> date:
        return date(self.year, max(1, self.quarter * 3 - 2), 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    @property
    def quarters(self) -> list[int]:
        """The quarters in it as counters keep them: 20264 is the fourth of 2026."""
        numbers = [self.quarter] if self.quarter else range(1, 5)
        return [self.year * 10 + number for number in numbers]

    def next(self) -> "Period":
        if 0 < self.quarter < 4:
            return Period(self.year, self.quarter + 1)
        return Period(self.year + 1, min(self.quarter, 1))

    def later(self, months: int) -> "Period":
        """Return the period in which the middle of this one comes `months` later."""
        middle = self.first.month + (1 if self.quarter else 5) - 1 + months
        year, index = divmod(self.year * 12 + middle, 12)
        return Period.of(date(year, index + 1, 1), QUARTER if self.quarter else YEAR)


@dataclass(frozen=True)
class Rounding:
    """How a count is shown; `hide_below` is a multiple of 5."""

    round_to: int
    hide_below: int

    def cell(self, count: int) -> int | None:
        """Return the count as it is shown, None for a hidden one; half goes up."""
        if count < self.hide_below:
            return None
        return (count + self.round_to // 2) // self.round_to * self.round_to


@dataclass(frozen=True)
class Row:
    """What is shown of one period; None is "fewer than"."""

    period: Period
    hours_held: int | None
    times: int | None
    interviews: int | None
    not_come: int | None
    white: int | None
    green: int | None
    occupancy: int | None  # in steps of 5 %, None where it would tell too much

    def lines(self) -> Iterator[tuple[str, int | None]]:
        """Yield (name, cell) in the order of the table, the occupancy left out."""
        yield "hours_held", self.hours_held
        yield "times", self.times
        yield "interviews", self.interviews
        yield "not_come", self.not_come
        yield "passes_white", self.white
        yield "passes_green", self.green


def draw(
    period: Period,
    tallies: Mapping[str, int],
    passes: Mapping[str, int],
    rounding: Rounding,
) -> Row:
    """Return the row of a period from its counts; a count that is missing is 0."""
    interviews = rounding.cell(tallies.get("interviews", 0))
    not_come = rounding.cell(tallies.get("not_come", 0))
    times = rounding.cell(tallies.get("slots_open", 0))
    taken = rounding.cell(tallies.get("slots_taken", 0))
    # Of "taken" and one of its parts the other part follows, so it needs both shown.
    is_safe = interviews is not None and not_come is not None
    return Row(
        period=period,
        hours_held=rounding.cell(tallies.get("minutes_held", 0) // 60),
        times=times,
        interviews=interviews,
        not_come=not_come,
        white=rounding.cell(passes.get("w", 0)),
        green=rounding.cell(passes.get("g", 0)),
        occupancy=_share(taken, times) if is_safe else None,
    )


def together(cells: Iterable[int | None]) -> int | None:
    """Return the sum of the cells that are shown; None where none of them is."""
    shown = [cell for cell in cells if cell is not None]
    return sum(shown) if shown else None


def issued(
    counts: Mapping[tuple[int, str], int], period: Period, validity_months: int
) -> dict[str, int]:
    """Return the passes that count from a month of `period`, by colour.

    `counts` is the validity log: (month as year x 12 + month - 1, colour) -> how many.
    """
    first = period.first.year * 12 + period.first.month - 1 + validity_months
    last = period.last.year * 12 + period.last.month - 1 + validity_months
    found = dict.fromkeys(COLOURS, 0)
    for (month, colour), count in counts.items():
        if first <= month <= last:
            found[colour] += count
    return found


@dataclass(frozen=True)
class Bar:
    """One bar of the chart: its cell, and its length in percent of the longest."""

    period: Period
    cell: int | None
    length: int


def bars(rows: Iterable[Row]) -> list[Bar]:
    """Return the interviews of each row as bars; a hidden cell has no length."""
    rows = list(rows)
    longest = max((row.interviews or 0 for row in rows), default=0)
    return [
        Bar(row.period, row.interviews, 100 * (row.interviews or 0) // (longest or 1))
        for row in rows
    ]


def csv(row: Row, *, fewer: str) -> str:
    """Return one period as comma-separated lines; a hidden cell is `fewer`."""
    written = [
        f"{row.period},{name},{fewer if cell is None else cell}"
        for name, cell in row.lines()
    ]
    share = "" if row.occupancy is None else row.occupancy
    lines = ["period,figure,value", *written, f"{row.period},occupancy_percent,{share}"]
    return "".join(f"{line}\r\n" for line in lines)


def _share(part: int | None, whole: int | None) -> int | None:
    """Return `part` of `whole` to 5 %, from 0 to 100."""
    if part is None or not whole:
        return None
    return min(100, (100 * part + whole * 5 // 2) // (whole * 5) * 5)
