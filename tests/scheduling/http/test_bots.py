"""Somebody anonymous wants everything: 500 attempts at once, or patience for a day."""

from collections import Counter
from datetime import timedelta

import pytest

from scheduling.models import Claim, Session, Slot, Waiting
from scheduling.refusals import HourFull, ListFull
from tests.scheduling.http.server import serving
from tests.scheduling.http.visitor import crowd
from tests.scheduling.pages import START, check, form_of, joining
from tests.scheduling.town import (
    HOUR,
    NOW,
    at,
    book,
    book_for_caller,
    join,
    make_hours,
    seat,
    slot_at,
)

pytestmark = pytest.mark.django_db(transaction=True)

BOTS, PAGES_EACH = 20, 25  # 500 attempts
LISTS = 5  # every fifth one is for the waiting list
MAY_GROW_KB = 20 * 1024


@pytest.fixture
def site(agenda, transactional_db):
    make_hours()
    with serving(NOW, workers=2) as server:
        yield server


def attempts(visitor, slots):
    """Open many pages of times and of the waiting list; none of them is sent yet."""
    forms = []
    for number in range(PAGES_EACH):
        if number % LISTS:
            page = check(visitor, slots[number % len(slots)])
            forms.append((f"{START}tijd/vast", form_of(page)))
        else:
            page = visitor.get(f"{START}wachten")
            forms.append((f"{START}wachten", joining(page)))
    return forms


def test_500_attempts_at_once_take_no_more_than_the_cap(site):
    slots = list(Slot.objects.filter(channel="online").order_by("pk"))
    opened = crowd([lambda who: attempts(who, slots)] * BOTS, site.address)
    before = site.memory_kb()

    answers = crowd(
        [lambda who, f=forms: [who.post(*form) for form in f] for forms in opened],
        site.address,
    )

    statuses = Counter(one.status_code for each in answers for one in each)
    assert statuses.total() == 500
    assert statuses.keys() <= {200, 409, 503}
    assert statuses[200] == HOUR.online_cap
    assert Claim.objects.count() + Waiting.objects.count() == HOUR.online_cap
    assert set(Claim.objects.values_list("slot__channel", flat=True)) <= {"online"}
    assert max(site.memory_kb()) < max(before) + MAY_GROW_KB
    assert_that_people_get_a_place()


def test_a_patient_machine_never_gets_the_places_of_desk_and_hour(
    agenda, transactional_db
):
    make_hours()
    for hours in range(12):
        grab_all(NOW + timedelta(hours=hours))

    left = Counter(Slot.objects.filter(claim=None).values_list("channel", flat=True))
    assert left == {"desk": 6, "walk_in": 6}
    assert Waiting.objects.count() == 24
    assert_that_people_get_a_place()


def grab_all(now):
    """Take every time that the web shows and a place on the list, as far as it goes."""
    try:
        for slot in Slot.objects.free(now=now, hour=HOUR):
            book(slot, now=now)
        while True:
            join(now=now)
    except (HourFull, ListFull):
        return


def assert_that_people_get_a_place():
    """A caller is booked, and who just comes is seated, whatever the web has taken."""
    caller = book_for_caller(slot_at("2026-11-24 13:00"))
    tuesday = at("2026-11-24 13:05")
    walk_in = seat(Session.objects.get(date=tuesday.date()), now=tuesday)

    assert caller
    assert walk_in.slot.date == tuesday.date()
