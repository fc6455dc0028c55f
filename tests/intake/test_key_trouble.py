"""Whatever is wrong with the keys is said before a talk begins, and then nothing is counted."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from passes.models import Publication
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.intake.desk import counts, kept, print_card, print_slip, ready_to_print

ADVICE = "No pass can be made now. Call the administrator and read this out: "


@pytest.fixture
def key_files(settings, tmp_path):
    """Return a copy of the key directory that a test may spoil."""
    copy = tmp_path / "keys"
    shutil.copytree(settings.KEYS_DIR, copy)
    settings.KEYS_DIR = copy
    return copy


def pass_keys(directory):
    return sorted(directory.glob("pass-*.key"))


def gone(directory):
    for path in pass_keys(directory):
        path.unlink()


def open_to_all(directory):
    for path in pass_keys(directory):
        path.chmod(0o644)


def cut(directory):
    for path in pass_keys(directory):
        path.chmod(0o600)
        path.write_bytes(b"short")
        path.chmod(0o400)


def swapped(directory):
    first, *_ = pass_keys(directory)
    first.chmod(0o600)
    first.write_bytes(bytes(32))
    first.chmod(0o400)


def without_slip_key(directory):
    (directory / "slip.key").unlink()


def not_listed(directory):
    Publication.objects.all().delete()


def all_away(directory):
    shutil.rmtree(directory)


TROUBLES = {
    gone: "There is no pass key for today.",
    open_to_all: "Others may read the key file",
    cut: "must hold exactly 32 bytes",
    swapped: "holds another key than its name says",
    without_slip_key: "The slip key is missing.",
    not_listed: "No signed key list is installed.",
    all_away: "The key directory is missing or closed",
}


@pytest.mark.parametrize("spoil", [*TROUBLES], ids=lambda spoil: spoil.__name__)
def test_trouble_with_a_key_is_said_before_the_talk(ggd, key_files, spoil):
    spoil(key_files)

    page = ggd.get("/balie/gesprek/")

    trouble = page.context["trouble"]
    assert trouble.startswith(ADVICE)
    assert TROUBLES[spoil] in trouble
    assert 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("spoil", [*TROUBLES], ids=lambda spoil: spoil.__name__)
def test_trouble_in_the_middle_counts_nothing_and_loses_nothing(ggd, key_files, spoil):
    ready_to_print(ggd, member(Role.OOV))
    before = kept(ggd)
    spoil(key_files)

    answers = [print_card(ggd), print_slip(ggd)]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert [TROUBLES[spoil] in answer.content.decode() for answer in answers] == [True] * 2  # fmt: skip
    assert (kept(ggd), counts()) == (before, {"w": 0, "g": 0})


def test_a_key_of_a_quarter_that_is_over_makes_no_pass(ggd, key_files, afternoon):
    for path in pass_keys(key_files):
        if "2026Q4" not in path.name:
            path.unlink()
    afternoon.move_to(datetime(2027, 7, 1, 13, tzinfo=ZoneInfo("Europe/Amsterdam")))
    sign_in(ggd, type("Someone", (), {"username": "ggd"}))

    trouble = ggd.get("/balie/gesprek/").context["trouble"]

    assert "There is no pass key for today." in trouble
    assert "new_key --use pass --quarter 2027Q3" in trouble


def test_keys_in_order_say_nothing(ggd, key_files):
    assert ggd.get("/balie/gesprek/").context["trouble"] == ""
