"""A key that may have leaked: what is done, and what phones say afterwards."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError

from passes import files, issue, keys, token
from passes.badge import read_badge
from passes.expiry import TOWN, expiry
from passes.files import REPLACED
from passes.issue import Nonce
from passes.models import Publication
from passes.verdict import Device, verdict
from passes.withdrawn import read_withdrawn
from tests.passes.town import NOON, PINNED, carry, ceremony, install, listed, run
from tests.vectors.made import badge_made, public

pytestmark = pytest.mark.django_db


def test_a_list_signed_before_a_leak_does_not_undo_what_came_after(directory, tmp_path):
    install(directory, NOON - timedelta(days=1))
    run("publish_keys", prepare=tmp_path / "request.bin")
    kid = token.kid_of(public("pass key 1"))
    run("retire_key", kid.hex(), replaced=True)
    ceremony(tmp_path)

    run("publish_keys", str(tmp_path / "sleutels.bin"))

    assert Publication.objects.next_key_list(PINNED).by_kid()[kid].state == REPLACED


def scanned(text, now):
    """Return what a phone says that has both lists of now."""
    known = listed()
    phone = Device(
        built=0,
        keys=known,
        fetched=int(now.timestamp()),
        clock_off=0,
        max_age_days=7,
        almost_months=2,
        withdrawn=read_withdrawn(Publication.objects.body("list"), known.by_kid()),
        badge=read_badge(badge_made(), known.by_kid()),
    )
    told = verdict(text, phone, int(now.timestamp()), same_person=True)
    return told.state, told.why


def card(number, directory):
    """Return the code of a card made now."""
    now, last_day = datetime.now(TOWN), date(2028, 11, 30)
    maker = issue.ready(keys.read(directory), listed(), last_day, now)
    return maker.text(Nonce(number.to_bytes(16, "big")), "w")


def test_a_leaked_pass_key_ends_with_grace_and_the_holders_are_no_forgers(
    directory, tmp_path, clock
):
    install(directory, NOON)
    run("publish_list")
    honest, forged = card(1, directory), card(2, directory)
    leaked = token.kid_of(public("pass key 1")).hex()

    clock.move_to(NOON + timedelta(days=1))
    run("retire_key", leaked, replaced=True)
    run("new_key", use="pass")
    carry(tmp_path)
    run("publish_list", now=True)

    grace_day = date(2026, 11, 25) + timedelta(days=60)
    over = datetime.fromtimestamp(expiry(grace_day), TOWN)
    assert scanned(card(3, directory), NOON + timedelta(days=1)) == ("valid", None)
    assert [scanned(honest, NOON + timedelta(days=1)), scanned(forged, over)] == [
        ("series_replaced", "grace"),
        ("series_replaced", "over"),
    ]
    assert scanned(honest, over - timedelta(seconds=1))[0] == "list_too_old"
    assert Publication.objects.body("draft") is None


def test_a_leaked_key_stops_issuing_before_a_talk(directory, clock):
    install(directory, NOON, replaced=token.kid_of(public("pass key 1")))

    with pytest.raises(keys.ReplacedKey, match="it may have leaked"):
        card(1, directory)


def test_a_leaked_key_that_lies_sealed_elsewhere_can_be_replaced_too(directory, clock):
    install(directory, NOON)
    for path in directory.glob("pass-*"):
        path.unlink()
    kid = token.kid_of(public("pass key 1"))

    told = run("retire_key", kid.hex(), replaced=True)

    assert told == (
        "The next key list calls 77500d4e replaced. It acts once that list is signed: "
        "manage.py publish_keys --prepare request.bin\n"
    )
    assert Publication.objects.next_key_list(PINNED).by_kid()[kid].grace_day == (
        date(2027, 1, 23)
    )


def test_a_leaked_list_key_loses_its_lists_at_once(directory, tmp_path, clock):
    install(directory, NOON)
    run("publish_list")
    before = Publication.objects.body("list")
    clock.move_to(NOON + timedelta(days=1))

    run("retire_key", token.kid_of(public("list key 1")).hex(), replaced=True)
    run("new_key", use="list")
    carry(tmp_path)
    run("publish_list", now=True)

    after = Publication.objects.body("list")
    assert read_withdrawn(after, listed().by_kid()).kid != before[4:8]
    with pytest.raises(files.UnknownListKey):
        read_withdrawn(before, listed().by_kid())


def test_publishing_the_list_says_what_it_did(directory):
    install(directory, NOON)

    assert [
        run("publish_list"),
        run("publish_list"),
        run("publish_list", now=True),
    ] == [
        "Published.\n",
        "The list of today is out.\n",
        "Published.\n",
    ]


def test_without_a_list_key_no_list_is_published(directory):
    install(directory, NOON)
    for path in directory.glob("list-*"):
        path.unlink()

    with pytest.raises(CommandError, match="There is no list key for today"):
        run("publish_list")
