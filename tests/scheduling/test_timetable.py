"""Changing rules and exceptions: refused whole, or in effect at once."""

from dataclasses import replace
from datetime import date, time

import pytest

from scheduling.hours import Change, Rule
from scheduling.models import (
    Claim,
    ExceptionDay,
    Session,
    Slot,
    Waiting,
    WeeklyHour,
    timetable,
)
from scheduling.refusals import (
    AlreadyThere,
    BadMinutes,
    DayPast,
    Gone,
    NoHour,
    NothingOnline,
    Overlaps,
    Running,
)
from tests.scheduling.town import (
    HOUR,
    NOW,
    at,
    book,
    change_day,
    context,
    find,
    reopen,
    rows,
    seat,
    slot_at,
)

pytestmark = pytest.mark.django_db

DAY, NEXT = date(2026, 11, 24), date(2026, 12, 1)
RUNNING = at("2026-11-24 14:10")
THURSDAY = Rule(
    weekday=4,
    start=time(9),
    end=time(11),
    slot_minutes=20,
    desks=2,
    desk_share=1,
    walk_in_share=1,
    valid_from=DAY,
    valid_until=None,
)


def everything():
    models = (WeeklyHour, ExceptionDay, Session, Slot, Claim, Waiting)
    return [rows(model) for model in models]


def dates():
    """Return the dates with open times."""
    opened = Slot.objects.filter(is_open=True).order_by("date")
    return list(opened.values_list("date", flat=True).distinct())


def rule():
    return WeeklyHour.objects.get()


def shown(slots):
    return [f"{slot.date} {slot.start:%H:%M}" for slot in slots]


def test_a_new_rule_makes_its_hours_at_once(slot):
    row = timetable.add_rule(THURSDAY, context=context())

    assert row.as_rule() == THURSDAY
    assert Slot.objects.filter(date=date(2026, 11, 26)).count() == 12


def test_a_rule_of_some_dates_makes_hours_on_these_only(slot):
    some = replace(
        THURSDAY, valid_from=date(2026, 12, 3), valid_until=date(2026, 12, 10)
    )

    timetable.add_rule(some, context=context())

    made = Session.objects.filter(start=time(9)).order_by("date")
    assert [session.date for session in made] == [
        date(2026, 12, 3),
        date(2026, 12, 10),
    ]


def test_a_changed_rule_moves_its_hours(slot):
    code = book(slot_at("2026-12-01 15:00"))
    shorter = replace(rule().as_rule(), end=time(15))

    timetable.change_rule(rule().pk, shorter, context=context())

    assert rule().end == time(15)
    assert find(code).is_displaced


def test_a_removed_rule_closes_its_hours(slot):
    timetable.remove_rule(rule().pk, context=context())

    assert (WeeklyHour.objects.count(), dates()) == (0, [])


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"weekday": 2, "start": time(15), "end": time(17)}, Overlaps),
        ({"desk_share": 6}, NothingOnline),
        ({"slot_minutes": 125}, BadMinutes),
    ],
)
def test_a_rule_that_cannot_be_changes_nothing(slot, change, refusal):
    before = everything()
    bad = replace(THURSDAY, **change)

    with pytest.raises(refusal):
        timetable.add_rule(bad, context=context())
    with pytest.raises(refusal):
        timetable.hit_by_rule(bad, replaces=None, now=NOW, hour=HOUR)

    assert everything() == before


def test_the_same_rule_twice_is_refused(slot):
    timetable.add_rule(THURSDAY, context=context())

    with pytest.raises(AlreadyThere):
        timetable.add_rule(THURSDAY, context=context())


def test_a_rule_that_meets_an_extra_hour_is_refused(slot):
    change_day(Change(date(2026, 11, 26), "extra", start=time(10), end=time(12)))

    with pytest.raises(Overlaps):
        timetable.add_rule(THURSDAY, context=context())
    with pytest.raises(Overlaps):
        timetable.hit_by_rule(THURSDAY, replaces=None, now=NOW, hour=HOUR)


def test_what_is_gone_cannot_be_changed(slot):
    for change in (
        lambda: timetable.change_rule(0, THURSDAY, context=context()),
        lambda: timetable.remove_rule(0, context=context()),
        lambda: timetable.remove_exception(0, context=context()),
    ):
        with pytest.raises(Gone):
            change()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (Change(date(2026, 11, 21), "closed"), DayPast),
        (Change(date(2026, 11, 25), "changed", desks=2), NoHour),
        (Change(DAY, "extra", start=time(15), end=time(17)), Overlaps),
        (Change(date(2027, 11, 23), "extra", start=time(15), end=time(17)), Overlaps),
    ],
)
def test_an_exception_that_cannot_be_changes_nothing(slot, change, refusal):
    before = everything()

    with pytest.raises(refusal):
        change_day(change)

    assert everything() == before


def test_one_day_is_closed_or_changed_once(slot):
    change_day(Change(DAY, "closed"))
    extra = Change(DAY, "extra", start=time(9), end=time(10))
    change_day(extra)
    before = everything()

    for again in (Change(DAY, "closed"), Change(DAY, "changed", desks=2), extra):
        with pytest.raises(AlreadyThere):
            change_day(again)
        with pytest.raises(AlreadyThere):
            timetable.hit_by_exception(again, now=NOW, hour=HOUR)

    assert everything() == before
    change_day(replace(extra, start=time(10), end=time(11)))


def test_an_extra_hour_opens_a_day_and_taking_it_back_closes_it(slot):
    before = dates()
    extra = Change(date(2026, 11, 25), "extra", start=time(9), end=time(11))

    day = change_day(extra)
    assert dates() == sorted([*before, extra.date])
    reopen(day)

    assert dates() == before


def test_what_is_past_is_not_taken_back(slot):
    day = change_day(Change(DAY, "closed"))

    with pytest.raises(DayPast):
        reopen(day, now=at("2026-11-25 00:00"))


@pytest.mark.parametrize(
    "change",
    [
        Change(DAY, "closed"),
        Change(DAY, "changed", start=time(13), end=time(14)),
        Change(DAY, "changed", start=time(9), end=time(11)),
    ],
)
def test_a_running_hour_is_not_closed_under_people(slot, change):
    book(slot)
    before = everything()

    with pytest.raises(Running):
        change_day(change, now=RUNNING)
    with pytest.raises(Running):
        timetable.hit_by_exception(change, now=RUNNING, hour=HOUR)
    with pytest.raises(Running):
        timetable.remove_rule(rule().pk, context=context(RUNNING))
    with pytest.raises(Running):
        timetable.hit_without_rule(rule().pk, now=RUNNING, hour=HOUR)

    assert everything() == before


def test_an_hour_that_is_over_but_not_closed_keeps_who_came(slot):
    seat(slot.session, now=RUNNING)
    before = everything()

    with pytest.raises(Running):
        change_day(Change(DAY, "closed"), now=at("2026-11-24 16:30"))

    assert everything() == before


def test_a_running_hour_may_become_longer_and_another_day_change(slot):
    change_day(Change(DAY, "changed", start=time(13), end=time(17)), now=RUNNING)
    change_day(Change(NEXT, "closed"), now=RUNNING)

    assert Slot.objects.filter(date=DAY, is_open=True).count() == 8


def test_the_preview_names_the_bookings_and_writes_nothing(slot):
    for clock in ("13:30", "15:00"):
        book(slot_at(f"2026-12-01 {clock}"))
    before = everything()
    later = Change(NEXT, "changed", start=time(14), end=time(16))

    hit = timetable.hit_by_exception(Change(NEXT, "closed"), now=NOW, hour=HOUR)
    fewer = timetable.hit_by_exception(later, now=NOW, hour=HOUR)

    assert shown(hit) == ["2026-12-01 13:30", "2026-12-01 15:00"]
    assert all(slot.booking.sign for slot in hit)
    assert shown(fewer) == ["2026-12-01 13:30"]
    assert everything() == before


def test_the_preview_of_a_rule_looks_at_all_its_dates(slot):
    for text in ("2026-12-01 15:00", "2026-12-08 15:00", "2026-12-08 13:30"):
        book(slot_at(text))
    shorter = replace(rule().as_rule(), end=time(15))

    by_rule = timetable.hit_by_rule(shorter, replaces=rule().pk, now=NOW, hour=HOUR)
    without = timetable.hit_without_rule(rule().pk, now=NOW, hour=HOUR)

    assert shown(by_rule) == ["2026-12-01 15:00", "2026-12-08 15:00"]
    assert len(without) == 3


def test_the_preview_of_taking_an_exception_back(slot):
    day = change_day(Change(DAY, "changed", start=time(9), end=time(11)))
    book(slot_at("2026-11-24 09:30"))

    hit = timetable.hit_without_exception(day.pk, now=NOW, hour=HOUR)

    assert shown(hit) == ["2026-11-24 09:30"]
