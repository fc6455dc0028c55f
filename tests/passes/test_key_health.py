"""What is told of keys and lists: to the health page and to `check --deploy`."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from passes import checks, health, keys
from passes.expiry import TOWN
from passes.models import Publication
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.passes.town import PINNED, edition, install, pinned, put
from tests.vectors.made import public, seed

NOON = datetime(2026, 11, 24, 12, tzinfo=TOWN)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directory(settings, tmp_path):
    settings.MUNICIPALITY = pinned(settings.MUNICIPALITY)
    settings.KEYS_DIR = tmp_path
    keys.write(tmp_path, "slip.key", seed("slip key 1"))
    put(tmp_path, "pass", "pass key 1", "2026Q4")
    put(tmp_path, "list", "list key 1")
    return tmp_path


def facts(directory, now=NOON):
    body = Publication.objects.body
    return health.facts(directory, body("keys"), body("list"), PINNED, now)


def publish(now):
    assert Publication.objects.publish_withdrawn(edition(now))


def told(now=NOON):
    with time_machine.travel(now, tick=False):
        found = [*checks.keys_are_at_hand(None), *checks.lists_are_out(None)]
    return sorted(message.id for message in found)


def test_all_is_well_with_keys_and_lists_of_today(directory):
    put(directory, "pass", "pass key 2", "2027Q1")
    install(directory, NOON)
    publish(NOON)

    assert facts(directory) == health.Facts(
        trouble="",
        runs_until=date(2026, 12, 31),
        next_from=date(2027, 1, 1),
        days_left=38,
        is_next_listed=True,
        is_next_here=True,
        keys_issued=NOON,
        list_issued=NOON,
        list_fresh_until=NOON + timedelta(days=7),
        is_list_late=False,
    )
    assert told() == []


def test_before_the_first_ceremony_that_is_what_is_told(directory):
    found = facts(directory)

    assert (found.trouble, found.runs_until, found.is_list_late) == (
        "No signed key list is installed. Sign one with the root and install it.",
        None,
        True,
    )
    assert told() == ["passes.E005", "passes.W003"]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 12, 1), None),
        (date(2026, 12, 2), 30),
        (date(2026, 12, 17), 30),
        (date(2026, 12, 18), 14),
        (date(2026, 12, 25), 7),
        (date(2026, 12, 31), 7),
    ],
)
def test_a_key_that_no_ceremony_has_signed_is_due_in_time(directory, day, due):
    install(directory, NOON)

    found = facts(directory, datetime(day.year, day.month, day.day, 12, tzinfo=TOWN))

    assert found.due_in_days == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 12, 2), None),
        (date(2026, 12, 17), None),
        (date(2026, 12, 18), 14),
        (date(2026, 12, 25), 7),
    ],
)
def test_a_sealed_key_comes_onto_the_host_in_the_last_two_weeks(directory, day, due):
    sealed = put(directory, "pass", "pass key 2", "2027Q1")
    install(directory, NOON)
    (directory / sealed.file_name).unlink()

    found = facts(directory, datetime(day.year, day.month, day.day, 12, tzinfo=TOWN))

    assert (found.due_in_days, found.is_next_listed) == (due, True)


def test_what_is_due_says_which_step_is_next(directory):
    install(directory, NOON)
    with time_machine.travel(NOON.replace(month=12), tick=False):
        (due,) = [m for m in checks.lists_are_out(None) if m.id == "passes.W002"]

    assert due.msg == (
        "The pass key of 01-01-2027 is not ready: 8 days are left. "
        "Hold the root ceremony."
    )


@pytest.mark.parametrize(
    ("hour", "is_late"), [(5, False), (6, False), (7, True), (12, True)]
)
def test_a_list_is_late_an_hour_after_six(directory, hour, is_late):
    install(directory, NOON)
    publish(NOON)

    found = facts(directory, NOON.replace(day=25, hour=hour))

    assert found.is_list_late == is_late


def test_a_late_list_is_a_warning(directory):
    put(directory, "pass", "pass key 2", "2027Q1")
    install(directory, NOON)
    publish(NOON)

    assert told(NOON + timedelta(days=1)) == ["passes.W003"]


def test_a_list_of_a_replaced_key_counts_as_none(directory):
    install(directory, NOON)
    publish(NOON)
    install(
        directory,
        NOON + timedelta(seconds=1),
        replaced=bytes.fromhex("f49889b3"),
    )

    assert facts(directory).list_issued is None


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: (d / "slip.key").unlink(), "The slip key is missing."),
        (lambda d: (d / "slip.key").chmod(0o444), "Others may read the key file"),
        (lambda d: [p.unlink() for p in d.glob("pass-*")], "There is no pass key"),
    ],
)
def test_what_stops_a_pass_is_told_in_words(directory, spoil, words):
    install(directory, NOON)
    spoil(directory)

    assert facts(directory).trouble.startswith(words)


def test_the_day_after_its_quarter_a_key_makes_nothing(directory):
    install(directory, NOON)
    new_year = datetime(2027, 1, 1, tzinfo=TOWN)

    last = facts(directory, new_year - timedelta(seconds=1))
    first = facts(directory, new_year)

    assert (last.trouble, last.runs_until) == ("", date(2026, 12, 31))
    assert first.trouble.startswith("There is no pass key for today.")


@pytest.mark.parametrize("surface", ["public", "enrol"])
def test_services_for_outsiders_have_no_key_that_signs(directory, settings, surface):
    settings.SURFACE = surface
    put(directory, "badge", "badge key 1")
    old = seed("slip key 0")
    keys.write(directory, keys.keyfiles.old_slip_name(old), old)

    found = told()

    assert found == ["passes.E003"] * {"public": 4, "enrol": 3}[surface]


def test_two_files_with_one_key_are_told(directory):
    made = keys.made_of(seed("pass key 1"), "badge")
    keys.write(directory, made.file_name, seed("pass key 1"))

    assert "passes.E006" in told()


def test_the_pass_key_of_these_tests_is_in_its_file(directory):
    assert keys.read(directory).signing_keys[1].public == public("pass key 1")


def test_the_health_page_says_which_key_is_due(directory):
    install(directory, NOON)
    with time_machine.travel(NOON.replace(month=12), tick=False):
        office = sign_in(Client(), member(Role.COORDINATOR))
        page = office.get("/beheer/toestand").content.decode()

    assert "The pass key of 01-01-2027 is not ready: 8 days are left." in page
