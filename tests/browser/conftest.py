"""A real Chromium for tests: one process for each camera, a fresh profile each test."""

import os
import shutil

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_started
from playwright.sync_api import expect, sync_playwright

from scheduling.models import Agenda
from tests.browser import door

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # Without a screen the preview of a PDF crashes the tab.
    "--disable-print-preview",
    # Every host but ours does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def chromium() -> str:
    found = filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)))
    return next(found, "chromium")


@pytest.fixture(scope="session")
def driver():
    with sync_playwright() as started:
        yield started


def options(video=None):
    """Return how Chromium is started, with the file `video` as its camera."""
    camera = [*CAMERA, f"--use-file-for-fake-video-capture={video}"] if video else []
    return {"executable_path": chromium(), "args": FLAGS + camera}


@pytest.fixture(scope="session")
def launch(driver):
    """Return `launch(video=None)`: a browser, with the file `video` as its camera."""
    browsers = {}

    def started(video=None):
        if video not in browsers:
            browsers[video] = driver.chromium.launch(**options(video))
        return browsers[video]

    yield started

    for browser in browsers.values():
        browser.close()


@pytest.fixture(scope="session")
def browser(launch):
    return launch()


@pytest.fixture
def site(live_server, transactional_db):
    """The site on a port of this machine, with the row that a flush took away."""
    Agenda.objects.get_or_create(pk=1)
    return live_server.url


@pytest.fixture
def visit(browser, site):
    """Return `visit(**options)`: a page in a new profile; options as Playwright's."""
    contexts = []

    def page(started=browser, **wishes):
        context = started.new_context(
            **{
                "base_url": site,
                "locale": "nl-NL",
                "timezone_id": "Europe/Amsterdam",
                **wishes,
            }
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield page

    for context in contexts:
        context.close()


@pytest.fixture
def page(visit):
    return visit()


@pytest.fixture
def counted():
    """The paths that reached the server, counted there: a browser may hide what it sends."""
    paths = []

    def count(environ, **kwargs):
        paths.append(environ["PATH_INFO"])

    request_started.connect(count)
    yield paths
    request_started.disconnect(count)


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """What a camera sees: a file for each text of door.TEXTS."""
    return door.videos(tmp_path_factory.mktemp("films"))


@pytest.fixture
def phone(launch, visit, settings, films):
    """Return `phone(film, now, **options)`: a new prepared phone that sees this film."""

    def prepared(film=None, now=door.NOW, **options):
        door.publish(settings)
        started = launch(films[film]) if film else launch()
        page = visit(started, **{"locale": "en-GB", "viewport": door.PHONE, **options})
        door.prepare(page)
        door.open_check(page, now)
        return page

    return prepared


@pytest.fixture(scope="module")
def same_town():
    """One town for the whole file: a phone of before would else fetch another's page."""
    before = django_settings.MUNICIPALITY, django_settings.BUILD_DATE
    door.pin(django_settings)
    yield
    django_settings.MUNICIPALITY, django_settings.BUILD_DATE = before


@pytest.fixture(scope="module")
def pocket(same_town):
    """Phones that were prepared once: they keep nothing, so each check finds them as new."""
    phones = {}
    yield phones
    for page in phones.values():
        page.context.close()


@pytest.fixture
def ready_phone(pocket, launch, films, site, settings):
    """Return `ready_phone(film, now, ...)`: the phone with this film at the start of a check.

    `keys`, `listed`: the lists it holds; further words: what its badge says.
    """

    def opened(
        film=None,
        now=door.NOW,
        *,
        keys=door.GOOD_KEYS,
        listed=door.GOOD_LIST,
        state="start",
        **worn,
    ):
        if film not in pocket:
            door.publish(settings)
            started = launch(films[film]) if film else launch()
            context = started.new_context(
                base_url=site, locale="en-GB", timezone_id="Europe/Amsterdam"
            )
            pocket[film] = context.new_page()
            door.prepare(pocket[film])
        page = pocket[film]
        page.set_viewport_size(door.PHONE)
        door.hold(page, keys, listed)
        door.wear(page, **worn)
        door.open_check(page, now, state)
        return page

    return opened
