"""The page of figures and its files: finished periods only, faults in words."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from passes.models import ValidityCount
from scheduling.models import Tally, WeeklyHour
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.scheduling.pages import words

COUNTS = {
    "minutes_held": 2160,
    "slots_open": 72,
    "slots_taken": 43,
    "interviews": 37,
    "not_come": 6,
}


@pytest.fixture
def manager(db, afternoon):
    """A coordinator's browser in January: the quarter before is over."""
    afternoon.move_to(datetime(2027, 1, 12, 12, tzinfo=UTC))
    browser = Client(headers={"Accept-Language": "en"})
    return sign_in(browser, member(Role.COORDINATOR))


def count(quarter, **counts):
    for name, number in counts.items():
        Tally.objects.create(quarter=quarter, name=name, count=number)


def passes(year, month, colour, number):
    """Count passes that count from a month, so are good until 24 months later."""
    ValidityCount.objects.update_or_create(
        month=(year + 2) * 12 + month - 1, colour=colour, defaults={"count": number}
    )


@pytest.fixture
def autumn(db):
    count(20264, **COUNTS)
    passes(2026, 10, "w", 12)
    passes(2026, 12, "w", 10)
    passes(2026, 11, "g", 3)


def cells(answer):
    body = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", body, re.DOTALL)
    return [re.sub(r"<.*?>", "", one).strip() for one in found]


def test_a_quarter_is_shown_rounded_and_small_numbers_are_hidden(autumn, manager):
    answer = manager.get("/beheer/cijfers")

    assert cells(answer) == [
        "2026-4", "35", "70", "35", "5", "20", "fewer than 5", "65 %", "CSV 2026-4",
    ]  # fmt: skip
    assert "2027-1: This quarter is not over yet." in words(answer)


def test_the_sums_of_a_year_are_made_of_what_is_shown(autumn, manager):
    count(20263, interviews=4, not_come=12)

    answer = manager.get("/beheer/cijfers")

    assert "Together about 35 about 70 about 35 about 15 about 20 –" in words(answer)


def test_the_running_quarter_shows_nothing_not_even_that_it_counts(autumn, manager):
    before = manager.get("/beheer/cijfers").content
    count(20271, **COUNTS)
    passes(2027, 1, "w", 50)

    after = manager.get("/beheer/cijfers").content

    token = rb'value="\w{64}"'
    assert re.sub(token, b"", after) == re.sub(token, b"", before)


def test_the_bars_say_the_same_as_the_table(autumn, manager):
    count(20263, interviews=18)
    count(20262, interviews=2)

    page = manager.get("/beheer/cijfers").content.decode()

    bars = re.findall(
        r'<span>(\S+)</span>\s*<svg[^>]*><rect width="(\d+)".*?<span>(.*?)</span>',
        page,
        re.DOTALL,
    )
    assert bars == [
        ("2026-4", "100", "35"),
        ("2026-3", "57", "20"),
        ("2026-2", "0", "fewer than 5"),
    ]


def test_passes_that_expire_stand_beside_the_times_of_that_quarter(autumn, manager):
    count(20251, interviews=9)
    passes(2025, 2, "w", 4)
    passes(2025, 3, "g", 3)
    WeeklyHour.objects.create(
        weekday=2, start="13:00", end="16:00", valid_from="2026-11-01"
    )

    shown = words(manager.get("/beheer/cijfers"))

    assert shown.partition("Passes that expire ")[2] == (
        "2027-1: passes expiring fewer than 10. Free times about 70. "
        "2028-4: passes expiring about 20. Free times about 80."
    )


def test_without_figures_the_page_says_so(manager):
    assert "There are no figures yet." in words(manager.get("/beheer/cijfers"))


def test_the_file_of_a_quarter_is_exactly_this(autumn, manager):
    answer = manager.get("/beheer/cijfers-2026-4.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="cijfers-2026-4.csv"'
    assert answer.content.decode() == (
        "period,figure,value\r\n"
        "2026-4,hours_held,35\r\n"
        "2026-4,times,70\r\n"
        "2026-4,interviews,35\r\n"
        "2026-4,not_come,5\r\n"
        "2026-4,passes_white,20\r\n"
        "2026-4,passes_green,fewer than 5\r\n"
        "2026-4,occupancy_percent,65\r\n"
    )


@pytest.mark.parametrize(
    ("period", "status", "text"),
    [
        ("2026-5", 400, "There is no such period. The file is called like cijfers-2026-4.csv."),
        ("2026", 400, "There is no such period. The file is called like cijfers-2026-4.csv."),
        ("x", 400, "There is no such period. The file is called like cijfers-2026-4.csv."),
        ("2027-1", 404, "This quarter is not over yet."),
        ("2027-2", 404, "There are no figures of this period."),
        ("2026-3", 404, "There are no figures of this period."),
    ],
)  # fmt: skip
def test_a_wrong_period_in_the_address_gets_an_answer_in_words(
    autumn, manager, period, status, text
):
    answer = manager.get(f"/beheer/cijfers-{period}.csv")

    assert answer.status_code == status
    assert words(answer) == f"This page does not exist {text}"


def test_a_town_may_show_whole_years_only(autumn, manager, settings):
    from dataclasses import replace

    figures = replace(settings.MUNICIPALITY.figures, period="year")
    settings.MUNICIPALITY = replace(settings.MUNICIPALITY, figures=figures)
    count(20261, interviews=3)
    count(20271, interviews=40)

    page, file = manager.get("/beheer/cijfers"), manager.get("/beheer/cijfers-2026.csv")
    early = manager.get("/beheer/cijfers-2027.csv")

    assert cells(page)[:5] == ["2026", "35", "70", "40", "5"]
    assert "2026,interviews,40\r\n" in file.content.decode()
    assert manager.get("/beheer/cijfers-2026-4.csv").status_code == 400
    assert words(early) == "This page does not exist This year is not over yet."


def test_the_page_asks_the_database_the_same_for_one_and_for_three_quarters(
    autumn, manager, django_assert_num_queries
):
    with django_assert_num_queries(7):
        manager.get("/beheer/cijfers")
    count(20263, **COUNTS)
    count(20262, **COUNTS)
    with django_assert_num_queries(7):
        manager.get("/beheer/cijfers")
