import pytest
from django.utils import timezone

from scheduling.models import Claim, Session, Slot
from staff.roles import Role
from tests.browser.axe import violations
from tests.conftest import PASSWORD, member

STARTS = ["08:00", "08:30", "09:00"]


def hour_today():
    """Make an hour today at desk 6, with one booking that asks for an interpreter."""
    session = Session.objects.create(
        date=timezone.localdate(), start="08:00", end="09:30", slot_minutes=30, desks=1
    )
    slots = [
        Slot.objects.create(
            session=session,
            date=session.date,
            start=start,
            minutes=30,
            desk=6,
            channel="online",
        )
        for start in STARTS
    ]
    Claim.objects.create(
        slot=slots[1],
        kind="booking",
        digest=bytes(32),
        language="ro",
        call_sign=37,
        made_hour=1,
    )


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (1280, "dark"), (1280, "light")]
)
def test_the_day_has_no_fault_that_axe_knows(visit, width, scheme):
    hour_today()
    member(Role.GGD)
    page = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto("/balie/in")
    page.fill("#id_username", "ggd")
    page.fill("#id_password", PASSWORD)
    page.locator("main button").click()

    before = violations(page)
    page.locator("button[name=ready]").click()
    page.locator(".ready").wait_for()

    assert (before, violations(page)) == ([], [])
    assert page.title() == "Balie"
    assert Slot.objects.get(start="08:30").interpreter_ready
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
