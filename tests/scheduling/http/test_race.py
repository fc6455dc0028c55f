"""64 visitors want 6 times at the same moment, over real connections, 20 times."""

from collections import Counter
from secrets import token_bytes

import pytest
from django.conf import settings

from scheduling import codes, keys, tickets
from scheduling.models import Claim, Slot
from tests.scheduling.http.server import serving, without_a_cap
from tests.scheduling.http.visitor import Visitor, crowd
from tests.scheduling.pages import confirm, inputs, value
from tests.scheduling.town import NOW, make_hours

pytestmark = pytest.mark.django_db(transaction=True)

RACERS, PLACES, ROUNDS = 64, 6, 20
GONE = "That time has just gone."


@pytest.fixture
def site(agenda, transactional_db, tmp_path):
    make_hours()
    with serving(NOW, policy=without_a_cap(tmp_path)) as server:
        yield server


def form_for(slot):
    """Return what a check page that was opened a moment ago sends."""
    ticket = tickets.issue(
        nonce=token_bytes(16),
        slot=slot.pk,
        turn=slot.turn,
        now=NOW,
        key=keys.read(settings.KEYS_DIR).current,
    )
    return {"time": slot.pk, "ticket": ticket, "language": "en"}


def race_for(slots, site):
    """Let all of them confirm at once; returns the answers."""
    forms = [form_for(slots[number % PLACES]) for number in range(RACERS)]
    return crowd([lambda who, f=form: confirm(who, f) for form in forms], site.address)


def test_64_visitors_race_for_6_times_and_every_time_is_taken_once(site):
    free = Slot.objects.filter(channel="online", date__gt="2026-11-24").order_by("pk")
    slots, others = free[:PLACES], {str(slot.pk) for slot in free[PLACES:]}
    wanted = {str(slot.pk) for slot in slots}
    for _ in range(ROUNDS):
        answers = race_for(slots, site)

        assert Counter(answer.status_code for answer in answers) == {200: 6, 409: 58}
        won = [value(one, "c") for one in answers if one.status_code == 200]
        lost = [one for one in answers if one.status_code == 409]
        assert digests() == {digest(code) for code in won}
        assert taken() == [slot.pk for slot in slots]
        assert all(GONE in one.content.decode() for one in lost)
        assert {value(one, "time") for one in lost} <= wanted | others
        assert not listed(site) & wanted
        Claim.objects.all().delete()


def listed(site):
    """Return the slots that the list of free times offers now."""
    with Visitor(site.address) as visitor:
        return {
            found for name, found in inputs(visitor.get("/en/tijd")) if name == "time"
        }


def digests():
    return {bytes(one) for one in Claim.objects.values_list("digest", flat=True)}


def digest(code):
    return codes.digest(code, key=keys.read(settings.KEYS_DIR).current)


def taken():
    return list(Claim.objects.order_by("slot").values_list("slot", flat=True))
