import pytest
from django import forms
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from intake.checklist import SLUGS
from intake.forms import StepForm
from intake.storage import NAME, TickStorage, asked
from tests.intake.desk import begin, kept, papers_in_order, tick


def empty_wizard(**changes):
    return {
        "step": None, "step_data": {}, "step_files": {}, "extra_data": {},
    } | changes  # fmt: skip


def storage():
    request = RequestFactory().get("/")
    request.session = type("Row", (dict,), {"modified": False})()
    return TickStorage(NAME, request)


def test_no_step_has_a_field_for_text_numbers_dates_or_files():
    kinds = {
        type(field) for step in asked() for field in StepForm(step=step).fields.values()
    }

    assert kinds == {forms.BooleanField, forms.ChoiceField}


def test_an_undeclared_field_is_gone_before_the_session_is_written(ggd):
    begin(ggd)

    tick(ggd, "welkom", alone="on", bsn="123456782", note="a name")

    assert kept(ggd)["wizard_interview"] == empty_wizard(
        step="uitleg",
        step_data={"welkom": {"welkom-alone": ["on"]}},
    )


def test_a_tick_is_kept_as_a_tick_whatever_was_sent_for_it(ggd):
    begin(ggd)

    tick(ggd, "welkom", alone="my name is")

    held = kept(ggd)["wizard_interview"]["step_data"]
    assert held == {"welkom": {"welkom-alone": ["on"]}}


@pytest.mark.parametrize("step", ["done", "x", "wensen2", "intro"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_step_is_refused(ggd, step, method):
    begin(ggd)
    before = kept(ggd)

    answer = getattr(ggd, method)(f"/balie/gesprek/{step}")

    assert (answer.status_code, kept(ggd)) == (400, before)


@pytest.mark.parametrize("current", [None, "papieren", "x", ""])
def test_a_tampered_step_is_refused(ggd, current):
    begin(ggd)
    before = kept(ggd)
    data = {} if current is None else {"interview-current_step": current}

    answer = ggd.post("/balie/gesprek/welkom", data | {"welkom-alone": "on"})

    assert (answer.status_code, kept(ggd)) == (400, before)


def test_a_choice_that_the_page_does_not_offer_is_refused(ggd):
    begin(ggd)

    answer = tick(ggd, "papieren", kvk="12345678")

    assert answer.status_code == 400
    assert kept(ggd)["wizard_interview"]["step_data"] == {}


def test_a_file_is_refused(ggd):
    begin(ggd)
    scan = SimpleUploadedFile("id.jpg", b"a scan", "image/jpeg")

    answer = ggd.post(
        "/balie/gesprek/welkom",
        {"interview-current_step": "welkom", "welkom-alone": scan},
    )

    assert answer.status_code == 400
    assert kept(ggd)["wizard_interview"]["step_data"] == {}


def test_the_storage_takes_what_is_declared():
    store = storage()

    store.set_step_data("papieren", {"papieren-kvk": ["not_needed"]})

    assert store.data["step_data"] == {"papieren": {"papieren-kvk": ["not_needed"]}}


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("papieren", {"papieren-kvk": ["12345678"]}),
        ("papieren", {"papieren-kvk": ["ok", "ok"]}),
        ("papieren", {"papieren-name": ["on"]}),
        ("welkom", {"papieren-kvk": ["ok"]}),
        ("elsewhere", {}),
    ],
)
def test_the_storage_refuses_what_is_not(step, data):
    with pytest.raises(SuspiciousOperation):
        storage().set_step_data(step, data)


def test_the_storage_refuses_files_and_other_words():
    with pytest.raises(SuspiciousOperation):
        storage().set_step_files("welkom", {"photo": object()})
    with pytest.raises(SuspiciousOperation):
        storage().extra_data = {"name": "x"}


def test_the_session_of_a_whole_interview_holds_declared_keys_only(ggd):
    begin(ggd)
    papers_in_order(ggd)
    for slug in SLUGS:
        tick(ggd, slug)

    assert set(kept(ggd)) == {"wizard_interview", "signed_in_at", "seen_minute"}
