"""A Tuesday afternoon at the desk: keys, signed key list and validity lines are there."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.intake.desk import NOON, open_the_office


@pytest.fixture(autouse=True)
def afternoon():
    with time_machine.travel(NOON, tick=False) as clock:
        clock.later = lambda **span: clock.shift(timedelta(**span))
        yield clock


@pytest.fixture(autouse=True)
def office(afternoon, request):
    if {"ggd", "oov", "db"} & set(request.fixturenames):
        request.getfixturevalue("db")
        open_the_office(timezone.now())


def _in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def ggd(ggd):
    return _in_english(ggd)


@pytest.fixture
def oov(oov):
    return _in_english(oov)
