"""The withdrawn list day by day: decoys, what goes when, and what the differences tell."""

from datetime import date, datetime, timedelta

import pytest

from passes.expiry import TOWN, month_number
from passes.models import Publication, Withdrawn
from passes.withdrawn import BADGES, content, decoys, first_month, read_withdrawn
from tests.passes.town import edition
from tests.vectors.made import key_list, seed

START = datetime(2026, 11, 24, 6, tzinfo=TOWN)
NOVEMBER = month_number(date(2028, 11, 30))
pytestmark = pytest.mark.django_db


def publish(now=START, number=0, **how):
    return Publication.objects.publish_withdrawn(edition(now, number), **how)


def out():
    return content(Publication.objects.body("list"))


def ids():
    """Return every id of the list that is out, with its month."""
    return {(id_.hex(), month) for month, of in out().buckets for id_ in of}


TODAY = START.date()


def withdraw(number, month=NOVEMBER, today=TODAY):
    id_ = seed(f"pass {number}")[:8]
    Withdrawn.objects.withdraw(id_, month, today)
    return id_.hex(), month


def sixty_days(run, on_days):
    """Publish 60 days, withdraw on days {day: how many}; return the new ids of each day."""
    Publication.objects.all().delete()
    Withdrawn.objects.all().delete()
    publish(number=f"{run} start")
    before, new, number = ids(), [], 0
    for day in range(1, 61):
        for _ in range(on_days.get(day, 0)):
            number += 1
            withdraw(f"{run} {number}", NOVEMBER + day % 3)
        now = START + timedelta(days=day)
        assert publish(now, f"{run} {day}")
        gone = {month for _, month in before - ids()}
        assert all(month < first_month(now.date()) for month in gone)
        new.append(len(ids() - before) - 8 * (len(months(ids()) - months(before))))
        before = ids()
    return new


def months(found):
    return {month for _, month in found}


def test_the_first_list_holds_8_decoys_for_each_month_in_sight():
    publish()

    sizes = {month: len(of) for month, of in out().buckets}
    assert (len(sizes), min(sizes), min(sizes.values())) == (
        27,
        first_month(START.date()),
        8,
    )
    assert sum(sizes.values()) <= 27 * 8 + 8


def test_the_list_is_published_once_a_day():
    moments = [START + timedelta(hours=hours) for hours in (0, 1, 23, 24, 25, 47, 48)]

    assert [publish(now) for now in moments] == [
        True, False, False, True, False, False, True,
    ]  # fmt: skip


def test_a_withdrawal_waits_for_six_in_the_morning():
    publish()
    mine = withdraw(1)

    publish(START + timedelta(hours=5))
    at_once = mine in ids()
    publish(START + timedelta(hours=24))

    assert (at_once, mine in ids()) == (False, True)


def test_after_an_accident_with_a_key_the_list_comes_at_once_and_as_a_newer_one():
    publish()
    first = out()

    assert publish(START + timedelta(seconds=1), at_once=True)
    assert out().seq > first.seq


def test_a_list_of_the_same_second_is_still_a_newer_one():
    publish()
    first = out().seq

    publish(at_once=True)

    assert out().seq == first + 1


def test_phones_read_what_was_published():
    publish()
    body = Publication.objects.body("list")

    found = read_withdrawn(body, key_list().by_kid())

    assert (found, found.fresh_until - found.issued) == (out(), 7 * 86_400)


@pytest.mark.parametrize("on_days", [{}, {30: 1}, {30: 5}])
def test_on_each_of_60_days_an_id_is_new_and_none_goes_early(on_days):
    new = sixty_days("one", on_days)

    assert (len(new), min(new)) == (60, 1)


def test_nothing_in_the_table_tells_when_or_why_an_id_came():
    publish()
    mine = [withdraw(number) for number in range(5)]
    publish(START + timedelta(days=1))

    rows = list(Withdrawn.objects.values_list())
    assert {len(row) for row in rows} == {2}
    assert set(mine) < set(rows)
    # As the database gives them, without being asked for an order: by id.
    assert rows == sorted(rows)


def test_a_month_goes_with_its_ids_and_the_others_stay():
    november, today = month_number(date(2026, 11, 30)), date(2026, 11, 30)
    mine = withdraw("ending", november, today)
    badge = ("b" * 16, BADGES)
    Withdrawn.objects.put(bytes.fromhex(badge[0]), BADGES)
    there = []

    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)):
        publish(datetime(day.year, day.month, day.day, 6, tzinfo=TOWN))
        there.append((mine in ids(), badge in ids()))

    assert there == [(True, True), (True, True), (False, True)]
    assert not Withdrawn.objects.filter(month=november).exists()


def test_withdrawing_twice_is_once_and_an_expired_card_stores_nothing():
    withdraw(1)
    withdraw(1)
    withdraw(2, month_number(date(2026, 10, 31)))

    assert list(Withdrawn.objects.values_list("month", flat=True)) == [NOVEMBER]


def test_a_pass_of_an_older_and_longer_policy_has_its_place():
    far = month_number(date(2031, 1, 31))
    mine = withdraw(1, far)

    publish()

    assert mine in ids()
    assert (far - 1, ()) not in out().buckets


def test_two_years_of_quiet_days_weigh_less_than_10_kb():
    # What each day of two years has added is put in at once, with its own chance.
    now, added = START + timedelta(days=731), []
    for day in range(731):
        made = edition(START + timedelta(days=day), day)
        added += decoys(made.random, made.months, is_quiet=True)
    for id_, month in added:
        Withdrawn.objects.withdraw(id_, month, now.date())

    publish(now)

    body = Publication.objects.body("list")
    assert 700 < sum(len(of) for _, of in out().buckets) < 1100
    assert len(body) < 10_000
