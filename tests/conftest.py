"""What every test may ask for; the only place that overrides settings."""

import os
from datetime import date

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Group

from scheduling.models import Agenda
from staff.models import Member
from staff.roles import Role
from tests.environment import KEYS, put_keys_back

KEY_COUNT = len(os.listdir(KEYS.name))
PASSWORD = "correct horse battery staple"


def pytest_configure():
    # A busy machine is slow now and then; that says nothing about the code.
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        # A file, so that locks are real ones; of its own, so that two runs can be.
        name = settings.BASE_DIR / f"build/test-{os.getpid()}.sqlite3"
        database.setdefault("TEST", {})["NAME"] = name
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """With NO_SKIP=1 a test that did not run is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIP") == "1" and reporter is not None:
        hidden = ("skipped", "xfailed", "xpassed", "deselected")
        if any(reporter.stats.get(outcome) for outcome in hidden):
            session.exitstatus = 1


def member(role: Role, *, name: str = "") -> Member:
    """Make a colleague with one role; the password is PASSWORD."""
    someone = Member.objects.create_user(name or role.value, password=PASSWORD)
    someone.first_name = name or role.value.upper()
    someone.save(update_fields=["first_name"])
    group, _ = Group.objects.get_or_create(name=role.value)
    someone.groups.add(group)
    return someone


def sign_in(client, someone):
    answer = client.post(
        "/balie/in", {"username": someone.username, "password": PASSWORD}
    )
    assert answer.status_code == 302
    return client


@pytest.fixture
def policy():
    return settings.MUNICIPALITY


@pytest.fixture
def today():
    return date(2026, 11, 24)


def _signed_in(role):
    from django.test import Client

    return sign_in(Client(), member(role))


@pytest.fixture
def ggd(db):
    return _signed_in(Role.GGD)


@pytest.fixture
def oov(db):
    return _signed_in(Role.OOV)


@pytest.fixture
def coordinator(db):
    return _signed_in(Role.COORDINATOR)


@pytest.fixture
def inspector(db):
    return _signed_in(Role.INSPECTOR)


@pytest.fixture(autouse=True)
def keys_of_the_run():
    """Put the key files back where a test ran the timer, which destroys old ones."""
    yield
    if len(os.listdir(KEYS.name)) != KEY_COUNT:
        put_keys_back()


@pytest.fixture(autouse=True)
def agenda(request):
    """Put the agenda's row back where a test with real commits took it away."""
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("_django_db_helper")
        Agenda.objects.get_or_create(pk=1)
