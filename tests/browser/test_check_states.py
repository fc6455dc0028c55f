"""Every state of the check is reached by a card before the camera, says what it should, and
has no fault that axe knows."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.door import (
    DECOYS,
    GRACE_DAY,
    HIT,
    KNOWN,
    MONTH,
    NOW,
    THIS_MORNING,
    WHITE_ID,
    assert_sound,
    expect_state,
    keys_signed,
    list_signed,
    press,
    replaced,
    scan,
    words,
)

ALMOST = datetime(2028, 10, 15, tzinfo=UTC)
OVER = datetime(2028, 12, 1, tzinfo=UTC)
EARLY = datetime(2026, 10, 1, tzinfo=UTC)
IN_GRACE = datetime(2027, 1, 23, 22, 30, tzinfo=UTC)  # 23:30 in Amsterdam
AFTER_GRACE = datetime(2027, 1, 23, 23, 0, 1, tzinfo=UTC)
NINE_DAYS = datetime(2026, 12, 3, 12, tzinfo=UTC)

MISS = list_signed([(0, (WHITE_ID,)), (MONTH, DECOYS), (MONTH + 1, (WHITE_ID,))])
OLD = list_signed(fresh_until=THIS_MORNING + 7 * 86_400)
OLD_HIT = list_signed([(MONTH, (WHITE_ID,))], fresh_until=THIS_MORNING + 7 * 86_400)
WHITE_ONLY, GREEN_ONLY, INSPECTOR = {"colours": 1}, {"colours": 2}, {"colours": 4}

# video, moment, what the phone holds, answer to compare, state, what the screen says
STATES = [
    ("white", NOW, {}, None, "compare", "WHITE PASS Compare the photo"),
    ("white", NOW, {}, "yes", "valid", "Until the end of November 2028."),
    ("green", NOW, INSPECTOR, "yes", "valid", "GREEN PASS Valid Check done."),
    ("white", NOW, {"listed": MISS}, "yes", "valid", "WHITE PASS Valid Check done."),
    ("white", NOW, {}, "no", "not_this_person", "Not the same person?"),
    ("white", ALMOST, {}, "yes", "almost_expired", "Expires soon."),
    ("white", OVER, {}, None, "expired", "Valid until the end of November 2028."),
    ("white", OVER, {"listed": HIT}, None, "expired", "Expired"),
    ("specimen", NOW, {}, None, "specimen", "This is a practice pass."),
    ("forged", NOW, {}, None, "not_genuine", "The municipality did not make this code."),
    ("unknown key", NOW, {}, None, "not_genuine", "Not from the municipality"),
    ("unknown key", OVER, {}, None, "list_too_old", "This code needs a newer list."),
    ("not ours", NOW, {}, None, "unreadable", "This says nothing about the pass."),
    ("newer", NOW, {}, None, "unreadable", "Or this page is too old"),
    ("white", NOW, {"listed": HIT}, None, "withdrawn", "Do not ask why."),
    ("white", NINE_DAYS, {"listed": OLD_HIT}, None, "withdrawn", "No longer valid"),
    ("white", NOW, {"listed": HIT, "keys": replaced(GRACE_DAY)}, None, "withdrawn", ""),
    ("white", NOW, GREEN_ONLY, None, "wrong_colour", "A green one is needed here."),
    ("green", NOW, WHITE_ONLY, None, "wrong_colour", "This is a green pass."),
    ("white", NINE_DAYS, {"listed": OLD}, None, "list_too_old", "is 9 days old."),
    ("white", NOW, {"listed": None}, None, "list_too_old", "has no list yet."),
    (
        "white", IN_GRACE, {"keys": replaced(GRACE_DAY)}, "yes",
        "series_grace", "not the holder’s fault. Valid until 23 January 2027.",
    ),
    (
        "green", AFTER_GRACE, {"keys": replaced(GRACE_DAY), **WHITE_ONLY}, None,
        "series_over", "No longer valid: it was valid until 23 January 2027.",
    ),
]  # fmt: skip
FIRST_OF_STATE = {row[4]: row for row in reversed(STATES)}


@pytest.mark.parametrize(("film", "now", "held", "answer", "state", "said"), STATES)
def test_a_scan_ends_in_its_state(ready_phone, film, now, held, answer, state, said):
    page = ready_phone(film, now, **held)

    scan(page, "compare" if answer else state)
    if answer:
        press(page, answer)

    expect_state(page, state)
    assert said in words(page)
    if FIRST_OF_STATE[state] == (film, now, held, answer, state, said):
        assert_sound(page)


@pytest.mark.parametrize(
    ("held", "now", "state", "said"),
    [
        ({"until": int(NOW.timestamp())}, NOW, "badge_ended", "Enrolment ended"),
        ({"until": int(NOW.timestamp()) + 1}, NOW, "start", "First show who you are"),
        ({}, EARLY, "clock_wrong", "Set the time of your phone."),
        ({"keys": keys_signed(KNOWN[:-1])}, NOW, "badge_ended", "new invitation"),
    ],
)
def test_what_keeps_the_camera_closed_is_said_at_once(
    ready_phone, held, now, state, said
):
    page = ready_phone("white", now, state=state, **held)

    assert said in words(page)
    assert_sound(page)


def test_a_badge_that_ends_while_the_app_is_open_closes_the_camera(ready_phone):
    page = ready_phone("white", until=int(NOW.timestamp()) + 60)

    page.clock.set_fixed_time(NOW.replace(minute=1))
    scan(page, "badge_ended")

    assert page.locator("#app [data-do]").count() == 0


def test_an_old_card_without_code_gets_no_verdict(ready_phone):
    page = ready_phone("not ours")
    page.evaluate("() => { ZXingWASM.readBarcodes = async () => []; }")
    scan(page, "camera")

    press(page, "legacy")

    expect_state(page, "legacy")
    assert "Such cards are good until 30 June 2027." in words(page)
    assert_sound(page)


@pytest.mark.parametrize(
    ("now", "is_shown"),
    [
        (datetime(2027, 6, 30, 21, 59, tzinfo=UTC), True),
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), False),
    ],
)
def test_the_button_for_old_cards_is_there_until_their_last_day(
    ready_phone, now, is_shown
):
    page = ready_phone("white", now)
    page.evaluate("() => { ZXingWASM.readBarcodes = async () => []; }")

    scan(page, "camera")

    expect(page.locator("[data-do=legacy]")).to_be_visible(visible=is_shown)
