"""The code of a keep-slip: used, it is nowhere, and nothing tells whose it was."""

import base64
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.translation import override

from config.templatetags.promises import SENTENCES
from passes import keyfiles, slip
from passes.expiry import month_number
from passes.models import Withdrawn
from staff.roles import Role
from tests.conftest import member, sign_in
from tests.intake.desk import NOON, open_the_office, print_slip, ready_to_print
from tests.passes.slips import LAST_DAY, TODAY, code, handed_out
from tests.passes.test_card import rendered, scanned
from tests.privacy.remains import database, found
from tests.scheduling.pages import words


def forms_of_slip():
    """Return how the code may be written: on paper, joined, as bytes, in base64."""
    shown, secret = code(), handed_out().w
    joined = shown.replace(" ", "")
    return {
        form
        for text in (shown, joined, joined.lower(), shown.replace(" ", "-"))
        for form in (text.encode(), base64.b64encode(text.encode()))
    } | {secret, secret.hex().encode(), joined[:16].encode(), secret[:6].hex().encode()}


@time_machine.travel(TODAY, tick=False)
@pytest.mark.promise("slip_unknown")
def test_promise_slip_unknown(client, transactional_db, capfd, settings):
    planted = member(Role.GGD, name=code())
    assert found(forms_of_slip(), database())  # the search can find it
    planted.delete()

    first = client.post("/en/strook", {"c": code()})
    second = client.post("/en/strook", {"c": code()})
    with time_machine.travel("2028-12-05", tick=False):
        late = client.post("/en/strook", {"c": code()})

    with override("en"):
        assert str(SENTENCES["slip_unknown"]) in words(first)
    assert {answer.content for answer in (first, second, late)} == {first.content}
    assert list(Withdrawn.objects.values()) == [
        {"id": handed_out().id.hex(), "month": month_number(LAST_DAY)}
    ]
    heaps = [database(), first.content, str(first.headers).encode()]
    heaps += [text.encode() for text in capfd.readouterr()]
    heaps += [path.read_bytes() for path in Path(settings.KEYS_DIR).iterdir()]
    assert [found(forms_of_slip(), heap) for heap in heaps] == [[]] * len(heaps)
    assert found([handed_out().id.hex().encode()], database())  # the id, which is kept


@pytest.mark.promise("slip_not_kept")
def test_promise_slip_not_kept(transactional_db, capfd):
    with time_machine.travel(NOON, tick=False):
        open_the_office(NOON)
        desk = sign_in(Client(), member(Role.GGD))
        ready_to_print(desk, member(Role.OOV))
        page = desk.get("/balie/gesprek/pas", HTTP_ACCEPT_LANGUAGE="en")
        paper = print_slip(desk).content
        (address,) = scanned(rendered(paper))
        joined = address.partition("#")[2]
        shown = slip.grouped(joined)
        secret = slip.read(joined, [keyfiles.slip_key(settings.KEYS_DIR)], NOON.date())
        forms = {joined.encode(), shown.encode(), secret.w, secret.w.hex().encode()}
        forms |= {base64.b64encode(form) for form in forms} | {joined[:16].encode()}
        during = [database(), sessions_decoded()]
        print_slip(desk)
        desk.post("/balie/klaar")

    with override("en"):
        assert str(SENTENCES["slip_not_kept"]) in page.content.decode()
    heaps = [
        *during,
        database(),
        sessions_decoded(),
        "".join(capfd.readouterr()).encode(),
    ]
    assert [found(forms, heap) for heap in heaps] == [[]] * 5
    planted = member(Role.OOV, name=joined)
    assert found(forms, database()) != []
    planted.delete()


def sessions_decoded():
    return repr([row.get_decoded() for row in Session.objects.all()]).encode()
