"""`/strook`: withdrawing a lost pass with its slip, without saying who one is."""

from datetime import date

import pytest
import time_machine
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passes.expiry import month_number
from passes.models import Publication, Withdrawn
from tests.passes.slips import LAST_DAY, TODAY, code, handed_out, invented
from tests.scheduling.pages import inputs, title, value, words

PAGE = "/en/strook"
TYPO = "There is a typing mistake. Look at the slip again."
DONE = (
    "Done A pass with this slip no longer works, as soon as the checker has the new list "
    "(the next morning after 06:00). We do not know whose it was. "
    "Choose a day and time for a new pass Is someone keeping your pass or papers? "
    "That is not allowed. Call 050 000 00 00; in danger call 112."
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now():
    with time_machine.travel(TODAY, tick=False):
        yield


def send(client, typed):
    return client.post(PAGE, {"c": typed})


def rows():
    return list(Withdrawn.objects.order_by("id").values_list("id", "month"))


def test_the_page_asks_for_the_code_and_nothing_else(client):
    answer = client.get(PAGE)

    assert (answer.status_code, title(answer)) == (200, "Appointment")
    assert inputs(answer) == [("c", "")]
    assert "You need not say who you are." in words(answer)


def test_a_pass_is_withdrawn_with_the_code_of_its_slip(client):
    answer = send(client, code())

    assert (answer.status_code, words(answer)) == (200, DONE)
    assert rows() == [(handed_out().id.hex(), month_number(LAST_DAY))]


def test_first_second_and_late_use_get_the_same_answer_byte_for_byte(client):
    over = code(last_day=date(2026, 10, 31))
    long_over = code(last_day=date(2025, 1, 31))

    answers = [
        send(client, typed) for typed in (code(), code(), code(colour="g"), over, long_over)
    ]  # fmt: skip

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (200, answers[0].content)
    }
    assert len({str(answer.headers) for answer in answers}) == 1
    assert len(rows()) == 2  # the two of a month that is not over


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nonce=st.binary(min_size=16, max_size=16),
    colour=st.sampled_from("wg"),
    months=st.integers(-20, 30),
)
def test_every_genuine_code_gets_that_one_answer(client, nonce, colour, months):
    month = month_number(date(2026, 11, 1)) + months
    last_day = date(month // 12, month % 12 + 1, 28)

    answer = send(client, code(nonce=nonce, colour=colour, last_day=last_day))

    assert (answer.status_code, words(answer)) == (200, DONE)


@pytest.mark.parametrize(
    "typed",
    [
        "{}", "{lower}", "  {}  ", "{dashed}", "{joined}", "{letters}",
    ],
)  # fmt: skip
def test_the_code_may_be_typed_in_any_way(client, typed):
    shown = code()

    send(
        client,
        typed.format(
            shown,
            lower=shown.lower(),
            dashed=shown.replace(" ", "-"),
            joined=shown.replace(" ", ""),
            letters=shown.replace("1", "l").replace("0", "O"),
        ),
    )

    assert rows() == [(handed_out().id.hex(), month_number(LAST_DAY))]


def changed(shown):
    """Return the code with its first symbol changed."""
    return ("2" if shown[0] != "2" else "3") + shown[1:]


@pytest.mark.parametrize(
    "mistake",
    [
        changed,
        lambda shown: shown[:-1],
        lambda shown: shown + "2",
        lambda shown: shown[1] + shown[0] + shown[2:] if shown[0] != shown[1] else "",
        lambda shown: invented(),
        lambda shown: "U" * 18,
        lambda shown: "Ж" * 18,
        lambda shown: "😀",
        lambda shown: "4829 1507 3618 2046",
    ],
)
def test_a_typing_mistake_is_told_beside_the_field_and_loses_nothing(client, mistake):
    typed = mistake(code())

    answer = send(client, typed)

    assert (answer.status_code, title(answer)) == (200, "Error: Appointment")
    if typed:
        assert words(answer).count(TYPO) == 2  # in the box above and at the field
        assert value(answer, "c") == typed
    assert rows() == []


def test_an_empty_field_is_told(client):
    answer = send(client, " ")

    assert words(answer).count("Fill in the code of the slip.") == 2


def test_nothing_is_kept_of_codes_that_somebody_invents(client):
    for number in range(50):
        send(client, invented(number.to_bytes(16, "big")))

    assert rows() == []


def test_a_withdrawal_waits_for_the_next_morning(client):
    Publication.objects.publish(Publication.LIST, 1, b"the list of this morning")

    send(client, code())

    out = Publication.objects.body(Publication.LIST)
    assert out == b"the list of this morning"


def test_without_the_slip_key_the_page_says_what_to_do(client, settings, tmp_path):
    settings.KEYS_DIR = tmp_path

    answers = [client.get(PAGE), send(client, "ABC")]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert words(answers[0]).startswith(
        "That does not work now Try it again in a few minutes. "
        "If that does not help, call 050 000 00 00."
    )


@pytest.mark.django_db(transaction=True)
def test_with_a_database_that_is_too_busy_nothing_is_kept_and_the_page_says_so(client):
    def busy(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(busy):
        answer = send(client, code())

    assert answer.status_code == 503
    assert words(answer).startswith("That does not work now")
    assert value(answer, "c") == code()
    assert rows() == []


def test_the_page_sets_no_cookie_and_is_kept_nowhere(client, ggd):
    for who in (client, ggd):
        answer = send(who, code())

        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_page_knows_no_other_method(client, method):
    assert getattr(client, method)(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("asked", "page"),
    [("nl", "/nl/strook"), ("en-GB, nl;q=0.5", "/en/strook"), ("xx", "/en/strook")],
)
def test_the_address_on_the_slip_leads_to_the_best_language(client, asked, page):
    answer = client.get("/strook", headers={"Accept-Language": asked})

    assert (answer.status_code, answer["Location"]) == (302, page)
