"""demo, tick, forget and messages: each does its job, and twice is once."""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.management.commands.demo import PASSWORD
from passes import files
from passes.models import Publication, ValidityCount
from scheduling.hours import ZONE
from scheduling.models import Agenda, Claim, ExceptionDay, Session, Slot, WeeklyHour
from staff.models import Member
from tests.scheduling.town import at, book, make_hours, slot_at

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """Keys of this test's own: the timer destroys those of past quarters."""
    settings.KEYS_DIR = shutil.copytree(settings.KEYS_DIR, tmp_path / "keys")


def run(name: str) -> str:
    out = StringIO()
    call_command(name, stdout=out)
    return out.getvalue()


def state():
    return {
        "members": list(Member.objects.values_list("username", "password")),
        "hours": list(WeeklyHour.objects.values_list("pk", "weekday")),
        "slots": list(Slot.objects.values_list("pk", "date", "start", "is_open")),
        "lines": list(
            ValidityCount.objects.values_list("pk", "month", "colour", "count")
        ),
        "keys": Publication.objects.body(Publication.KEYS),
        "files": sorted(path.name for path in settings.KEYS_DIR.iterdir()),
    }


def test_the_demo_prints_addresses_and_sign_in(transactional_db):
    out = run("demo")

    for words in (
        "http://localhost:8000/balie/",
        "ggd, oov, coordinator, inspector",
        PASSWORD,
    ):
        assert words in out


def test_the_demo_twice_changes_nothing(transactional_db):
    run("demo")
    before = state()

    run("demo")

    assert state() == before


def test_the_demo_has_an_hour_today_and_six_weeks_ahead(transactional_db):
    run("demo")

    today = timezone.localdate()
    dates = set(Session.objects.values_list("date", flat=True))
    assert today in dates
    assert len([day for day in dates if day > today]) == 6


def test_the_demo_key_list_verifies_against_the_root_of_the_policy(transactional_db):
    run("demo")

    body = Publication.objects.body(Publication.KEYS)
    roots = [bytes.fromhex(root) for root in settings.MUNICIPALITY.pass_.roots]
    uses = {entry.use for entry in files.read_key_list(body, roots).entries}
    assert uses == {"p", "s", "l", "b"}


def test_the_demo_refuses_a_real_site(transactional_db, settings):
    from dataclasses import replace

    settings.MUNICIPALITY = replace(settings.MUNICIPALITY, demo=False)

    with pytest.raises(CommandError, match="demo = false"):
        run("demo")


def test_tick_makes_hours_and_lines_and_notes_the_hour(transactional_db):
    run("tick")

    agenda = Agenda.objects.get()
    assert agenda.tick_hour == agenda.forget_hour
    assert Slot.objects.exists()
    assert set(ValidityCount.objects.values_list("colour", "count")) == {
        ("w", 0),
        ("g", 0),
    }


def test_tick_publishes_the_withdrawn_list_once_a_day(transactional_db, noon):
    run("demo")
    first = Publication.objects.body("list")

    run("tick")
    again = Publication.objects.body("list")
    noon.move_to(at("2026-11-25 06:00"))
    run("tick")

    assert first == again != Publication.objects.body("list")


def test_tick_destroys_the_keys_of_past_quarters(transactional_db, noon):
    noon.move_to(at("2027-01-01 00:00"))

    run("tick")

    quarters = sorted(path.name[5:11] for path in settings.KEYS_DIR.glob("pass-*"))
    assert (quarters[0], len(quarters)) == ("2027Q1", 8)


def test_tick_goes_on_where_a_key_is_wrong(transactional_db):
    (settings.KEYS_DIR / "slip.key").chmod(0o444)

    run("tick")

    assert Slot.objects.exists()


def test_forget_ends_old_sign_ins(transactional_db, ggd):
    from django.contrib.sessions.models import Session as SignIn

    SignIn.objects.update(expire_date=timezone.now() - timedelta(minutes=1))

    run("forget")

    assert SignIn.objects.count() == 0


def test_messages_makes_a_catalogue_for_each_language():
    out = run("messages")

    assert out.startswith("Catalogues: ")
    assert (settings.LOCALE_PATHS[0] / "nl/LC_MESSAGES/django.mo").is_file()


@pytest.mark.parametrize(
    ("first", "second", "begins"),
    [
        ("2026-11-25 17:10", "2026-11-25 21:00", ["17:30", "21:30"]),
        ("2026-11-25 09:10", "2026-11-25 13:10", ["09:30", "13:30"]),
        ("2026-11-24 16:40", "2026-11-24 20:30", ["13:00", "17:00", "21:00"]),
        ("2026-11-25 05:00", "2026-11-25 05:01", ["07:00"]),
        ("2026-11-25 21:40", "2026-11-25 23:50", []),
    ],
)
def test_the_demo_can_be_started_again_later_that_day(
    transactional_db, noon, first, second, begins
):
    for moment in (first, second):
        noon.move_to(datetime.fromisoformat(moment).replace(tzinfo=ZONE))
        run("demo")

    today = Session.objects.filter(date=date.fromisoformat(first[:10]))
    starts = today.order_by("start").values_list("start", flat=True)
    assert [f"{start:%H:%M}" for start in starts] == begins


def test_tick_forgets_even_where_the_hours_cannot_be_made(transactional_db, noon):
    make_hours(noon_of := at("2026-11-24 12:00"))
    book(slot_at("2026-11-24 13:30"), now=noon_of)
    ExceptionDay.objects.create(
        date=date(2026, 12, 1), kind="extra", start=time(13), end=time(14)
    )
    noon.move_to(at("2026-11-26 12:00"))

    with pytest.raises(CommandError, match="Two hours overlap at one desk"):
        run("tick")

    assert Claim.objects.count() == 0
