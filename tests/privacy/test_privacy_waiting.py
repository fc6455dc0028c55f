"""The promises of the waiting list, each able to fail."""

import re

import pytest
import time_machine

from config.templatetags.promises import SENTENCES
from scheduling.models import Claim, OfferRound, Slot, Waiting
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.privacy.remains import database, forms_of, found
from tests.scheduling.pages import (
    START,
    answer_offer,
    confirm_joining,
    inputs,
    join,
    joining,
    show,
    value,
)
from tests.scheduling.town import HOUR, MOMENTS, NOW, at, make_hours, slot_at

CLUMSY = {"name": "Ionela Canary", "phone": "0612345678", "note": "opmerking 4711"}


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def slot(transactional_db, clock):
    make_hours()
    return slot_at("2026-11-24 13:30")


@pytest.mark.promise("waiting_list")
def test_promise_waiting_list(client, slot):
    named = {
        "digest": "a mark",
        "language": "the language",
        "priority": "your place",
        "made_hour": "the hour",
    }
    assert str(
        SENTENCES["waiting_list"]
    ) == "The list holds only {}, {}, {} and {}".format(*named.values())

    code = join(client, language="more", other="ro", **CLUMSY)

    kept = Waiting.objects.values().get()
    assert kept.keys() == named.keys() | {"id"}  # with the priority it is the place
    assert kept["made_hour"] == int(NOW.timestamp()) // 3600  # an hour, no minute
    assert (kept["language"], kept["priority"]) == ("ro", 1)
    assert found([text.encode() for text in CLUMSY.values()], database()) == []
    assert found(forms_of(code), database()) == []
    assert bytes(kept["digest"]) in database()


def test_what_was_typed_and_the_code_are_in_no_row_and_no_header(client, slot, clock):
    planted = member(Role.GGD, name=CLUMSY["name"])
    assert found([CLUMSY["name"].encode()], database())  # the search can find it
    planted.delete()

    answers, code = journey(client, slot, clock)

    sent = {name for answer in answers for name, _ in inputs(answer)}
    headers = "\n".join(str(answer.headers) for answer in answers).encode()
    html = "".join(answer.content.decode() for answer in answers)
    targets = set(re.findall(r'(?:href|action)="([^"]*)"', html))
    assert sent <= {"time", "ticket", "language", "other", "c", "go"}
    assert found(forms_of(code), database() + headers) == []
    assert found([text.encode() for text in CLUMSY.values()], database()) == []
    assert [target for target in targets if "?" in target or code in target] == []
    assert "Set-Cookie" not in headers.decode()


def journey(client, slot, clock):
    """Join, look, skip an offer, take the next one; returns the answers, the code."""
    Slot.objects.exclude(pk=slot.pk).update(is_open=False)
    page = client.get(f"{START}wachten")
    joined = confirm_joining(client, joining(page) | CLUMSY)
    code = value(joined, "c")
    answers = [page, joined, show(client, code)]
    for moment, act in (("2026-11-22 17:00", "over"), ("2026-11-23 09:00", "neem")):
        clock.move_to(at(moment))
        OfferRound.objects.hold(
            now=at(moment), hour=HOUR, moments=MOMENTS, random=bytes(16)
        )
        Slot.objects.update(visible_from=None)
        answers += [show(client, code), answer_offer(client, act, code)]
    asked = client.post(f"{START}code/weg", {"c": code, **CLUMSY})
    return [*answers, asked], code


def test_who_leaves_the_list_leaves_nothing(client, slot):
    code = join(client)
    mark = bytes(Waiting.objects.get().digest)
    assert found([mark], database())

    client.post(f"{START}code/weg", {"c": code, "go": "1"})

    assert found([mark, mark.hex().encode()], database()) == []


def test_no_page_of_the_desk_shows_a_code_that_was_not_typed(client, slot, clock):
    code = join(client)
    clock.move_to(at("2026-11-24 09:00"))
    desk = sign_in(client, member(Role.GGD))

    pages = [
        desk.get(f"/balie/{page}")
        for page in ("", "lijst", "dagblad", "briefje", "code", "boek", "vrijgeven")
    ]

    shown = b"".join(page.content for page in pages)
    assert found(forms_of(code), show(client, code).content)  # it could be found
    assert found(forms_of(code), shown) == []
    assert not Claim.objects.exists()
