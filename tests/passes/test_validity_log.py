"""The validity log: one line per month and colour, counted once, tied to nothing."""

from datetime import date
from importlib import import_module

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from passes.expiry import month_number
from passes.issue import Nonce, digest
from passes.models import (
    NoLine,
    Publication,
    Unconfirmed,
    ValidityCount,
    Withdrawn,
)

LAST_DAY = date(2028, 11, 30)
NOVEMBER = month_number(LAST_DAY)
pytestmark = pytest.mark.django_db


def session(**content):
    """Return a saved staff session."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update({"second": {"role": "oov", "until": 1}} | content)
    store.save()
    return store


def confirm(known):
    """Let the colleague confirm once more."""
    known["second"] = {"role": "oov", "until": 1}
    known.save()


def same(known):
    """Return the session as another request sees it."""
    return type(known)(known.session_key)


def digest_of(number, colour="w"):
    return digest(Nonce(number.to_bytes(16, "big")), colour, LAST_DAY)


def prepared():
    ValidityCount.objects.prepare([LAST_DAY], "wg")
    return ValidityCount.objects


def void(known, kept, last_day, colour):
    """Take a card off, with an id of its own."""
    return ValidityCount.objects.void(known, kept, last_day, colour, kept)


def withdrawn():
    return set(Withdrawn.objects.values_list("id", "month"))


def counts():
    return {(c.month, c.colour): c.count for c in ValidityCount.objects.all()}


def test_lines_are_made_ahead_with_nothing_in_them():
    prepared().prepare([LAST_DAY, date(2028, 12, 31)], "wg")

    assert counts() == {
        (NOVEMBER, "w"): 0,
        (NOVEMBER, "g"): 0,
        (NOVEMBER + 1, "w"): 0,
        (NOVEMBER + 1, "g"): 0,
    }


def test_preparing_again_keeps_what_was_counted():
    lines = prepared()
    lines.add_once(session(), digest_of(1), LAST_DAY, "w")

    lines.prepare([LAST_DAY], "wg")

    assert counts() == {(NOVEMBER, "w"): 1, (NOVEMBER, "g"): 0}


def test_a_pass_is_counted_once_and_uses_up_the_confirmation():
    at_desk, lines = session(), prepared()

    counted = [lines.add_once(at_desk, digest_of(1), LAST_DAY, "w") for _ in "123"]

    assert counted == [True, False, False]
    assert counts() == {(NOVEMBER, "w"): 1, (NOVEMBER, "g"): 0}
    assert dict(same(at_desk).items()) == {"counted": [digest_of(1).hex()]}
    assert dict(at_desk.items()) == dict(same(at_desk).items())


def test_two_tabs_that_loaded_the_session_before_count_once():
    at_desk, lines = session(), prepared()
    tabs = [same(at_desk), same(at_desk)]
    loaded = [dict(tab.items()) for tab in tabs]

    counted = [lines.add_once(tab, digest_of(1), LAST_DAY, "w") for tab in tabs]

    assert (counted, loaded[0]) == ([True, False], loaded[1])
    assert counts()[NOVEMBER, "w"] == 1


def test_a_request_that_saves_its_session_at_the_end_undoes_nothing():
    at_desk, lines = session(), prepared()
    tab = same(at_desk)
    tab["seen_minute"] = 7

    lines.add_once(tab, digest_of(1), LAST_DAY, "w")
    tab.save()

    assert dict(same(at_desk).items()) == {
        "seen_minute": 7,
        "counted": [digest_of(1).hex()],
    }


def test_counting_asks_for_no_save_of_its_own():
    tab = same(session())

    prepared().add_once(tab, digest_of(1), LAST_DAY, "w")

    assert not tab.modified


def test_both_colours_of_one_interview_are_counted():
    at_desk, lines = session(), prepared()

    for colour in "wg":
        confirm(at_desk)
        lines.add_once(at_desk, digest_of(1, colour), LAST_DAY, colour)

    assert counts() == {(NOVEMBER, "w"): 1, (NOVEMBER, "g"): 1}


def test_one_confirmation_is_good_for_one_pass_in_two_tabs():
    at_desk, lines = session(), prepared()
    tabs = [same(at_desk), same(at_desk)]
    assert all("second" in tab for tab in tabs)
    lines.add_once(tabs[0], digest_of(1), LAST_DAY, "w")

    with pytest.raises(Unconfirmed):
        lines.add_once(tabs[1], digest_of(2), LAST_DAY, "w")

    assert counts()[NOVEMBER, "w"] == 1


def test_who_signed_out_meanwhile_counts_nothing():
    at_desk, lines = session(), prepared()
    same(at_desk).flush()

    for change in (lines.add_once, void):
        with pytest.raises(Unconfirmed):
            change(at_desk, digest_of(1), LAST_DAY, "w")

    assert counts()[NOVEMBER, "w"] == 0


def test_counting_writes_the_line_and_the_session_and_no_other_row(
    django_assert_num_queries,
):
    at_desk, lines = session(), prepared()

    with django_assert_num_queries(5) as seen:  # with savepoint and its release
        lines.add_once(at_desk, digest_of(1), LAST_DAY, "w")

    written = [q["sql"].split('"')[1] for q in seen if q["sql"].startswith("UPDATE")]
    assert written == ["passes_validitycount", "django_session"]


def test_without_a_line_nothing_changes():
    at_desk = session()

    with pytest.raises(NoLine):
        ValidityCount.objects.add_once(at_desk, digest_of(1), LAST_DAY, "w")

    assert "second" in same(at_desk)
    assert "counted" not in same(at_desk)


def test_a_destroyed_card_is_taken_off_once():
    at_desk, lines = session(), prepared()
    for number in (1, 2):
        confirm(at_desk)
        lines.add_once(at_desk, digest_of(number), LAST_DAY, "w")

    taken = [void(at_desk, digest_of(1), LAST_DAY, "w") for _ in "12"]

    assert taken == [True, False]
    assert counts()[NOVEMBER, "w"] == 1
    assert dict(same(at_desk).items()) == {"counted": [digest_of(2).hex()]}
    assert withdrawn() == {(digest_of(1).hex(), NOVEMBER)}


def test_a_card_that_was_never_counted_is_not_taken_off():
    lines = prepared()
    lines.add_once(session(), digest_of(1), LAST_DAY, "w")

    assert not void(session(), digest_of(1), LAST_DAY, "w")
    assert (counts()[NOVEMBER, "w"], withdrawn()) == (1, set())


def test_from_an_empty_line_nothing_is_taken_off():
    at_desk = session(counted=[digest_of(1).hex()])

    prepared()

    with pytest.raises(NoLine):
        void(at_desk, digest_of(1), LAST_DAY, "w")

    assert same(at_desk)["counted"] == [digest_of(1).hex()]
    assert withdrawn() == set()


def test_300_passes_leave_one_line_per_month_and_colour():
    lines = prepared()

    for number in range(300):
        colour = "wg"[number % 3 == 0]
        lines.add_once(session(), digest_of(number, colour), LAST_DAY, colour)

    assert counts() == {(NOVEMBER, "w"): 200, (NOVEMBER, "g"): 100}


@pytest.mark.parametrize(
    ("line", "constraint"),
    [
        ({"month": NOVEMBER, "colour": "w", "count": 1}, "one_line"),
        ({"month": NOVEMBER, "colour": "t", "count": 1}, "colour"),
        ({"month": 1, "colour": "w", "count": -1}, "count"),
    ],
)
def test_the_table_itself_refuses(line, constraint):
    prepared()

    with pytest.raises(IntegrityError), transaction.atomic():
        ValidityCount.objects.create(**line)

    assert counts() == {(NOVEMBER, "w"): 0, (NOVEMBER, "g"): 0}
    assert constraint


def test_a_line_is_forgotten_months_after_its_month():
    prepared().prepare([date(2028, 10, 31)], "w")

    forgotten = [
        ValidityCount.objects.forget(day, months_after=3)
        for day in (date(2029, 1, 31), date(2029, 2, 1), date(2029, 2, 28))
    ]

    assert forgotten == [0, 1, 0]
    assert counts() == {(NOVEMBER, "w"): 0, (NOVEMBER, "g"): 0}


def test_a_line_is_named_by_month_and_colour():
    assert str(ValidityCount(month=NOVEMBER, colour="w", count=3)) == "11 - 2028 w"


def test_a_list_is_replaced_only_by_a_newer_one():
    lists = Publication.objects

    published = [lists.publish("keys", seq, b"%d" % seq) for seq in (2, 1, 2, 3)]

    assert published == [True, False, False, True]
    assert lists.body("keys") == b"3"
    assert [str(row) for row in lists.all()] == ["keys 3"]


def test_before_the_first_list_there_is_none():
    assert Publication.objects.body("keys") is None


def test_of_each_kind_the_table_holds_one():
    Publication.objects.publish("keys", 1, b"1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(kind="keys", seq=2, body=b"2")

    assert Publication.objects.count() == 1
