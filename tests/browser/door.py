"""A phone at the door: prepared, with a list that the tests' own root signed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from passes import root, token
from passes.models import Publication
from tests.browser.camera import code_picture, video_of
from tests.vectors.made import key, key_list, made, public

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXTS = {
    "white": token.to_text(made()),
    "green": token.to_text(made(colour=token.GREEN)),
    "specimen": token.to_text(made(colour=token.SPECIMEN, by="specimen key 1")),
    "unknown key": token.to_text(made(by="foreign key")),
    "forged": token.to_text(made()[:-1] + b"\0"),
    "not ours": "https://example.org/",
    "newer": "GI2:ABC",
}


def pin(settings) -> None:
    """Pin the tests' root; the page was built before NOW."""
    policy = settings.MUNICIPALITY
    pinned = replace(policy.pass_, roots=(public("root 1").hex(),))
    settings.MUNICIPALITY = replace(policy, pass_=pinned)
    settings.BUILD_DATE = date(2026, 11, 1)


def publish(settings) -> None:
    """Pin the tests' root and publish its list."""
    pin(settings)
    body = root.sign(key_list(), key("root 1"))
    Publication.objects.publish(Publication.KEYS, 1, body)


def videos(directory: Path) -> dict[str, Path]:
    """Return name -> file for each text of TEXTS, written into `directory`."""
    files = {}
    for number, (name, text) in enumerate(TEXTS.items()):
        folder = directory / str(number)
        folder.mkdir()
        files[name] = video_of(folder, code_picture(text))
    return files


def prepare(page: Page) -> None:
    """Make the phone ready, as its owner would."""
    page.goto("/pas-check/aanmelden")
    press(page, "prepare")
    expect_state(page, "ready")


def open_check(page: Page, now: datetime = NOW) -> None:
    page.clock.set_fixed_time(now)
    page.goto("/pas-check/")
    expect_state(page, "start")


def scan(page: Page, state: str) -> None:
    press(page, "scan")
    expect_state(page, state)


def press(page: Page, action: str) -> None:
    page.locator(f"#app [data-do={action}]").click()


def expect_state(page: Page, state: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", state)


def words(page: Page) -> str:
    """Return what the screen says, in one line."""
    return re.sub(r"\s+", " ", page.locator("#app").inner_text()).strip()
