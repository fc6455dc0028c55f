"""What the tables of lists, venues and phones refuse by themselves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from passes.models import Device, Invitation, Publication, Withdrawn
from tests.passes.test_enrolling import NOW, SECRET, venue

pytestmark = pytest.mark.django_db


def break_empty_name():
    venue(name="")


def break_licence():
    venue(licence="")


def break_colours():
    venue(colours=4)


def break_number():
    venue(id=65_536)


def break_digest():
    Invitation.objects.create(digest=bytes(31), venue=venue(), until=NOW)


def break_second_digest():
    where = venue()
    where.invite(SECRET, NOW)
    where.invite(SECRET, NOW)


def device(**changed):
    values = {
        "venue": venue(),
        "public_key": bytes(32),
        "badge": bytes(156),
        "until": date(2027, 1, 1),
    } | changed
    Device.objects.create(**values)


def break_public_key():
    device(public_key=bytes(31))


def break_badge():
    device(badge=bytes(155))


def break_key_twice():
    device()
    device()


def break_id():
    Withdrawn.objects.create(id="0" * 15, month=24346)


def break_month():
    Withdrawn.objects.create(id="0" * 16, month=7)


def break_kind():
    Publication.objects.create(kind="other", seq=1, body=b"")


@pytest.mark.parametrize(
    ("attempt", "constraint"),
    [
        (break_empty_name, "venue_name_fits_the_badge"),
        (break_licence, "venue_licence_fits_the_badge"),
        (break_colours, "venue_colours"),
        (break_number, "venue_number_fits_the_badge"),
        (break_digest, "invitation_digest"),
        (break_public_key, "device_public_key"),
        (break_badge, "device_badge"),
        (break_id, "withdrawn_id_of_8_bytes"),
        (break_month, "withdrawn_month"),
        (break_kind, "publication_kind"),
    ],
)
def test_the_tables_themselves_refuse(attempt, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        attempt()


@pytest.mark.parametrize("attempt", [break_second_digest, break_key_twice])
def test_a_secret_and_a_key_stand_there_once(attempt):
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        attempt()


def test_a_phone_that_was_lost_may_have_a_row_of_its_own():
    device(withdrawn=True)
    device()

    assert Device.objects.count() == 2
