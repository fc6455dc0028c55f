"""The two pages for a worker's own phone: the same for everyone, and closed by their policy."""

import pytest

from passes.models import Publication
from tests.browser.door import GOOD_KEYS, GOOD_LIST, pin
from tests.browser.fragments import base64url

COMMON = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    "worker-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
}
POLICIES = {
    "/wie": COMMON | {"script-src 'self'", "connect-src 'none'"},
    "/pas": COMMON | {"script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"},
    "/pas-check/lijst/": COMMON | {"script-src 'self'", "connect-src 'none'"},
}


@pytest.fixture
def lists(db, settings):
    pin(settings)
    Publication.objects.publish(Publication.KEYS, 1, GOOD_KEYS)
    Publication.objects.publish(Publication.LIST, 1, GOOD_LIST)


@pytest.mark.parametrize("address", POLICIES)
def test_a_page_is_closed_by_its_policy(client, lists, address):
    response = client.get(address)

    assert set(response["Content-Security-Policy"].split("; ")) == POLICIES[address]
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "camera"),
    [("/wie", "camera=()"), ("/pas", "camera=(self)"), ("/pas-check/lijst/", "()")],
)
def test_the_camera_is_for_the_page_that_reads_a_code(client, lists, address, camera):
    assert camera in client.get(address)["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/wie", "/pas"])
def test_a_page_is_the_same_for_everyone(client, ggd, lists, address):
    answers = [
        client.get(address, headers={"accept-language": "nl"}),
        ggd.get(address, headers={"accept-language": "en"}),
    ]

    assert answers[0].content == answers[1].content


def test_who_asks_holds_both_lists(client, lists):
    page = client.get("/wie").content.decode()

    assert f'data-keys="{base64url(GOOD_KEYS)}"' in page
    assert f'data-list="{base64url(GOOD_LIST)}"' in page


def test_before_the_first_list_the_page_is_there(client, db):
    page = client.get("/wie")

    assert page.status_code == 200
    assert 'data-keys="" data-list=""' in page.content.decode()


@pytest.mark.parametrize("address", ["/wie", "/pas"])
def test_the_pages_only_answer_reading(client, address):
    assert client.post(address).status_code == 405


def test_every_language_of_the_workers_is_in_the_page(client, lists, settings):
    page = client.get("/wie").content.decode()

    for code in settings.MUNICIPALITY.languages.worker:
        assert page.count(f'data-speaks="{code}"') == 6
