"""A card is made invalid at the desk: by scanning it or by its slip, with both roles."""

import pytest

from passes import slip, token
from passes.expiry import expiry
from passes.keys import read as read_keys
from passes.models import Withdrawn
from passes.token import Pass, PassId
from staff.models import AuditEntry
from staff.roles import Role
from tests.conftest import PASSWORD, member
from tests.intake.desk import NOON, print_card, print_slip, ready_to_print
from tests.intake.test_slip import code_on
from tests.passes.test_card import LAST_DAY, rendered, scanned

NOVEMBER = 24346


@pytest.fixture
def colleague(db):
    return member(Role.OOV)


@pytest.fixture
def card(ggd, colleague):
    """Return the text on a card of this town, and the code of its slip."""
    ready_to_print(ggd, colleague)
    (text,) = scanned(rendered(print_card(ggd).content))
    code = code_on(print_slip(ggd).content)
    ggd.post("/balie/klaar")
    return text, code


def withdraw(client, someone=None, password=PASSWORD, **found):
    factor = {"colleague": someone.pk, "password": password} if someone else {}
    return client.post("/balie/intrekken", found | factor)


def rows():
    return list(Withdrawn.objects.values_list("id", "month"))


def audited():
    return list(AuditEntry.objects.filter(action="cards_withdrawn").values_list("day", "count", "actor", "about", "minute"))  # fmt: skip


def test_a_scanned_card_is_withdrawn_by_the_pair(ggd, card, colleague):
    answer = withdraw(ggd, colleague, text=card[0])

    assert answer.headers["Location"] == "/balie/ingetrokken"
    found = slip.read(card[1], read_keys(_keys()).slips, NOON.date())
    assert rows() == [(found.id.hex(), NOVEMBER)]


def _keys():
    from django.conf import settings

    return settings.KEYS_DIR


def test_the_code_of_the_slip_does_the_same(ggd, card, colleague):
    withdraw(ggd, colleague, c=slip.grouped(card[1]).lower())
    by_slip = rows()

    withdraw(ggd, colleague, text=card[0])

    assert rows() == by_slip
    assert len(by_slip) == 1


def test_the_log_of_staff_knows_a_day_and_a_number(ggd, card, colleague):
    withdraw(ggd, colleague, text=card[0])
    withdraw(ggd, colleague, text=card[0])

    assert audited() == [(NOON.date(), 2, None, "", None)]


def test_one_person_alone_withdraws_nothing(ggd, card):
    answer = withdraw(ggd, text=card[0])

    assert (answer.status_code, rows(), audited()) == (409, [], [])
    assert answer.context["colleague"].errors == {
        "colleague": ["Choose your name."],
        "password": ["Type your own password."],
    }
    assert answer.context["found"]["text"].value() == card[0]


def test_a_wrong_password_withdraws_nothing(ggd, card, colleague):
    answer = withdraw(ggd, colleague, password="something else", text=card[0])

    assert (answer.status_code, rows()) == (409, [])
    assert b"something else" not in answer.content


def test_a_colleague_of_the_same_role_does_not_count(ggd, card):
    other = member(Role.GGD, name="another")

    assert withdraw(ggd, other, text=card[0]).status_code == 409
    assert rows() == []


@pytest.mark.parametrize("who", ["coordinator", "inspector"])
def test_no_other_role_has_the_page(request, who):
    client = request.getfixturevalue(who)

    assert [client.get("/balie/intrekken").status_code, withdraw(client).status_code] == [404, 404]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "errors"),
    [
        ({}, {"text": ["Scan the card, or type the code of its slip."]}),
        ({"text": "https://example.org"}, {"text": ["This is no pass of this town."]}),
        (
            {"c": "MNE SSS QHZ 8ZH 6BV XTF"},
            {"c": ["There is a typing mistake. Look at the slip again."]},
        ),
    ],
)
def test_what_is_no_card_of_this_town_is_named(ggd, colleague, found, errors):
    answer = withdraw(ggd, colleague, **found)

    assert (answer.status_code, answer.context["found"].errors) == (409, errors)
    assert rows() == []


def test_a_card_with_one_wrong_bit_is_none_of_ours(ggd, card, colleague):
    text = card[0]
    wrong = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]

    answer = withdraw(ggd, colleague, text=wrong)

    assert answer.context["found"].errors == {"text": ["This is no pass of this town."]}


def test_a_card_for_training_cannot_be_withdrawn(ggd, colleague):
    (key,) = [one for one in read_keys(_keys()).signing_keys if one.use == "specimen"]
    made = Pass(key.kid, expiry(LAST_DAY), PassId(bytes(8)), token.SPECIMEN)

    answer = withdraw(ggd, colleague, text=token.to_text(token.sign(made, key.private)))

    assert answer.context["found"].errors == {"text": ["This is a card for training."]}


def test_without_keys_the_page_says_so(ggd, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "none"

    answer = ggd.get("/balie/intrekken")

    assert answer.status_code == 503
    assert "Call the administrator and read this out:" in answer.content.decode()


def test_the_end_says_what_happens_next(ggd):
    page = ggd.get("/balie/ingetrokken").content.decode()

    assert "The card has been made invalid" in page
