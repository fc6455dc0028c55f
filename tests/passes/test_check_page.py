"""What the addresses of the check answer: headers whole, the list alike for everyone."""

import json
import re
from dataclasses import replace

import pytest

from passes.models import Publication
from tests.browser.door import publish

SCAN_POLICY = {
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types app",
}


def policy_of(response):
    return set(response["Content-Security-Policy"].split("; "))


def files_of(client):
    body = client.get("/pas-check/sw.js").content.decode()
    return json.loads(re.search(r"FILES = (\[.*?\]);", body, re.S).group(1))


def test_the_scan_page_is_silent_by_its_policy(client):
    response = client.get("/pas-check/")

    assert policy_of(response) == SCAN_POLICY
    assert response["Permissions-Policy"] == "camera=(self)"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Language"] == "en"
    assert not response.cookies


def test_only_the_scan_page_may_use_the_camera_and_run_wasm(client):
    for address in ("aanmelden", "lijst/", "sw.js", "manifest.webmanifest"):
        response = client.get(f"/pas-check/{address}")

        assert "camera=()" in response["Permissions-Policy"]
        assert "wasm" not in response["Content-Security-Policy"]


def test_the_service_worker_may_fetch_from_us_alone(client):
    response = client.get("/pas-check/sw.js")

    assert policy_of(response) == {"default-src 'none'", "connect-src 'self'"}
    assert response["Content-Type"] == "text/javascript; charset=utf-8"


def test_the_preparing_page_may_register_the_worker(client):
    assert "trusted-types app" in policy_of(client.get("/pas-check/aanmelden"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kind"), [("sleutels.bin", "keys"), ("lijst.bin", "list")]
)
@pytest.mark.promise("same_list")
def test_promise_same_list(client, settings, ggd, address, kind):
    publish(settings)
    body = Publication.objects.body(kind)

    answers = [
        client.get(f"/pas-check/{address}", headers={"accept-language": "nl"}),
        ggd.get(f"/pas-check/{address}", headers={"accept-language": "en"}),
    ]

    assert [answer.content for answer in answers] == [body, body]
    assert answers[0].headers == answers[1].headers
    assert answers[0]["Cache-Control"] == "public, max-age=300"
    assert re.fullmatch('"[0-9a-f]{32}"', answers[0]["ETag"])
    assert not {"Last-Modified", "Vary", "Set-Cookie", "Content-Language"} & {
        *answers[0].headers
    }
    assert not answers[0].cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["sleutels.bin", "lijst.bin"])
def test_a_list_that_is_known_is_not_sent_again(client, settings, address):
    publish(settings)
    etag = client.get(f"/pas-check/{address}")["ETag"]

    again = client.get(f"/pas-check/{address}", headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["sleutels.bin", "lijst.bin"])
def test_without_a_list_there_is_nothing_to_fetch(client, address):
    assert client.get(f"/pas-check/{address}").status_code == 404


@pytest.mark.parametrize("address", ["", "lijst/", "sw.js", "manifest.webmanifest"])
def test_the_check_only_answers_reading(client, address):
    assert client.post(f"/pas-check/{address}").status_code == 405


def test_every_listed_file_is_there_and_listed_once(client, live_server):
    files = files_of(client)

    assert len(files) == len(set(files))
    for path in files:
        # The test client knows no static files: these are read from their folder.
        if path.startswith("/static/"):
            assert found(path.removeprefix("/static/"))
        else:
            assert client.get(path).status_code == 200


def found(name):
    from django.contrib.staticfiles import finders

    return finders.find(name)


def test_the_listed_files_are_the_ones_the_pages_name(client):
    pages = [
        client.get(f"/pas-check/{page}").content.decode()
        for page in ("", "lijst/", "aanmelden")
    ]
    named = {
        path.partition("#")[0]
        for page in pages
        for path in re.findall(r'(?:src|href|data-reader)="(/[^"]+)"', page)
    }

    assert named - {"/pas-check/aanmelden"} <= set(files_of(client))


def test_every_module_that_a_module_imports_is_listed(client):
    files = set(files_of(client))
    for path in sorted(files):
        if path.startswith("/static/js/"):
            with open(found(path.removeprefix("/static/")), encoding="utf-8") as file:
                for name in re.findall(r'from "\./(\w+)\.js"', file.read()):
                    assert f"/static/js/{name}.js" in files


def test_the_worker_changes_when_the_page_does(client, settings):
    before = client.get("/pas-check/sw.js").content

    municipality = settings.MUNICIPALITY
    pass_ = replace(municipality.pass_, list_max_age_days=8)
    settings.MUNICIPALITY = replace(municipality, pass_=pass_)

    assert client.get("/pas-check/sw.js").content != before


def test_the_manifest_has_a_neutral_name(client):
    response = client.get("/pas-check/manifest.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    assert response.json() == {
        "name": "Pas-check",
        "short_name": "Pas-check",
        "start_url": "/pas-check/lijst/",
        "scope": "/pas-check/",
        "display": "standalone",
        "background_color": "#17211B",
        "theme_color": "#17211B",
        "icons": [
            {"src": "/static/icon-192.png", "sizes": "192x192"},
            {"src": "/static/icon-512.png", "sizes": "512x512"},
            {"src": "/static/icon.svg", "sizes": "any"},
        ],
    }


def test_page_sheets_and_scripts_are_weighed(client):
    """The design wanted 60 kB; verdicts, lists, badge and the holder's screen weigh more."""
    elsewhere = ("vendor", "icon", "enrol.js", "status.js")
    ours = [
        path.removeprefix("/static/")
        for path in files_of(client)
        if path.startswith("/static/") and not any(word in path for word in elsewhere)
    ]
    weight = len(client.get("/pas-check/").content)
    for name in ours:
        with open(found(name), "rb") as file:
            weight += len(file.read())

    assert weight <= 75_000
