from datetime import timedelta

import pytest

from scheduling import codes
from scheduling.keys import BookingKeys
from scheduling.models import Agenda, Claim
from scheduling.refusals import (
    Closed,
    Gone,
    PageExpired,
    Taken,
    TicketRefused,
    TicketTooOld,
)
from tests.scheduling.town import (
    KEYS,
    NOW,
    book,
    cancel,
    close_day,
    find,
    move,
    send,
    slot_at,
    ticket,
)

pytestmark = pytest.mark.django_db

NEXT_KEYS = BookingKeys(current=bytes(32), previous=KEYS.current)


def test_a_booking_keeps_these_facts_and_no_others(slot):
    code = book(slot, "bg")

    assert Claim.objects.filter(
        slot=slot,
        kind="booking",
        digest=codes.digest(code, key=KEYS.current),
        language="bg",
        made_hour=498705,
    ).exists()
    assert [field.name for field in Claim._meta.get_fields()] == [
        "id",
        "slot",
        "kind",
        "digest",
        "language",
        "call_sign",
        "made_hour",
        "offer_until",
        "waiting",
    ]


@pytest.mark.parametrize("language", ["", "nl", "en"])
def test_who_needs_no_interpreter_is_not_told_apart(slot, language):
    assert find(book(slot, language)).language == ""


def test_the_same_form_again_shows_the_same_booking(slot):
    form = ticket(slot)
    first = send(form)

    again = send(form)

    assert (again, Claim.objects.count()) == (first, 1)


def test_the_same_form_after_a_move_shows_the_new_time(slot):
    form = ticket(slot)
    code = send(form).code
    move(code, slot_at("2026-12-01 14:00"))

    assert send(form).claim.slot == slot_at("2026-12-01 14:00")


def test_the_same_form_after_a_cancellation_books_nothing(slot):
    form = ticket(slot)
    cancel(send(form).code)

    with pytest.raises(Gone):
        send(form)

    assert Claim.objects.count() == 0


def test_the_form_shows_its_code_for_30_minutes(slot):
    form = ticket(slot)
    code = send(form).code

    assert send(form, now=NOW + timedelta(minutes=30)).code == code
    with pytest.raises(PageExpired):
        send(form, now=NOW + timedelta(minutes=31))


def test_a_form_of_more_than_30_minutes_books_nothing(slot):
    form = ticket(slot)

    with pytest.raises(TicketTooOld):
        send(form, now=NOW + timedelta(minutes=31))

    assert Claim.objects.count() == 0


def test_a_form_that_was_not_made_here_is_refused(slot):
    with pytest.raises(TicketRefused):
        send(ticket(slot, keys=BookingKeys(current=b"x" * 32)))


def test_a_taken_time_is_refused(slot):
    book(slot)

    with pytest.raises(Taken):
        book(slot)


def test_a_form_for_a_slot_that_is_not_there_is_refused(slot):
    form = ticket(slot)
    slot.delete()

    with pytest.raises(Gone):
        send(form)


def test_a_form_made_before_a_cancellation_by_another_is_refused(slot):
    form = ticket(slot)
    cancel(book(slot))

    with pytest.raises(Gone):
        send(form)


def test_a_closed_day_is_refused(slot):
    form = ticket(slot)
    close_day(slot.date)

    with pytest.raises(Closed):
        send(form)


def test_a_form_of_the_key_before_shows_its_booking(slot):
    form = ticket(slot)
    first = send(form)

    assert send(form, keys=NEXT_KEYS) == first


def test_a_form_of_the_key_before_books_nothing_new(slot):
    form = ticket(slot)

    with pytest.raises(TicketTooOld):
        send(form, keys=NEXT_KEYS)


def test_every_write_gives_the_calendar_another_version(slot):
    versions = [Agenda.objects.read_version()]

    code = book(slot)
    versions.append(Agenda.objects.read_version())
    move(code, slot_at("2026-12-01 14:00"))
    versions.append(Agenda.objects.read_version())
    cancel(code)
    versions.append(Agenda.objects.read_version())

    assert len(set(versions)) == 4


def test_a_refusal_leaves_the_version(slot):
    book(slot)
    version = Agenda.objects.read_version()

    with pytest.raises(Taken):
        book(slot)

    assert Agenda.objects.read_version() == version


def test_a_booking_costs_eight_statements(slot, django_assert_num_queries):
    form = ticket(slot)

    with django_assert_num_queries(8 + 2):  # and the savepoint that stands for BEGIN
        send(form)
