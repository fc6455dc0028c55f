"""What each table forgets, and when; what the timer runs."""

from datetime import date, time, timedelta

import pytest

from config.management.commands.forget import forget_appointments
from config.management.commands.tick import tick
from scheduling.models import (
    Agenda,
    Claim,
    Duty,
    Miss,
    OfferRound,
    Session,
    Slot,
    Tally,
    Waiting,
)
from staff.models import Member
from tests.scheduling.town import (
    MOMENTS,
    NOW,
    at,
    book,
    cancel,
    find,
    hold_round,
    join,
    look,
    make_hours,
    not_come,
    rows,
    slot_at,
)

pytestmark = pytest.mark.django_db


def forget_entries(now):
    return Waiting.objects.forget(now, moments=MOMENTS, random=bytes(16))


def test_an_entry_is_kept_42_days_and_its_offer_is_freed(slot):
    code = join()
    made = at("2026-11-22 10:00")
    hold_round(at("2026-11-22 17:00"))
    turn = Slot.objects.get(pk=slot.pk).turn

    assert forget_entries(made + timedelta(days=42, minutes=59)) == 0
    assert look(code) == "offer"
    assert forget_entries(made + timedelta(days=42, hours=1)) == 1

    assert (rows(Waiting), rows(Claim)) == ([], [])
    assert Slot.objects.get(pk=slot.pk).turn == turn + 1


def test_when_a_time_was_freed_is_forgotten_once_it_shows(slot):
    cancel(book(slot))

    assert Slot.objects.forget(at("2026-11-22 16:59"), random=bytes(16)) == 0
    assert Slot.objects.forget(at("2026-11-22 17:00"), random=bytes(16)) == 1

    assert not Slot.objects.filter(visible_from__isnull=False).exists()


def test_rounds_are_kept_7_days(db):
    hold_round(at("2026-11-22 17:00"))

    assert OfferRound.objects.forget(at("2026-11-29 23:59")) == 0
    assert OfferRound.objects.forget(at("2026-11-30 00:00")) == 1


def test_misses_are_counted_by_the_hour_and_kept_48_hours(db):
    for clock in ("10:12", "10:59", "11:00"):
        Miss.objects.add(at(f"2026-11-22 {clock}"))

    assert list(Miss.objects.order_by("hour").values_list("count", flat=True)) == [2, 1]
    assert Miss.objects.recent(at("2026-11-22 11:59")) == 3
    assert Miss.objects.recent(at("2026-11-22 12:00")) == 1
    assert Miss.objects.forget(at("2026-11-24 10:59")) == 0
    assert Miss.objects.forget(at("2026-11-24 11:00")) == 1


def test_totals_are_kept_as_many_years_as_the_policy_says(db):
    Tally.objects.add(date(2026, 11, 24), {"interviews": 3})
    Tally.objects.add(date(2026, 12, 1), {"interviews": 2, "not_come": 1})
    assert Tally.objects.read(20264)["interviews"] == 5
    assert Tally.objects.quarters() == [20264]

    assert Tally.objects.forget(at("2031-12-31 12:00"), years=5) == 0
    assert Tally.objects.forget(at("2032-01-01 12:00"), years=5) == 2


@pytest.mark.parametrize(("days", "left"), [(56, 1), (57, 0)])
def test_the_rota_goes_with_its_hour(db, days, left):
    session = Session.objects.create(
        date=date(2026, 11, 24), start=time(13), end=time(16), slot_minutes=30, desks=1
    )
    Duty.objects.put(session.pk, "ggd", Member.objects.create_user("robin").pk)

    forget_appointments(at("2026-11-24 12:00") + timedelta(days=days))

    assert Duty.objects.count() == left


def test_after_the_day_nothing_of_its_people_is_left(slot):
    codes = [book(slot), book(slot_at("2026-11-24 14:00"), "bg")]
    not_come(find(codes[0]), now=at("2026-11-24 13:40"))

    forget_appointments(at("2026-11-24 18:00"))

    assert (rows(Claim), rows(Waiting)) == ([], [])
    assert Slot.objects.filter(date=slot.date).count() == 0


def test_forgetting_enters_the_turnstile_only_if_something_is_due(slot):
    book(slot)
    version = Agenda.objects.read_version()

    forget_appointments(NOW)

    assert Agenda.objects.read_version() == version


def test_the_timer_forgets_offers_and_makes_hours_and_twice_is_once(db):
    now = at("2026-11-22 17:02")
    make_hours()
    code = join()

    for _ in range(3):
        tick(now)

    assert look(code, now=now) == "offer"
    assert (OfferRound.objects.count(), Claim.objects.count()) == (1, 1)
    agenda = Agenda.objects.get()
    assert agenda.tick_hour == agenda.forget_hour == 498712


def test_the_timer_makes_hours_when_one_is_missing_or_once_an_hour(db):
    tick(at("2026-11-22 17:02"))
    version = Agenda.objects.read_version()
    tick(at("2026-11-22 17:07"))
    assert Agenda.objects.read_version() == version

    tick(at("2026-11-22 18:02"))
    assert Agenda.objects.read_version() != version
    Session.objects.filter(date=date(2026, 12, 1)).delete()
    tick(at("2026-11-22 18:07"))

    assert Session.objects.filter(date=date(2026, 12, 1)).exists()


def test_a_new_day_brings_the_new_date_of_the_horizon(db):
    tick(at("2026-11-23 23:57"))

    tick(at("2026-11-24 00:02"))

    assert Session.objects.latest("date").date == date(2027, 1, 5)
