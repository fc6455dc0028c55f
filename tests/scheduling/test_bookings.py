from datetime import date, time, timedelta

import pytest

from scheduling import codes
from scheduling.keys import BookingKeys
from scheduling.models import Agenda, Claim, Slot
from scheduling.refusals import (
    Closed,
    Gone,
    Late,
    NotOnline,
    PageExpired,
    Taken,
    TicketRefused,
    TicketTooOld,
    TooFar,
    TooSoon,
    UnknownCode,
)
from tests.scheduling.town import (
    HOUR,
    KEYS,
    NOW,
    at,
    book,
    cancel,
    close_day,
    find,
    forget,
    free_times,
    make_hours,
    move,
    rows,
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
    ]


@pytest.mark.parametrize("language", ["", "nl", "en"])
def test_who_needs_no_interpreter_is_not_told_apart(slot, language):
    assert find(book(slot, language)).language == ""


def test_a_booked_time_is_no_longer_offered(slot):
    book(slot)

    assert "2026-11-24 13:30" not in free_times()


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


def test_a_start_within_the_notice_is_too_soon(slot):
    with pytest.raises(TooSoon):
        book(slot, now=at("2026-11-24 12:30"))

    assert find(book(slot, now=at("2026-11-24 12:29"))).slot == slot


def test_a_date_beyond_the_horizon_is_too_far():
    make_hours(at("2026-11-24 00:00"))
    last = slot_at("2027-01-05 13:30")

    with pytest.raises(TooFar):
        book(last, now=at("2026-11-23 23:59"))

    assert find(book(last, now=at("2026-11-24 00:00"))).slot == last


def test_a_desk_seat_opens_online_24_hours_before(slot):
    seat = slot_at("2026-11-24 13:00")

    with pytest.raises(NotOnline):
        book(seat, now=at("2026-11-23 12:59"))

    assert find(book(seat, now=at("2026-11-23 13:00"))).slot == seat


def test_a_walk_in_seat_never_opens_online(slot):
    with pytest.raises(NotOnline):
        book(slot_at("2026-11-24 15:30"), now=at("2026-11-24 13:00"))


@pytest.mark.parametrize(
    ("now", "times"),
    [
        ("2026-11-23 12:59", ["13:30", "14:00", "14:30", "15:00"]),
        ("2026-11-23 13:00", ["13:00", "13:30", "14:00", "14:30", "15:00"]),
        ("2026-11-24 12:29", ["13:30", "14:00", "14:30", "15:00"]),
        ("2026-11-24 13:31", ["15:00"]),
        ("2026-11-24 14:00", []),
    ],
)
def test_the_public_list_follows_the_clock(slot, now, times):
    today = [line[11:] for line in free_times(at(now)) if line[:10] == "2026-11-24"]

    assert today == times


def test_two_desks_are_one_time_until_both_are_taken(django_assert_num_queries):
    make_hours(hour=type(HOUR)(**(vars(HOUR) | {"desks": 2})))
    slots = Slot.objects.filter(date=date(2026, 11, 24), start=time(13, 30))

    with django_assert_num_queries(1):
        assert free_times().count("2026-11-24 13:30") == 1
    book(slots.get(desk=1))
    assert free_times().count("2026-11-24 13:30") == 1
    book(slots.get(desk=2))
    assert free_times().count("2026-11-24 13:30") == 0


def test_the_check_page_gets_a_slot_that_can_be_booked(slot):
    assert Slot.objects.bookable(slot.pk, now=NOW, hour=HOUR) == slot


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


def test_a_form_of_the_key_before_shows_its_booking(slot):
    form = ticket(slot)
    first = send(form)

    assert send(form, keys=NEXT_KEYS) == first


def test_a_form_of_the_key_before_books_nothing_new(slot):
    form = ticket(slot)

    with pytest.raises(TicketTooOld):
        send(form, keys=NEXT_KEYS)


def test_moving_keeps_the_code_and_frees_the_old_time(slot):
    code, target = book(slot, "bg"), slot_at("2026-12-01 14:00")
    Slot.objects.mark_interpreter(slot.pk, is_ready=True, random=bytes(16))

    moved = move(code, target)

    assert (find(code), moved.slot, moved.language) == (moved, target, "bg")
    slot.refresh_from_db()
    assert (slot.turn, slot.interpreter_ready) == (1, False)
    assert "2026-11-24 13:30" in free_times()


def test_moving_to_the_same_time_changes_nothing(slot):
    code = book(slot)
    before = rows(Claim), rows(Slot)

    move(code, slot)

    assert (rows(Claim), rows(Slot)) == before


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ("2026-11-24 14:00", Taken),
        ("2026-11-24 13:00", NotOnline),
        ("2026-12-01 13:30", Closed),
        ("2027-01-05 13:30", TooFar),
    ],
)
def test_after_a_refused_move_the_old_time_stands(slot, target, refusal):
    make_hours(at("2026-11-24 00:00"))
    book(slot_at("2026-11-24 14:00"))
    close_day(date(2026, 12, 1))
    code = book(slot)
    before = rows(Claim), rows(Slot)

    with pytest.raises(refusal):
        move(code, slot_at(target))

    assert (rows(Claim), rows(Slot)) == before


def test_a_move_to_a_slot_that_is_not_there_is_refused(slot):
    code, target = book(slot), slot_at("2026-12-01 14:00")
    Slot.objects.filter(pk=target.pk).delete()

    with pytest.raises(Gone):
        move(code, target)


def test_a_displaced_booking_may_go_to_every_channel(slot):
    code = book(slot)
    close_day(slot.date)
    walk_in = slot_at("2026-12-01 15:30")

    free = Slot.objects.free_for(find(code), now=NOW, hour=HOUR)
    moved = move(code, walk_in)

    assert len(free) == 30
    assert (moved.slot, moved.is_displaced) == (walk_in, False)


def test_another_booking_may_go_where_the_public_may(slot):
    code = book(slot)

    free = Slot.objects.free_for(find(code), now=NOW, hour=HOUR)

    assert free == Slot.objects.free(now=NOW, hour=HOUR)


def test_cancelling_deletes_the_row_and_frees_the_time(slot):
    code = book(slot)

    cancel(code)

    assert Claim.objects.count() == 0
    assert "2026-11-24 13:30" in free_times()
    assert Slot.objects.get(pk=slot.pk).turn == 1


def test_a_displaced_booking_can_be_cancelled(slot):
    code = book(slot)
    close_day(slot.date)

    cancel(code)

    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    "verb", [cancel, lambda code, now: move(code, slot_at("2026-12-01 14:00"), now=now)]
)
def test_from_the_start_on_it_is_late(slot, verb):
    code = book(slot)

    with pytest.raises(Late):
        verb(code, now=at("2026-11-24 13:30"))
    verb(code, now=at("2026-11-24 13:29"))

    assert "2026-11-24 13:30" in free_times()


@pytest.mark.parametrize(
    "verb", [cancel, lambda code: move(code, slot_at("2026-12-01 14:00"))]
)
def test_an_unknown_code_changes_nothing(slot, verb):
    before = rows(Slot)

    with pytest.raises(UnknownCode):
        verb(codes.derive(bytes(16), key=KEYS.current))

    assert rows(Slot) == before


def test_the_signs_of_a_session_differ(slot):
    for minute in ("13:30", "14:00", "14:30", "15:00"):
        book(slot_at(f"2026-11-24 {minute}"))

    assert len(set(Claim.objects.values_list("call_sign", flat=True))) == 4


def test_when_every_sign_is_out_one_is_given_twice(slot):
    for number in range(72):
        Claim.objects.create(
            slot=Slot.objects.create(
                session=slot.session,
                date=slot.date,
                start=time(7 + number // 6),
                minutes=30,
                desk=10 + number % 6,
                channel="online",
            ),
            kind="booking",
            digest=number.to_bytes(32, "big"),
            call_sign=number,
            made_hour=0,
        )

    assert find(book(slot)).call_sign in range(72)


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


def test_a_booking_costs_seven_statements(slot, django_assert_num_queries):
    form = ticket(slot)

    with django_assert_num_queries(7 + 2):  # and the savepoint that stands for BEGIN
        send(form)


@pytest.mark.parametrize("bookings", [1, 3])
def test_the_days_list_costs_one_query(slot, bookings, django_assert_num_queries):
    for minute in ("13:30", "14:00", "14:30")[:bookings]:
        book(slot_at(f"2026-11-24 {minute}"), "bg")

    with django_assert_num_queries(1):
        day = [
            (line.start, line.booking and line.booking.language)
            for line in Slot.objects.day(slot.date)
        ]

    assert [line[0].strftime("%H:%M") for line in day] == [
        "13:00",
        "13:30",
        "14:00",
        "14:30",
        "15:00",
        "15:30",
    ]
    assert [line[1] for line in day].count("bg") == bookings


def test_the_days_list_shows_who_is_displaced(slot):
    code = book(slot)
    close_day(slot.date)

    day = Slot.objects.day(slot.date)

    assert [line.booking for line in day] == [find(code)]


def test_an_interpreter_is_marked_on_a_booked_slot_only(slot):
    empty = slot_at("2026-11-24 14:00")
    book(slot, "bg")

    for one in (slot, empty):
        Slot.objects.mark_interpreter(one.pk, is_ready=True, random=bytes(16))

    assert list(Slot.objects.filter(interpreter_ready=True)) == [slot]


def test_after_closing_the_code_is_unknown(slot):
    code = book(slot)

    forget(at("2026-11-24 18:00"))

    with pytest.raises(UnknownCode):
        find(code, now=at("2026-11-24 18:00"))
