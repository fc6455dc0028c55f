"""What every answer carries, and which requests get no further."""

import hashlib

import pytest
from django.utils import timezone

from config.management.commands.demo import publish
from passes.models import Publication

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": (
        "base-uri 'none'; connect-src 'self'; default-src 'none'; form-action 'self'; "
        "frame-ancestors 'none'; img-src 'self'; require-trusted-types-for 'script'; "
        "script-src 'self'; style-src 'self'; trusted-types 'none'"
    ),
}
WORKER_PAGES = ["/", "/nl/", "/en/", "/nl/mee", "/nl/tijd", "/nl/code"]


@pytest.mark.parametrize("page", [*WORKER_PAGES, "/nergens"])
def test_every_page_carries_our_headers(db, client, page):
    answer = client.get(page)

    found = {name: answer.headers.get(name) for name in HEADERS}
    found["Content-Security-Policy"] = "; ".join(
        sorted(found["Content-Security-Policy"].split("; "))
    )
    assert found == HEADERS


@pytest.mark.parametrize(
    "page",
    [
        *WORKER_PAGES,
        "/weg",
        "/pas-check/",
        "/pas-check/aanmelden",
        "/nergens",
        "/tijd",
        "/code/anders",
    ],
)
def test_a_public_page_sets_no_cookie_and_does_not_vary_by_one(ggd, client, page):
    for visitor in (client, ggd):  # the second sends a staff cookie along
        answer = visitor.get(page)

        assert answer.cookies == {}
        assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_leaving_goes_to_a_harmless_site_and_clears_the_cache_only(client):
    answer = client.get("/weg")

    assert (answer.status_code, answer["Location"]) == (
        303,
        "https://www.buienradar.nl/",
    )
    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://example.org", "Sec-Fetch-Site": "same-origin"}, 200),
        ({}, 200),
    ],
    ids=str,
)
def test_a_write_from_another_site_is_refused(db, client, headers, status, settings):
    settings.ALLOWED_HOSTS = ["testserver"]

    answer = client.post("/nl/code", {"c": ""}, headers=headers)

    assert answer.status_code == status


def test_a_body_over_the_limit_is_told_so_and_not_read(db, client):
    answer = client.post("/nl/code", {"c": "1" * 1_048_577})

    assert answer.status_code == 413
    assert (
        "That was too large"
        in client.post("/en/code", {"c": "1" * 1_048_577}).content.decode()
    )


@pytest.mark.parametrize(
    ("page", "before"),
    [
        ("/nl/tijd/kijk", "/nl/tijd"),
        ("/nl/tijd/vast", "/nl/tijd"),
        ("/nl/code/anders", "/nl/code"),
        ("/nl/code/af", "/nl/code"),
        ("/nl/agenda", "/nl/"),
    ],
)
def test_a_reload_of_a_page_that_takes_a_form_leads_to_the_page_before(
    client, page, before
):
    answer = client.get(page)

    assert (answer.status_code, answer["Location"]) == (303, before)


def test_an_unknown_page_says_so_and_repeats_nothing(client):
    answer = client.get("/4829150736182046")
    page = answer.content.decode()

    assert answer.status_code == 404
    assert "This page does not exist" in page
    assert "4829" not in page


def test_a_foreign_host_is_refused(client):
    answer = client.get("/", headers={"Host": "example.org"})

    assert answer.status_code == 400
    assert "example.org" not in answer.content.decode()


def test_the_key_list_is_the_same_for_everyone(ggd, client):
    publish(timezone.now())
    body = Publication.objects.body(Publication.KEYS)

    answers = [
        client.get("/pas-check/sleutels.bin", headers={"Accept-Language": "en"}),
        ggd.get("/pas-check/sleutels.bin", headers={"Accept-Language": "nl"}),
    ]

    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    for answer in answers:
        assert answer.content == body
        assert answer.headers["ETag"] == tag
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert answer.cookies == {}
        assert {"Vary", "Last-Modified", "Set-Cookie"} & set(answer.headers) == set()
    again = client.get("/pas-check/sleutels.bin", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "page",
    ["/balie/", "/balie/gesprek/", "/balie/gesprek/papieren", "/balie/gesprek/pas"],
)
def test_a_page_of_the_desk_allows_pictures_of_the_camera_on_one_step_only(ggd, page):
    ggd.post("/balie/gesprek/")

    answer = ggd.get(page)

    allowed = sorted(answer.headers["Content-Security-Policy"].split("; "))
    usual = HEADERS["Content-Security-Policy"].split("; ")
    if page.endswith("/pas"):
        usual = [one.replace("img-src 'self'", "img-src 'self' blob:") for one in usual]
        usual = sorted([*usual, "frame-src blob:"])
    assert allowed == usual
    assert ("camera=(self)" in answer.headers["Permissions-Policy"]) == page.endswith(
        "/pas"
    )
