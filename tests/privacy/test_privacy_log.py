"""The log of staff: whatever visitors and colleagues do, no visitor stands in it."""

import pytest
import time_machine
from django.db import connection
from django.test import Client

from scheduling.hours import hour_count
from scheduling.models import Claim, ExceptionDay
from staff.models import AuditEntry
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.privacy.remains import as_bytes, forms_of, found
from tests.scheduling.pages import book, cancel, join, move
from tests.scheduling.town import NOW, make_hours, slot_at


def log():
    """Return every value of the log as bytes, read past Django."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM staff_auditentry")
        values = [value for row in cursor.fetchall() for value in row]
    return b"\n".join(as_bytes(value) for value in values)


def browser(role):
    return sign_in(Client(headers={"Accept-Language": "en"}), member(role))


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def visitors(db, clock, client):
    """Appointments that are made, moved, given up and waited for; their codes."""
    make_hours()
    first = slot_at("2026-11-24 13:30")
    codes = [book(client, first, language="more", other="ro")]
    codes += [book(client, slot_at(f"2026-11-24 {at}")) for at in ("14:30", "15:00")]
    codes += [join(client)]
    move(client, codes[0], slot_at("2026-12-01 13:30"))
    cancel(client, codes[1])
    return codes


def test_a_code_in_the_log_would_be_found(visitors):
    secrets = {form for code in visitors for form in forms_of(code)}
    AuditEntry.objects.create(day=NOW.date(), action="signed_out", about=visitors[0])

    assert found(secrets, log()) != []


def test_what_visitors_do_is_no_line_and_what_colleagues_do_names_no_visitor(
    visitors,
):
    secrets = {form for code in visitors for form in forms_of(code)}
    digests = {bytes(claim.digest) for claim in Claim.objects.all()}
    before = AuditEntry.objects.count()
    desk, office = browser(Role.GGD), browser(Role.COORDINATOR)

    hour = str(hour_count(NOW))
    desk.post("/balie/pauze", {"on": "1"})
    desk.post("/balie/pauze")
    desk.post("/balie/code", {"c": visitors[2]})
    desk.post("/balie/code/anders", {"c": visitors[2]})
    office.post(
        "/beheer/dagen/nieuw",
        {"date": "2026-12-01", "kind": "closed", "reason": "staff", "seen": "1"},
    )
    change = ExceptionDay.objects.get()
    office.post(f"/beheer/dagen/{change.pk}/weg", {"seen": "0"})
    form = {"first": hour, "last": hour, "count": "3", "go": "1"}
    desk.post("/balie/vrijgeven", form)
    office.post("/beheer/uit")

    lines = AuditEntry.objects.order_by("pk").values_list(
        "action", "about", "count", "actor__username"
    )
    assert (before, list(lines)) == (
        0,
        [
            ("signed_in", "", 1, "ggd"),
            ("signed_in", "", 1, "coordinator"),
            ("booking_paused", "", 1, "ggd"),
            ("booking_opened", "", 1, "ggd"),
            ("day_closed", "2026-12-01", 1, "coordinator"),
            ("day_restored", "2026-12-01", 1, "coordinator"),
            ("bookings_released", "", 3, None),
            ("signed_out", "", 1, "coordinator"),
        ],
    )
    heap = log()
    assert found(secrets, heap) == []
    assert found({digest.hex().encode() for digest in digests}, heap) == []
