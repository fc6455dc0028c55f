"""Figures: totals of periods that are over, as a table, as bars and as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intake.figures import (
    NoPeriod,
    Period,
    Rounding,
    Row,
    bars,
    csv,
    draw,
    issued,
    together,
)
from passes.models import ValidityCount
from scheduling.models import Tally, plans


@dataclass(frozen=True)
class Year:
    """The table of one year: a line for each period, and what they make together."""

    number: int
    lines: list[tuple[Period, list[str]]]
    total: list[str]


@dataclass(frozen=True)
class Expiring:
    """So many passes run out in a period, and so many times there are in it."""

    period: Period
    passes: str
    times: int


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    length = settings.MUNICIPALITY.figures.period
    running = Period.of(today, length)
    rows = _rows(running)
    context = {
        "years": _years(rows),
        "bars": [(bar, _shown(bar.cell)) for bar in bars(rows)],
        "running": running,
        "running_length": length,
        "expiring": _expiring(rows, running, today),
        "hide_below": settings.MUNICIPALITY.figures.hide_below,
    }
    return render(request, "management/figures.html", context)


@require_safe
def figures_file(request: HttpRequest, period: str) -> HttpResponse:
    length = settings.MUNICIPALITY.figures.period
    try:
        wanted = Period.read(period, length)
    except NoPeriod:
        example = "cijfers-2026-4.csv" if length == "quarter" else "cijfers-2026.csv"
        words = _("There is no such period. The file is called like %(example)s.")
        return _no_such(request, words % {"example": example}, 400)
    running = Period.of(timezone.localdate(), length)
    if wanted == running:
        return _no_such(request, not_over(length), 404)
    row = next((row for row in _rows(running) if row.period == wanted), None)
    if row is None:
        return _no_such(request, _("There are no figures of this period."), 404)
    name = f"cijfers-{wanted}.csv"
    answer = HttpResponse(
        csv(row, fewer=_shown(None)), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def not_over(length: str) -> str:
    """Say that the running period shows nothing: watched day by day, it would tell."""
    if length == "quarter":
        return _("This quarter is not over yet.")
    return _("This year is not over yet.")


def _no_such(request: HttpRequest, words: str, status: int) -> HttpResponse:
    return render(request, "management/no_such.html", {"words": words}, status=status)


def _rows(running: Period) -> list[Row]:
    """Return the rows of all periods before the running one, newest first."""
    policy = settings.MUNICIPALITY
    length = policy.figures.period
    rounding = Rounding(policy.figures.round_to, policy.figures.hide_below)
    tallies: dict[int, dict[str, int]] = {}
    for quarter, name, count in Tally.objects.values_list("quarter", "name", "count"):
        tallies.setdefault(quarter, {})[name] = count
    counts = {
        (month, colour): count
        for month, colour, count in ValidityCount.objects.values_list(
            "month", "colour", "count"
        )
    }
    periods = {
        Period(quarter // 10, quarter % 10 if length == "quarter" else 0)
        for quarter in tallies
    }
    return [
        draw(
            period,
            _added(tallies.get(quarter, {}) for quarter in period.quarters),
            issued(counts, period, policy.pass_.validity_months),
            rounding,
        )
        for period in sorted(periods, reverse=True)
        if period < running
    ]


def _added(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for name, count in part.items():
            total[name] = total.get(name, 0) + count
    return total


def _years(rows: list[Row]) -> list[Year]:
    years = []
    for number, of_year in groupby(rows, key=lambda row: row.period.year):
        found = list(of_year)
        columns = zip(
            *([cell for _, cell in row.lines()] for row in found), strict=True
        )
        lines = [
            (row.period, [*(_shown(cell) for _, cell in row.lines()), _percent(row)])
            for row in found
        ]
        total = [_about(together(column)) for column in columns]
        years.append(Year(number, lines, total))
    return years


def _expiring(rows: list[Row], running: Period, today: date) -> list[Expiring]:
    """Return the coming periods in which passes of finished periods run out.

    The number is made of the two shown cells: an own total of the counts could be used
    to compute a hidden one.
    """
    months = settings.MUNICIPALITY.pass_.validity_months
    coming = {row.period.later(months): row for row in reversed(rows)}
    coming = {period: row for period, row in coming.items() if period >= running}
    if not coming:
        return []
    times = _times(today, max(coming).last)
    length = settings.MUNICIPALITY.figures.period
    return [
        Expiring(
            period,
            _about(together((row.white, row.green)), parts=2),
            5 * round(sum(Period.of(day, length) == period for day in times) / 5),
        )
        for period, row in coming.items()
    ]


def _times(first: date, last: date) -> list[date]:
    """Return the date of every time that the rules give from `first` to `last`."""
    return [one.date for one in plans.planned(first, last) for _ in one.slots]


def _shown(cell: int | None) -> str:
    if cell is not None:
        return str(cell)
    limit = settings.MUNICIPALITY.figures.hide_below
    return _("fewer than %(limit)s") % {"limit": limit}


def _about(sum_of_cells: int | None, *, parts: int = 0) -> str:
    """Say what shown cells make together; with `parts`, how few none of them can be."""
    if sum_of_cells is not None:
        return _("about %(count)s") % {"count": sum_of_cells}
    if not parts:
        return "–"
    limit = settings.MUNICIPALITY.figures.hide_below * parts
    return _("fewer than %(limit)s") % {"limit": limit}


def _percent(row: Row) -> str:
    return "–" if row.occupancy is None else f"{row.occupancy} %"
