"""Each system check speaks when its setting is unsafe, and is silent when it is not."""

from dataclasses import replace

import pytest
from django.contrib.auth.hashers import make_password

from config import checks
from config.management.commands.demo import PASSWORD
from staff.roles import Role
from tests.conftest import member

UNSAFE = [
    (checks.no_place_for_files, {"MEDIA_ROOT": "media"}, "config.E004"),
    (checks.no_place_for_files, {"FILE_UPLOAD_HANDLERS": ["x"]}, "config.E004"),
    (checks.no_mail, {"ADMINS": [("a", "a@example.org")]}, "config.E008"),
    (checks.no_mail, {"EMAIL_BACKEND": "smtp"}, "config.E008"),
    (checks.https_everywhere, {"HTTPS": False}, "config.E003"),
]


def found(check):
    return [message.id for message in check(None)]


@pytest.mark.parametrize(("check", "change", "name"), UNSAFE, ids=str)
def test_an_unsafe_setting_is_named(check, change, name, settings):
    for setting, value in change.items():
        setattr(settings, setting, value)

    assert found(check) == [name]


def test_an_app_that_writes_names_is_named(monkeypatch):
    assert found(checks.no_curious_apps) == []

    monkeypatch.setattr(checks, "FORBIDDEN_APPS", ("staff",))

    assert found(checks.no_curious_apps) == ["config.E007"]


def test_the_shipped_settings_are_silent(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    assert [found(check) for check in (checks.no_place_for_files, checks.no_mail)] == [
        [],
        [],
    ]


def test_https_is_silent_where_it_is_on(settings):
    settings.HTTPS = True

    assert found(checks.https_everywhere) == []


def test_the_demo_and_its_example_values_are_named(settings):
    assert found(checks.no_demo) == ["config.E002", *["config.E005"] * 5]

    town = replace(
        settings.MUNICIPALITY.municipality,
        dpo="The officer",
        phone="050 111 11 11",
        complaints="https://town.example/",
    )
    place = replace(settings.MUNICIPALITY.place, street="Plein 1", postcode="1234 AB")
    settings.MUNICIPALITY = replace(
        settings.MUNICIPALITY, demo=False, municipality=town, place=place
    )
    assert found(checks.no_demo) == []


def test_an_account_with_the_password_of_the_demo_is_named(db):
    someone = member(Role.GGD)
    assert found(checks.no_demo_accounts) == []

    someone.password = make_password(PASSWORD)
    someone.save(update_fields=["password"])

    assert found(checks.no_demo_accounts) == ["config.E006"]


def test_core_files_are_named_where_they_may_be(monkeypatch):
    limits = {"now": (0, 0)}
    monkeypatch.setattr(checks.resource, "getrlimit", lambda kind: limits["now"])
    assert found(checks.no_core_dumps) == []

    limits["now"] = (1024, 1024)

    assert found(checks.no_core_dumps) == ["config.W013"]


def test_every_language_waits_for_its_native_reader():
    assert found(checks.languages_without_review) == ["config.I016"] * 2
