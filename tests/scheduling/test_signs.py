from datetime import time

import pytest

from scheduling.models import Claim, Slot
from tests.scheduling.town import book, find, slot_at

pytestmark = pytest.mark.django_db


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
