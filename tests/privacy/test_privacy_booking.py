"""The promises of the booking pages, each able to fail."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver
from django.utils.translation import gettext, override
from icalendar import Calendar

from config.templatetags.promises import SENTENCES
from scheduling.models import Claim, Slot
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.privacy.remains import database, forms_of, found
from tests.scheduling.pages import (
    START,
    book,
    cancel,
    check,
    confirm,
    form_of,
    inputs,
    move,
    show,
    value,
    words,
)
from tests.scheduling.town import NOW, at, make_hours, slot_at

CLUMSY = {
    "name": "Ionela Canary",
    "email": "canary@example.org",
    "phone": "0612345678",
    "note": "vreemde opmerking 4711",
}


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def slot(transactional_db, clock):
    make_hours()
    return slot_at("2026-11-24 13:30")


def journey(client, slot, other):
    """Walk every page of a booking; returns the answers and the code."""
    checked = check(client, slot, **CLUMSY)
    booked = confirm(client, form_of(checked) | CLUMSY)
    code = value(booked, "c")
    rest = [
        client.post(f"{START}code", {"c": code, **CLUMSY}),
        client.post(f"{START}code/anders", {"c": code, **CLUMSY}),
        move(client, code, other),
        client.post(f"{START}code/af", {"c": code, **CLUMSY}),
        client.post(f"{START}code", {"c": CLUMSY["note"]}),
        client.post(f"{START}agenda", {"c": code, **CLUMSY}),
    ]
    opening = [client.get(START + page) for page in ("", "mee", "tijd", "code")]
    return [*opening, checked, booked, *rest], code


def typed_fields(answers):
    """Return the fields into which words can be typed."""
    html = "".join(answer.content.decode() for answer in answers)
    tags = re.findall(r"<(?:input|textarea)[^>]*>", html)
    typed = [tag for tag in tags if not re.search('type="(hidden|radio)"', tag)]
    return {re.search('name="([^"]*)"', tag)[1] for tag in typed}


@pytest.mark.promise("no_name")
def test_promise_no_name(client, slot):
    planted = member(Role.GGD, name=CLUMSY["name"])
    assert found([CLUMSY["name"].encode()], database())  # the search can find it
    planted.delete()

    answers, _ = journey(client, slot, slot_at("2026-12-01 14:00"))

    sent = {name for answer in answers for name, _ in inputs(answer)}
    assert sent <= {"time", "ticket", "language", "other", "c", "go"}
    assert typed_fields(answers) == {"c"}
    secrets = [text.encode() for text in CLUMSY.values()]
    assert Claim.objects.count() == 1
    assert found(secrets[1:], database()) == []
    assert found(secrets[:1], database()) == []


@pytest.mark.promise("only_these")
def test_promise_only_these(client, slot):
    named = {
        "slot_id": "the time of your appointment",
        "language": "the language of the interpreter",
        "call_sign": "a waiting number",
        "made_hour": "the hour in which you book",
    }
    mark = {"id", "digest", "kind"}  # what a booking is recognised by
    of_offers = {"offer_until", "waiting_id"}

    book(client, slot, language="more", other="ro")

    kept = Claim.objects.values().get()
    assert str(SENTENCES["only_these"]) == ", ".join(named.values())
    assert kept.keys() == named.keys() | mark | of_offers
    assert {name: kept[name] for name in of_offers} == dict.fromkeys(of_offers)
    assert kept["kind"] == "booking"
    # An hour, not a minute: every booking of that hour keeps the same number.
    assert kept["made_hour"] == int(NOW.timestamp()) // 3600
    assert kept["slot_id"] == slot.pk
    assert kept["language"] == "ro"


@pytest.mark.promise("code_unreadable")
def test_promise_code_unreadable(client, slot):
    planted = member(Role.GGD, name="4467 9735 9013 0146")
    assert found(forms_of("4467973590130146"), database())
    planted.delete()

    answers, code = journey(client, slot, slot_at("2026-12-01 14:00"))

    headers = "\n".join(str(answer.headers) for answer in answers).encode()
    assert value(show(client, code), "c") == code
    assert found(forms_of(code), database()) == []
    assert found(forms_of(code), headers) == []
    assert bytes(Claim.objects.get().digest) in database()  # the mark, which is kept


@pytest.mark.parametrize("moment", ["2026-11-24 18:00", "2026-11-24 23:59"])
@pytest.mark.promise("deleted_after")
def test_promise_deleted_after(client, slot, clock, moment):
    book(client, slot, language="more", other="ro")
    digest = bytes(Claim.objects.get().digest)
    clock.move_to(at(moment) - timedelta(minutes=121))
    call_command("forget", stdout=StringIO())
    if moment.endswith("18:00"):
        assert found([digest], database())  # it was there until now

    clock.move_to(at(moment))
    call_command("forget", stdout=StringIO())

    assert not Claim.objects.exists()
    assert not Slot.objects.filter(date=slot.date).exists()
    assert found([digest, digest.hex().encode()], database()) == []


@pytest.mark.promise("unknown_who")
def test_promise_unknown_who(client, slot, clock):
    answers, code = journey(client, slot, slot_at("2026-11-24 14:00"))
    assert found(forms_of(code), b"".join(answer.content for answer in answers))
    clock.move_to(at("2026-11-24 09:00"))
    desk = sign_in(client, member(Role.GGD))

    pages = [desk.get(address) for address in addresses()]
    output = StringIO()
    for command in ("hours", "tick", "forget"):
        call_command(command, stdout=output)
    sign = Claim.objects.get().sign
    asked = [show(client, text) for text in (sign, "ro", "2026-11-24 14:00")]

    assert sum(page.status_code == 200 for page in pages) > 8
    shown = b"".join(answer.content for answer in [*pages, *asked])
    assert sign.encode() in shown  # the desk knows the waiting number, ...
    assert found(forms_of(code), shown + output.getvalue().encode()) == []
    assert not any(b"Waiting number" in answer.content for answer in asked)


def addresses():
    """Return every address without a variable part, in each language."""
    found = []
    for pattern in get_resolver().url_patterns:
        for page in getattr(pattern, "url_patterns", [pattern]):
            pages = getattr(page, "url_patterns", [page])
            found += [str(pattern.pattern) + rest(page, one) for one in pages]
    plain = [f"/{address}" for address in found if "<" not in address]
    return sorted({re.sub("^/(nl|en)/", START, address) for address in plain})


def rest(page, one):
    return str(one.pattern) if page is one else f"{page.pattern}{one.pattern}"


@pytest.mark.promise("exit_is_honest")
def test_promise_exit_is_honest(client, slot):
    answers, _ = journey(client, slot, slot_at("2026-12-01 14:00"))
    pages = [answer for answer in answers if "text/html" in answer["Content-Type"]]

    first = {
        re.search(r'<body.*?href="([^"]*)"', page.content.decode(), re.S)[1]
        for page in pages
    }
    left = client.get("/weg")

    assert len(pages) == 11
    assert first == {"/weg"}
    assert (left.status_code, left["Location"]) == (303, settings.MUNICIPALITY.exit.url)
    assert left["Clear-Site-Data"] == '"cache"'  # the cache, and no history
    assert str(SENTENCES["exit_is_honest"]) in words(pages[0])
    assert claims_more("We leave no trace on your phone, 100% safe.")
    assert [
        path.name
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if claims_more(path.read_text())
    ] == []


def claims_more(text):
    return re.search(
        r"100 ?%[^}]|anonym|no trace|untraceable|erases? (?:your|the) history",
        text,
        re.I,
    )


@pytest.mark.parametrize("language", settings.MUNICIPALITY.languages.worker)
@pytest.mark.promise("calendar")
def test_promise_calendar(client, slot, language):
    code = book(client, slot)

    answer = client.post(f"/{language}/agenda", {"c": code})

    calendar = Calendar.from_ical(answer.content)
    event = calendar.walk("VEVENT")[0]
    with override(language):
        title = gettext("Appointment")
    assert {name: event.to_ical().count(name.encode()) for name in event} == {
        "UID": 1, "DTSTAMP": 1, "DTSTART": 1, "DTEND": 1, "SUMMARY": 1,
        "LOCATION": 1, "CLASS": 1, "TRANSP": 1,
    }  # fmt: skip
    assert set(calendar) == {"VERSION", "PRODID", "CALSCALE"}
    assert [str(event[name]) for name in ("SUMMARY", "LOCATION", "CLASS")] == [
        title,
        settings.MUNICIPALITY.place.street,
        "PRIVATE",
    ]
    assert event["DTSTAMP"].dt == at("2026-11-24 01:00")  # midnight in UTC
    assert event["DTSTART"].dt == at("2026-11-24 13:30")
    assert found(forms_of(code), answer.content) == []


def test_a_cancelled_booking_leaves_nothing(client, slot):
    code = book(client, slot)
    digest = bytes(Claim.objects.get().digest)
    assert found([digest], database())

    cancel(client, code)

    assert found([digest, digest.hex().encode()], database()) == []


def test_no_page_of_a_booking_puts_a_choice_into_an_address(client, slot):
    answers, code = journey(client, slot, slot_at("2026-12-01 14:00"))

    html = "".join(answer.content.decode() for answer in answers)
    targets = set(re.findall(r'(?:href|action)="([^"]*)"', html))

    assert [target for target in targets if "?" in target] == []
    assert [target for target in targets if code in target] == []
    assert urlencode({"c": code}) not in html
