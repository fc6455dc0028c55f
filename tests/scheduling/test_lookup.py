import pytest

from scheduling import codes
from scheduling.keys import BookingKeys
from scheduling.models import Claim
from scheduling.refusals import UnknownCode
from tests.scheduling.town import (
    KEYS,
    NOW,
    at,
    book,
    cancel,
    find,
    forget,
    rows,
    slot_at,
)

pytestmark = pytest.mark.django_db

NEXT_KEYS = BookingKeys(current=bytes(32), previous=KEYS.current)


def test_a_code_finds_its_booking_in_one_query(slot, django_assert_num_queries):
    code = book(slot, "ro")

    with django_assert_num_queries(1):
        claim = find(code)
        assert (claim.slot, claim.slot.session.pk) == (slot, slot.session_id)
        assert claim.language == "ro"
    assert (claim.is_displaced, claim.has_started(NOW)) == (False, False)


def test_never_made_cancelled_and_past_codes_are_unknown_alike(slot):
    cancelled, past = book(slot), book(slot_at("2026-11-24 14:00"))
    cancel(cancelled)
    never = codes.derive(bytes(16), key=KEYS.current)

    refusals = []
    for code, now in ((never, NOW), (cancelled, NOW), (past, at("2026-11-25 00:00"))):
        with pytest.raises(UnknownCode) as refusal:
            find(code, now=now)
        refusals.append(refusal.value.args)

    assert refusals == [(), (), ()]


def test_a_code_of_the_key_before_is_still_found(slot):
    code = book(slot)
    before = rows(Claim)

    assert find(code, keys=NEXT_KEYS).slot == slot
    assert rows(Claim) == before


def test_without_the_key_no_code_is_found(slot):
    code = book(slot)

    with pytest.raises(UnknownCode):
        find(code, keys=BookingKeys(current=bytes(32)))


def test_after_closing_the_code_is_unknown(slot):
    code = book(slot)

    forget(at("2026-11-24 18:00"))

    with pytest.raises(UnknownCode):
        find(code, now=at("2026-11-24 18:00"))
