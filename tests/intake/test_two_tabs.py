"""Two requests of one sign-in at once: what one ends, the other must not bring back."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from staff.roles import Role
from staff.storage import SessionStore
from tests.conftest import member, sign_in
from tests.intake.desk import (
    begin,
    counts,
    decide,
    kept,
    open_the_office,
    print_card,
    ready_to_print,
)


@pytest.fixture
def pair(transactional_db):
    """A signed-in GGD member, and the colleague who confirms."""
    open_the_office(timezone.now())
    return sign_in(Client(), member(Role.GGD)), member(Role.OOV)


def loaded(client) -> SessionStore:
    """Return the session as a request beside has it in hand by now."""
    store = SessionStore(client.cookies["s"].value)
    assert store.get("wizard_interview")
    return store


def test_a_page_beside_a_print_does_not_bring_the_confirmation_back(pair):
    ggd, colleague = pair
    ready_to_print(ggd, colleague)
    beside = loaded(ggd)
    counted = print_card(ggd)

    beside["wizard_interview"]["step"] = "papieren"
    beside.save()

    assert counted.status_code == 200
    assert "second" not in kept(ggd)
    assert len(kept(ggd)["counted"]) == 1
    del ggd.cookies["n"]
    decide(ggd, colour="white", discussed="on")
    assert print_card(ggd).status_code == 409
    assert sum(counts().values()) == 1


def test_a_page_beside_done_does_not_bring_the_ticks_back(pair):
    ggd, colleague = pair
    ready_to_print(ggd, colleague)
    beside = loaded(ggd)

    ggd.post("/balie/klaar")
    beside["wizard_interview"]["step"] = "papieren"
    beside.save()

    assert set(kept(ggd)) == {"seen_minute", "signed_in_at"}


def test_what_a_request_changed_is_kept_beside_what_another_changed(pair):
    ggd, _ = pair
    begin(ggd)
    one, other = loaded(ggd), loaded(ggd)

    one["one"] = 1
    one.save()
    other["other"] = 2
    other.save()

    held = kept(ggd)
    assert (held["one"], held["other"]) == (1, 2)


def test_with_real_threads_no_confirmation_survives_its_print(pair):
    ggd, colleague = pair
    survived = []

    def read_pages():
        client = Client()
        client.cookies = ggd.cookies.copy()
        for _ in range(3):
            client.get("/balie/gesprek/papieren")
        connection.close()

    for _ in range(3):
        ready_to_print(ggd, colleague)
        readers = [threading.Thread(target=read_pages) for _ in range(3)]
        for reader in readers:
            reader.start()
        answer = print_card(ggd)
        for reader in readers:
            reader.join()
        survived.append((answer.status_code, "second" in kept(ggd)))
        ggd.post("/balie/klaar")

    assert survived == [(200, False)] * 3
