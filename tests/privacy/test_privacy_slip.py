"""The code of a keep-slip: used, it is nowhere, and nothing tells whose it was."""

import base64
from pathlib import Path

import pytest
import time_machine

from config.templatetags.promises import SENTENCES
from passes.expiry import month_number
from passes.models import Withdrawn
from staff.roles import Role
from tests.conftest import member
from tests.passes.slips import LAST_DAY, TODAY, code, handed_out
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


@pytest.mark.promise("slip_unknown")
@time_machine.travel(TODAY, tick=False)
def test_promise_slip_unknown(client, transactional_db, capfd, settings):
    planted = member(Role.GGD, name=code())
    assert found(forms_of_slip(), database())  # the search can find it
    planted.delete()

    first = client.post("/en/strook", {"c": code()})
    second = client.post("/en/strook", {"c": code()})
    with time_machine.travel("2028-12-05", tick=False):
        late = client.post("/en/strook", {"c": code()})

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
