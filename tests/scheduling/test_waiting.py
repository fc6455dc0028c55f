from dataclasses import replace
from datetime import timedelta

import pytest

from scheduling import codes
from scheduling.models import Agenda, Claim, Slot, Waiting
from scheduling.refusals import (
    Gone,
    HourFull,
    ListFull,
    PageExpired,
    Paused,
    Taken,
    TicketRefused,
    TicketTooOld,
    UnknownCode,
)
from tests.scheduling.town import (
    HOUR,
    KEYS,
    NOW,
    accept,
    at,
    book,
    book_waiting,
    digest,
    entry_form,
    find,
    free_times,
    give_back,
    hold_round,
    join,
    look,
    queue,
    rows,
    send,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db

UNCAPPED = replace(HOUR, online_cap=0)
ROUND = at("2026-11-22 17:00")


def entry(code):
    return Waiting.objects.get(digest=digest(code))


def test_an_entry_keeps_these_facts_and_no_others(db):
    code = join("bg")

    assert list(
        Waiting.objects.values("digest", "language", "priority", "made_hour")
    ) == [
        {
            "digest": codes.digest(code, key=KEYS.current),
            "language": "bg",
            "priority": 1,
            "made_hour": 498705,
        }
    ]
    assert [field.name for field in Waiting._meta.get_fields()] == [
        "claim",
        "id",
        "digest",
        "language",
        "priority",
        "made_hour",
    ]


@pytest.mark.parametrize("language", ["", "nl", "en"])
def test_who_needs_no_interpreter_is_not_told_apart(db, language):
    assert entry(join(language)).language == ""


def test_the_place_is_how_many_come_before(db):
    first, second, third = join(), join(), join()

    assert [entry(code).place for code in (first, second, third)] == [0, 1, 2]
    give_back("leave", first)
    assert [entry(code).place for code in (second, third)] == [0, 1]


def test_the_same_form_again_is_the_same_entry(db):
    form = entry_form()

    assert join(form=form) == join(form=form)
    assert Waiting.objects.count() == 1


def test_the_form_shows_its_code_for_30_minutes(db):
    form = entry_form()
    join(form=form)

    assert join(form=form, now=NOW + timedelta(minutes=30))
    with pytest.raises(PageExpired):
        join(form=form, now=NOW + timedelta(minutes=31))


def test_the_form_of_what_became_an_appointment_asks_for_the_code(slot):
    form = entry_form()
    code = join(form=form)
    hold_round(ROUND)
    accept(code, now=ROUND)

    with pytest.raises(PageExpired):
        join(form=form)


def test_an_old_form_joins_nobody(db):
    with pytest.raises(TicketTooOld):
        join(form=entry_form(), now=NOW + timedelta(minutes=31))

    assert Waiting.objects.count() == 0


def test_a_form_for_a_booking_joins_nobody_and_the_other_way_round(slot):
    with pytest.raises(TicketRefused):
        join(form=ticket(slot))
    with pytest.raises(TicketRefused):
        send(entry_form())


def test_the_25th_is_told_that_the_list_is_full(db):
    for _ in range(24):
        join(hour=UNCAPPED)

    with pytest.raises(ListFull):
        join(hour=UNCAPPED)

    assert Waiting.objects.count() == 24


def test_a_full_hour_and_a_pause_stop_joining(db):
    for _ in range(6):
        join()
    with pytest.raises(HourFull):
        join()

    Agenda.objects.pause(True, random=bytes(16))
    with pytest.raises(Paused):
        join(now=at("2026-11-22 11:00"))


def test_leaving_deletes_the_row_and_the_code_is_unknown(db):
    code = join()

    give_back("leave", code)

    assert Waiting.objects.count() == 0
    for verb in ("leave", "skip"):
        with pytest.raises(UnknownCode):
            give_back(verb, code)


def test_a_code_is_a_booking_or_an_entry_never_both(slot):
    code = join()

    assert look(code) == "waiting"
    book_waiting(code, slot)

    assert (look(code), Waiting.objects.count()) == ("booked", 0)


def test_who_waits_may_book_a_public_time_under_the_same_code(slot):
    code = join("bg")

    claim = book_waiting(code, slot, now=at("2026-11-22 11:30"))

    assert (claim.slot, claim.language, claim.made_hour) == (slot, "bg", 498705)
    assert find(code) == book_waiting(code, slot)  # twice is once


def test_booking_a_public_time_gives_the_offer_back(slot):
    code, other = join(), slot_at("2026-12-01 14:00")
    hold_round(ROUND)
    assert look(code, now=ROUND) == "offer"

    book_waiting(code, other, now=ROUND)

    assert [claim.slot for claim in Claim.objects.all()] == [other]
    assert "2026-11-24 13:30" in free_times(at("2026-11-23 09:00"))


def test_a_refused_booking_leaves_entry_and_offer(slot):
    code = join()
    hold_round(ROUND)
    target = slot_at("2026-12-01 14:00")
    book(target, now=ROUND)
    before = rows(Waiting), rows(Claim), rows(Slot)

    with pytest.raises(Taken):
        book_waiting(code, target, now=ROUND)
    Agenda.objects.pause(True, random=bytes(16))
    with pytest.raises(Paused):
        book_waiting(code, slot_at("2026-12-01 14:30"), now=ROUND)

    assert (rows(Waiting), rows(Claim), rows(Slot)) == before


def test_who_waits_may_book_the_offer_that_went_public(slot):
    code = join()
    hold_round(ROUND)

    claim = book_waiting(code, slot, now=at("2026-11-23 17:31"))

    assert (claim.slot, queue()) == (slot, [])


def test_a_slot_that_is_gone_leaves_the_entry(slot):
    code = join()
    Slot.objects.filter(pk=slot.pk).delete()

    with pytest.raises(Gone):
        book_waiting(code, slot)

    assert look(code) == "waiting"


def test_a_code_never_made_waits_for_nothing(slot):
    with pytest.raises(UnknownCode):
        book_waiting(codes.derive(bytes(16), key=KEYS.current), slot)
