"""The commands around keys and specimens, and what `check --deploy` says of keys."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.core.management import CommandError, call_command

from passes import checks, keys, token
from passes.files import Entry
from tests.vectors.made import ISSUED, key_list, seed

NOON = "2026-11-24T12:00+01:00"


def new_key(**options):
    out = StringIO()
    call_command("new_key", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def directory(settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    return tmp_path


def names(directory):
    return sorted(path.name.partition("-")[0] for path in directory.iterdir())


@pytest.mark.parametrize("use", ["pass", "specimen", "list", "badge"])
@time_machine.travel(NOON, tick=False)
def test_a_new_key_signs_at_once(directory, use):
    told = new_key(use=use)

    made = keys.read(directory).signing(use, date(2026, 11, 24))
    assert told == f"Made {made.file_name}.\n"


def test_a_pass_key_can_be_made_for_a_coming_quarter(directory):
    new_key(use="pass", quarter="2027Q1")

    (made,) = keys.read(directory).signing_keys
    assert str(made.quarter) == "2027Q1"


def test_the_slip_key_before_is_kept_for_the_desk(directory):
    new_key(use="slip")
    first = keys.read(directory).slip

    new_key(use="slip")

    ring = keys.read(directory)
    assert ring.slips == (ring.slip, first)
    assert ring.slip != first


def test_the_booking_key_before_is_kept_once(directory):
    new_key(use="booking")
    first = (directory / "booking").read_bytes()

    new_key(use="booking")

    assert names(directory) == ["booking", "booking.previous"]
    assert (directory / "booking.previous").read_bytes() == first
    assert (directory / "booking").read_bytes() != first
    with pytest.raises(CommandError, match=r"^There is a booking\.previous already"):
        new_key(use="booking")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"use": "pass", "quarter": "2027"}, "a quarter is written like 2027Q1"),
        ({"use": "list", "quarter": "2027Q1"}, "Only a pass key has a quarter."),
    ],
)
def test_a_wrong_quarter_is_told(directory, options, words):
    with pytest.raises(CommandError) as told:
        new_key(**options)

    assert str(told.value) == words
    assert names(directory) == []


def test_without_a_directory_no_key_is_made(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "nowhere"

    for use in ("pass", "slip", "booking"):
        with pytest.raises(CommandError, match=r"^The key directory is missing"):
            new_key(use=use)


@pytest.mark.parametrize(("colour", "word"), [("white", "WIT"), ("green", "GROEN")])
@time_machine.travel(NOON, tick=False)
def test_a_specimen_scans_as_a_specimen(directory, tmp_path, colour, word):
    new_key(use="specimen")
    out = tmp_path / "specimen.pdf"

    call_command("specimen", colour=colour, out=out, stdout=StringIO())

    with pypdfium2.PdfDocument(out) as document:
        words = document[0].get_textpage().get_text_range().split("\r\n")
        (code,) = zxingcpp.read_barcodes(document[0].render(scale=300 / 72).to_pil())
    (key,) = keys.read(directory).signing_keys
    assert token.read(code.text, key_list(listed(key)).by_kid()).colour == "t"
    assert words[-3:] == [word, "VOORBEELD", "SPECIMEN"]


def test_without_its_key_no_specimen_is_drawn(directory, tmp_path):
    with pytest.raises(CommandError, match="no specimen key for today"):
        call_command("specimen", colour="white", out=tmp_path / "specimen.pdf")

    assert names(directory) == []


def listed(*made):
    """Return entries of a key list with these keys."""
    return tuple(
        Entry(keys.USES[one.use], ISSUED, keys.FOREVER, one.public) for one in made
    )


def put(directory, use, name, quarter=None):
    made = keys.made_of(seed(name), use, quarter)
    keys.write(directory, made.file_name, seed(name))
    return made.file_name


def told(*found):
    return [message.id for check in found for message in check(None)]


@time_machine.travel(NOON, tick=False)
def test_a_desk_with_its_keys_has_nothing_to_hear(directory):
    put(directory, "pass", "pass key 1", keys.Quarter(2026, 4))
    keys.write(directory, "slip.key", bytes(32))

    assert told(checks.keys_are_at_hand) == []


@time_machine.travel(NOON, tick=False)
def test_missing_keys_are_told_each(directory):
    assert told(checks.keys_are_at_hand) == ["passes.E002", "passes.E002"]


@time_machine.travel(NOON, tick=False)
def test_a_key_of_a_past_quarter_is_to_be_destroyed(directory):
    put(directory, "pass", "pass key 0", keys.Quarter(2026, 3))
    put(directory, "pass", "pass key 1", keys.Quarter(2026, 4))
    keys.write(directory, "slip.key", bytes(32))

    assert told(checks.keys_are_at_hand) == ["passes.W001"]


def test_a_key_that_others_may_read_is_told(directory):
    keys.write(directory, "slip.key", bytes(32))
    (directory / "slip.key").chmod(0o444)

    assert told(checks.keys_are_at_hand) == ["passes.E001"]


def test_the_demo_root_is_refused_for_a_real_site():
    assert told(checks.the_root_is_secret) == ["passes.E004"]


def test_a_root_of_its_own_is_accepted(settings):
    town = settings.MUNICIPALITY
    settings.MUNICIPALITY = replace(town, pass_=replace(town.pass_, roots=("00" * 32,)))

    assert told(checks.the_root_is_secret) == []
