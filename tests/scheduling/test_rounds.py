"""Fixed moments, on the town hall's clock, over both clock changes."""

import time as clock_of_the_machine
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling import rounds
from scheduling.hours import ZONE, hour_count, instant, local_date
from scheduling.rounds import Offer
from tests.scheduling.town import at

TIMES = [time(9), time(17)]
HOUR = timedelta(hours=1)


def shown(moment):
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "before", "after"),
    [
        ("2026-11-22 08:59", "2026-11-21 17:00", "2026-11-22 09:00"),
        ("2026-11-22 09:00", "2026-11-22 09:00", "2026-11-22 17:00"),
        ("2026-11-22 10:12", "2026-11-22 09:00", "2026-11-22 17:00"),
        ("2026-11-22 17:00", "2026-11-22 17:00", "2026-11-23 09:00"),
        ("2026-12-31 23:59", "2026-12-31 17:00", "2027-01-01 09:00"),
    ],
)
def test_the_moments_around_a_moment(now, before, after):
    assert shown(rounds.last_moment(at(now), TIMES)) == before
    assert shown(rounds.next_moment(at(now), TIMES)) == after


@pytest.mark.parametrize(
    ("offered", "until", "hours"),
    [
        ("2026-11-22 17:00", "2026-11-23 17:00", 24),
        ("2026-10-24 17:00", "2026-10-25 17:00", 25),
        ("2027-03-27 09:00", "2027-03-28 09:00", 23),
        ("2027-10-30 17:00", "2027-10-31 17:00", 25),
        ("2028-02-28 17:00", "2028-02-29 17:00", 24),
    ],
)
def test_an_offer_lasts_until_the_second_next_moment(offered, until, hours):
    end = rounds.offered_until(at(offered), TIMES)

    assert shown(end) == until
    assert end - at(offered).astimezone(UTC) == hours * HOUR


@pytest.mark.parametrize(
    ("freed", "starts", "back"),
    [
        ("2026-11-22 10:12", "2026-11-24 13:30", "2026-11-22 17:00"),
        ("2026-11-23 14:02", "2026-11-24 13:30", "2026-11-23 14:20"),
        ("2026-11-23 14:05", "2026-11-24 13:30", "2026-11-23 14:20"),
        ("2026-11-22 08:59", "2026-11-24 13:30", "2026-11-22 09:00"),
        ("2026-11-22 09:00", "2026-11-24 13:30", "2026-11-22 17:00"),
        ("2026-11-23 13:29", "2026-11-24 13:30", "2026-11-23 17:00"),  # 24 h 1 min
        ("2026-11-23 13:30", "2026-11-24 13:30", "2026-11-23 13:45"),  # 24 h
        ("2026-11-23 13:31", "2026-11-24 13:30", "2026-11-23 13:50"),  # 23 h 59 min
        ("2026-10-24 13:00", "2026-10-25 13:00", "2026-10-24 17:00"),  # 25 h
        ("2027-03-27 13:00", "2027-03-28 13:00", "2027-03-27 13:15"),  # 23 h
    ],
)
def test_a_freed_slot_comes_back(freed, starts, back):
    number = rounds.returns_at(at(freed), at(starts), TIMES, waiting=0)

    assert shown(rounds.from_step(number)) == back


def test_at_most_six_slots_wait_for_their_moment():
    now, start = at("2026-11-22 10:12"), at("2026-11-24 13:30")

    assert rounds.returns_at(now, start, TIMES, waiting=5) is not None
    assert rounds.returns_at(now, start, TIMES, waiting=6) is None


def test_offers_go_in_order_of_queue_and_time():
    until, notice = at("2026-11-23 17:00"), HOUR
    slots = [
        (1, at("2026-11-23 17:30")),  # too soon after the end
        (2, at("2026-11-23 18:00")),  # just possible
        (3, at("2026-11-24 13:30")),
        (4, at("2026-11-24 14:00")),
    ]

    offers = rounds.allocate(slots, [10, 11], until=until, notice=notice)

    assert offers == [Offer(2, 10), Offer(3, 11)]
    assert rounds.allocate(slots, [], until=until, notice=notice) == []


def test_the_first_choice_is_kept_for_as_many_as_lost_a_time():
    now = at("2026-11-22 13:00")
    online = [
        (1, at("2026-11-24 13:00")),  # in 48 hours
        (2, at("2026-11-24 13:30")),
        (3, at("2026-12-01 13:30")),
    ]

    assert rounds.first_choice(online, 1, now) == {2}
    assert rounds.first_choice(online, 9, now) == {2, 3}
    assert rounds.first_choice(online, 0, now) == set()


moments_of_years = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis wants them bare
    datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(ZONE),
)
# Not between 2 and 3 at night: these hours are missing or double once a year.
clock = st.times().filter(lambda one: one.hour != 2)


@given(moments_of_years, st.times())
def test_who_looks_every_day_at_the_same_time_never_misses_an_offer(now, look):
    offered = rounds.last_moment(now, TIMES)

    until = rounds.offered_until(offered, TIMES)

    day = offered.astimezone(ZONE).date()
    looks = [instant(day + timedelta(number), look) for number in range(3)]
    assert any(offered <= one < until for one in looks)


@given(moments_of_years, clock, clock)
def test_moments_follow_one_another_and_are_of_the_clock(now, one, other):
    times = [one.replace(second=0, microsecond=0), other]
    before, after = rounds.last_moment(now, times), rounds.next_moment(now, times)

    assert before <= now.astimezone(UTC) < after
    for moment in (before, after):
        assert moment.astimezone(ZONE).time() in times
    assert rounds.last_moment(after, times) == after


@given(moments_of_years, st.integers(0, 60 * 24 * 7))
def test_a_freed_slot_is_back_before_it_starts_or_soon(now, minutes):
    start = now.astimezone(UTC) + timedelta(minutes=minutes)

    back = rounds.from_step(rounds.returns_at(now, start, TIMES, waiting=0))

    wait = back - now.astimezone(UTC)
    if minutes > 24 * 60:
        assert timedelta(0) < wait <= 17 * HOUR
        assert back.astimezone(ZONE).time() in TIMES
    else:
        assert timedelta(minutes=15) <= wait < timedelta(minutes=20)


@given(moments_of_years)
def test_steps_are_five_minutes_of_a_clock_that_never_jumps(now):
    down, up = rounds.step(now), rounds.step_up(now)

    assert rounds.from_step(down) <= now.astimezone(UTC) <= rounds.from_step(up)
    assert up - down == (0 if rounds.from_step(down) == now.astimezone(UTC) else 1)


@pytest.fixture
def auckland(monkeypatch):
    """The clock of the machine is on the other side of the world."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    clock_of_the_machine.tzset()
    yield
    monkeypatch.undo()
    clock_of_the_machine.tzset()


def test_the_zone_of_the_machine_changes_nothing(auckland):
    assert clock_of_the_machine.localtime(0).tm_hour == 12
    assert shown(rounds.next_moment(at("2026-10-24 17:00"), TIMES)) == (
        "2026-10-25 09:00"
    )
    assert instant(date(2027, 3, 30), time(13)) == datetime(2027, 3, 30, 11, tzinfo=UTC)
    assert local_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)
    assert hour_count(datetime(2026, 11, 22, 9, 59, tzinfo=UTC)) == 498705


def test_a_step_is_counted_since_1970():
    assert rounds.step(datetime(1970, 1, 1, 0, 10, tzinfo=UTC)) == 2
    assert date(2026, 11, 22) == rounds.from_step(498705 * 12).date()
