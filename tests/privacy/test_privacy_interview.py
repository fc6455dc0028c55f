"""The promises of the interview pages, each able to fail."""

import tempfile
from itertools import product

import pypdfium2
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from passes import photo
from passes.models import ValidityCount
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.intake.desk import (
    NOON,
    PHOTO,
    begin,
    confirm,
    counts,
    decide,
    open_the_office,
    papers_in_order,
    print_card,
    ready_to_print,
    tick,
)
from tests.passes.pictures import plain, saved
from tests.privacy.naive.wizard import interview as naive_interview
from tests.privacy.remains import database, found

NUMBERS = {"bsn": "111222333", "kvk": "68750110"}
ON_EVERY_CARD = {
    "Bewijs van intake",
    "Proof of intake",
    "Geen identiteitsbewijs. Laat deze pas",
    "alleen zien aan wie zich eerst legitimeert.",
    "Show it only to someone who identifies",
    "themselves first.",
    "Geldig tot en met",
    "11 – 2028",  # a dash
    "november 2028",
}


@pytest.fixture
def desk(transactional_db):
    with time_machine.travel(NOON, tick=False):
        open_the_office(timezone.now())
        yield sign_in(Client(), member(Role.GGD))


def decoded():
    """Return what all sessions hold, in the clear."""
    return repr([row.get_decoded() for row in Session.objects.all()]).encode()


def written(session):
    """Return the texts in which the interview stood in the database."""
    return session.session_data.encode()


def tables():
    """Return all rows of all tables but the session's own name."""
    with connection.cursor() as cursor:
        rows = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            rows[name] = sorted(map(repr, cursor.fetchall()))
    return rows | {"django_session": decoded()}


def whole_interview(desk, colleague, colour="green", body=PHOTO, kind="club"):
    ready_to_print(desk, colleague, colour=colour)
    tick(desk, "werkplek", kind=kind, licence="ok", sleep="ok")
    answer = print_card(desk, body)
    assert answer.status_code == 200
    desk.post("/balie/klaar")
    return answer.content


def pieces(picture):
    """Return parts of a picture that no other file would hold."""
    return [picture[at : at + 32] for at in range(2000, len(picture) - 48, 5000)]


def test_the_search_finds_the_numbers_of_a_careless_interview(desk):
    naive_interview(**NUMBERS)

    secrets = [number.encode() for number in NUMBERS.values()]
    assert found(secrets, decoded()) == secrets


@pytest.mark.promise("numbers_not_written")
def test_promise_numbers_not_written(desk):
    begin(desk)
    for step, (name, number) in product(("welkom", "papieren"), NUMBERS.items()):
        tick(desk, step, alone=number, **{f"{name}-number": number, name: number})
        tick(desk, step, note=number)
    papers_in_order(desk)
    decide(desk)
    confirm(desk, member(Role.OOV), password=NUMBERS["bsn"])

    secrets = [number.encode() for number in NUMBERS.values()]
    assert found(secrets, decoded() + database()) == []


@pytest.mark.promise("interview_gone")
def test_promise_interview_gone(desk):
    before = tables()
    ready_to_print(desk, member(Role.OOV))
    print_card(desk)
    (row,) = Session.objects.all()
    remnant = written(row)
    assert tables()["django_session"] != before["django_session"]
    assert found([remnant], database()) == [remnant]

    desk.post("/balie/klaar")

    assert tables()["django_session"] == before["django_session"]
    assert found([remnant, remnant[:200]], database()) == []
    assert counts() == {"w": 0, "g": 1}


@pytest.mark.promise("who_met_whom")
def test_promise_who_met_whom(desk):
    pairs = [member(Role.OOV, name="Ann"), member(Role.OOV, name="Bo")]
    seen = []
    for colleague in pairs:
        begin(desk)
        papers_in_order(desk)
        decide(desk)
        confirm(desk, colleague)
        during = tables()
        desk.post("/balie/klaar")
        seen.append((during, tables()))

    assert seen[0] == seen[1]
    session = desk.session
    session["colleague"] = pairs[0].pk
    session.save()
    assert tables() != seen[0][1]


@pytest.mark.promise("no_list")
def test_promise_no_list(desk):
    ann, bo = member(Role.OOV, name="Ann"), member(Role.OOV, name="Bo")
    other = saved(plain(413, 531))
    for colleague, body, kind in ((ann, PHOTO, "club"), (bo, other, "escort")):
        whole_interview(desk, colleague, "green", body, kind)
    whole_interview(desk, ann, "white", other, "window")
    first = tables()
    ValidityCount.objects.update(count=0)
    assert tables() != first

    whole_interview(desk, bo, "white", PHOTO, "window")
    for body, kind in ((other, "massage"), (other, "massage")):
        whole_interview(desk, bo, "green", body, kind)

    assert tables() == first


@pytest.mark.promise("no_photo")
def test_promise_no_photo(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    secrets = [*pieces(PHOTO), *pieces(photo.rebuild(PHOTO))]

    ready_to_print(desk, member(Role.OOV))
    pdf = print_card(desk).content
    left_open = decoded() + database()
    desk.post("/balie/klaar")

    assert found(secrets, pdf) == pieces(photo.rebuild(PHOTO))
    assert found(secrets, left_open + decoded() + database()) == []
    assert [*tmp_path.iterdir()] == []
    with tempfile.NamedTemporaryFile() as upload:
        assert [*tmp_path.iterdir()] == [tmp_path / upload.name]


@pytest.mark.parametrize(("colour", "word"), [("white", "WIT"), ("green", "GROEN")])
@pytest.mark.promise("card_bare")
def test_promise_card_bare(desk, colour, word):
    pdf = whole_interview(desk, member(Role.OOV), colour)

    with pypdfium2.PdfDocument(pdf) as document:
        lines = document[0].get_textpage().get_text_range().split("\r\n")
        facts = document.get_metadata_dict(skip_empty=True)

    assert set(lines) == {*ON_EVERY_CARD, word}
    assert {name: facts[name] for name in facts if not name.endswith("Date")} == {}
