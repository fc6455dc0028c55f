from datetime import date, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from scheduling.hours import PlanOverlap
from scheduling.models import Agenda, Claim, ExceptionDay, Session, Slot, WeeklyHour
from tests.scheduling.town import (
    HOUR,
    NOW,
    at,
    book,
    close_day,
    find,
    forget,
    make_hours,
    rows,
    slot_at,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)


def everything():
    return [rows(model) for model in (Session, Slot, Claim)]


def test_the_first_rule_comes_from_the_policy():
    WeeklyHour.objects.seed(HOUR, valid_from=DAY)
    WeeklyHour.objects.seed(HOUR, valid_from=DAY + timedelta(1))

    assert [
        (rule.weekday, rule.start, rule.end, rule.valid_from)
        for rule in WeeklyHour.objects.all()
    ] == [(2, time(13), time(16), DAY)]


def test_the_hours_of_six_weeks_are_made():
    make_hours()

    assert Session.objects.count() == 6
    assert [
        Slot.objects.filter(channel=channel).count()
        for channel in ("online", "desk", "walk_in")
    ] == [24, 6, 6]


def test_making_them_twice_beside_bookings_changes_nothing(slot):
    book(slot)
    before = everything()

    make_hours()

    assert everything() == before


def test_a_day_later_the_horizon_has_moved_on():
    make_hours()

    make_hours(at("2026-11-24 00:05"))

    assert Session.objects.latest("date").date == date(2027, 1, 5)


def test_closing_a_day_leaves_its_bookings_displaced(slot):
    code = book(slot)

    close_day(DAY)

    assert find(code).is_displaced
    assert Session.objects.get(date=DAY).status == "cancelled"
    assert Slot.objects.filter(date=DAY, is_open=True).count() == 0


def test_closing_and_reopening_is_as_if_nothing_happened(slot):
    book(slot)
    before = everything()

    close_day(DAY)
    ExceptionDay.objects.all().delete()
    make_hours()

    assert everything() == before


def test_a_shorter_day_keeps_the_bookings_it_can(slot):
    kept, lost = book(slot), book(slot_at("2026-11-24 15:00"))

    ExceptionDay.objects.create(
        date=DAY, kind="changed", start=time(13, 30), end=time(15)
    )
    make_hours()

    assert (find(kept).is_displaced, find(lost).is_displaced) == (False, True)
    assert find(kept).slot.session.start == time(13, 30)


def test_a_changed_day_put_back_is_open_as_before(slot):
    book(slot)
    change = ExceptionDay.objects.create(
        date=DAY, kind="changed", start=time(13), end=time(15), slot_minutes=60
    )
    before = open_times()
    make_hours()
    assert open_times() != before

    change.delete()
    make_hours()

    assert open_times() == before


def open_times():
    return rows(Session), list(
        Slot.objects.filter(is_open=True).order_by("pk").values()
    )


def test_overlapping_hours_change_nothing(slot):
    before = everything()
    ExceptionDay.objects.create(date=DAY, kind="extra", start=time(15), end=time(17))
    ExceptionDay.objects.create(date=date(2026, 12, 1), kind="closed")

    with pytest.raises(PlanOverlap):
        make_hours()

    assert everything() == before


def test_past_days_and_closed_sessions_are_left_alone(slot):
    forget(at("2026-11-24 18:00"))
    before = rows(Session)[0]

    make_hours(at("2026-11-24 18:05"))
    make_hours(at("2026-11-25 00:05"))

    assert rows(Session)[0] == before
    assert Slot.objects.filter(date=DAY).count() == 0


def test_the_command_says_how_many_times_there_are():
    out = StringIO()

    call_command("hours", stdout=out)

    online = Slot.objects.filter(is_open=True).count()
    assert out.getvalue() == f"{online} times in the coming 6 weeks.\n"
    assert online in (36, 42)  # 42 on a Tuesday


def test_the_command_explains_an_overlap(slot):
    for hour in (9, 10):
        WeeklyHour.objects.create(
            weekday=1, start=time(hour), end=time(12), valid_from=DAY
        )

    with pytest.raises(CommandError) as fault:
        call_command("hours")

    assert str(fault.value) == (
        "Two hours overlap at one desk, so nothing was changed. "
        "Change or remove one of them."
    )


def test_dates_without_their_session_are_named():
    WeeklyHour.objects.seed(HOUR, valid_from=NOW.date())
    assert Session.objects.missing(DAY, date(2026, 12, 1)) == [DAY, date(2026, 12, 1)]

    make_hours()

    assert Session.objects.missing(DAY, date(2026, 12, 1)) == []


def test_closed_days_are_named():
    for day, kind in ((DAY, "closed"), (date(2026, 12, 1), "changed")):
        ExceptionDay.objects.create(date=day, kind=kind)

    assert ExceptionDay.objects.closed_days(DAY, date(2027, 1, 1)) == [DAY]


@pytest.mark.parametrize(
    ("now", "left"), [("2026-11-24 17:59", 1), ("2026-11-24 18:00", 0)]
)
def test_bookings_go_two_hours_after_the_end(slot, now, left):
    book(slot)

    forget(at(now))

    assert Claim.objects.count() == left


def test_bookings_go_at_the_latest_time_of_the_policy(slot):
    book(slot)

    assert forget(at("2026-11-24 16:59"), latest=time(17)) == 0
    assert forget(at("2026-11-24 17:00"), latest=time(17)) == 1
    assert Claim.objects.count() == 0


def test_an_hour_that_is_held_later_than_the_policy_thought_keeps_its_bookings(slot):
    book(slot)

    assert forget(at("2026-11-24 15:59"), latest=time(15)) == 0
    assert forget(at("2026-11-24 16:00"), latest=time(15)) == 1


def test_forgetting_closes_every_earlier_day_and_no_later_one(slot):
    for start in ("2026-11-24 13:30", "2026-12-01 13:30", "2026-12-08 13:30"):
        book(slot_at(start))
    close_day(date(2026, 12, 1))  # who never looked again goes too

    assert forget(at("2026-12-02 00:05")) == 2

    assert [claim.slot.date for claim in Claim.objects.all()] == [date(2026, 12, 8)]
    assert list(Session.objects.values_list("status", flat=True).order_by("date"))[
        :3
    ] == ["closed", "closed", "open"]


def test_forgetting_twice_is_forgetting_once(slot):
    forget(at("2026-11-24 18:00"))
    before, version = everything(), Agenda.objects.read_version()

    assert forget(at("2026-11-24 18:00")) == 0

    assert (everything(), Agenda.objects.read_version()) == (before, version)


def test_the_desk_closes_a_session_and_twice_is_once(slot):
    book(slot)
    session = slot.session

    for random in (b"1" * 16, b"2" * 16):
        Session.objects.close(
            session.pk, now=at("2026-11-24 15:40"), late_minutes=10, random=random
        )

    session.refresh_from_db()
    assert (session.status, Claim.objects.count()) == ("closed", 0)
    assert Slot.objects.filter(date=DAY).count() == 0


@pytest.mark.parametrize(("days", "left"), [(56, 1), (57, 0)])
def test_sessions_are_kept_56_days(days, left):
    Session.objects.create(
        date=DAY, start=time(13), end=time(16), slot_minutes=30, desks=1
    )

    forget(at("2026-11-24 12:00") + timedelta(days=days))

    assert Session.objects.count() == left


@pytest.mark.parametrize(("days", "left"), [(400, 1), (401, 0)])
def test_exceptions_are_kept_400_days(days, left):
    ExceptionDay.objects.create(date=DAY, kind="closed")

    ExceptionDay.objects.forget(at("2026-11-24 12:00") + timedelta(days=days))

    assert ExceptionDay.objects.count() == left


def test_the_agenda_notes_the_hour_of_the_timer():
    Agenda.objects.note_tick(NOW)
    Agenda.objects.note_forget(NOW)

    agenda = Agenda.objects.get()
    assert (agenda.tick_hour, agenda.forget_hour) == (498705, 498705)
