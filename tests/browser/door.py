"""A phone at the door: enrolled and prepared, with lists that the tests' own keys signed."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, expect

from passes import badge, root, token, withdrawn
from passes.files import BADGE, PASS, REPLACED, Entry
from passes.keys import FOREVER
from passes.models import Publication, Venue
from passes.token import kid_of
from tests.browser.axe import violations
from tests.browser.camera import code_picture, video_of
from tests.environment import seed
from tests.vectors.made import ENTRIES, ISSUED, key, key_list, made, public

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
LEGACY_UNTIL = "2027-06-30"
THIS_MORNING = int(datetime(2026, 11, 24, 5, tzinfo=UTC).timestamp())
FAR = int(datetime(2029, 6, 1, tzinfo=UTC).timestamp())
TEXTS = {
    "white": token.to_text(made()),
    "green": token.to_text(made(colour=token.GREEN)),
    "specimen": token.to_text(made(colour=token.SPECIMEN, by="specimen key 1")),
    "unknown key": token.to_text(made(by="foreign key")),
    "forged": token.to_text(made()[:-1] + b"\0"),
    "not ours": "https://example.org/",
    "newer": "GI2:ABC",
}
BADGE_KEY = Ed25519PrivateKey.from_private_bytes(seed("badge"))  # of the site
KNOWN = (
    *ENTRIES,
    Entry(BADGE, ISSUED, FOREVER, BADGE_KEY.public_key().public_bytes_raw()),
)
KEYS = "/pas-check/sleutels.bin"
LIST = "/pas-check/lijst.bin"

# Lists as the service worker leaves them beside those in hand: lists.js takes them over.
HOLD = """async ([bodies, fetched]) => {
  const store = await caches.open("lists");
  const served = new Date(fetched).toUTCString();
  const headers = { "X-Fetched": String(fetched), "X-Served": served };
  for (const [address, body] of Object.entries(bodies)) {
    await store.delete(address);
    await store.delete(`${address}/new`);
    if (body === null) continue;
    const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    await store.put(address, new Response(bytes, { headers }));
  }
}"""
OWN_KEY = """async () => {
  const device = await import("/static/js/device.js");
  const { keys } = await device.enrolled();
  return [...await device.publicHalf(keys)];
}"""
KEEP = """async (badge) => {
  const device = await import("/static/js/device.js");
  const { keys } = await device.enrolled();
  const bytes = Uint8Array.from(atob(badge), (character) => character.charCodeAt(0));
  await device.keep(keys, bytes);
}"""


def pin(settings) -> None:
    """Pin the tests' root; the page was built before NOW."""
    policy = settings.MUNICIPALITY
    pinned = replace(
        policy.pass_, roots=(public("root 1").hex(),), legacy_until=LEGACY_UNTIL
    )
    settings.MUNICIPALITY = replace(policy, pass_=pinned)
    settings.BUILD_DATE = date(2026, 11, 1)


def keys_signed(entries=KNOWN, *, seq: int = 1) -> bytes:
    return root.sign(key_list(entries, seq=seq), key("root 1"))


def list_signed(
    buckets=(), *, seq: int = 1, issued: int = THIS_MORNING, fresh_until: int = FAR
) -> bytes:
    made_list = withdrawn.WithdrawnList(
        kid_of(public("list key 1")), seq, issued, fresh_until, tuple(buckets)
    )
    return withdrawn.sign(made_list, key("list key 1"))


def replaced(grace: date) -> bytes:
    """Return a key list in which the series of the passes was replaced."""
    days = (grace - date(1970, 1, 1)).days
    return keys_signed(
        [
            replace(entry, state=REPLACED, grace=days) if entry.use == PASS else entry
            for entry in KNOWN
        ]
    )


GOOD_KEYS, GOOD_LIST = keys_signed(), list_signed()
GRACE_DAY = date(2027, 1, 23)
WHITE_ID, MONTH = made()[22:30], 2028 * 12 + 10
DECOYS = (bytes(8), b"\x80" * 8)
HIT = list_signed([(0, DECOYS), (MONTH, tuple(sorted((*DECOYS, WHITE_ID))))])


def publish(settings) -> None:
    """Pin the tests' root, publish both lists, and let one venue be there."""
    pin(settings)
    Publication.objects.publish(Publication.KEYS, 1, GOOD_KEYS)
    Publication.objects.publish(Publication.LIST, 1, GOOD_LIST)
    if not Venue.objects.exists():
        Venue.objects.create(
            name="Proeflocatie", licence="P-1", colours=3, until=date(2099, 12, 31)
        )


def videos(directory: Path) -> dict[str, Path]:
    """Return name -> file for each text of TEXTS, written into `directory`."""
    files = {}
    for number, (name, text) in enumerate(TEXTS.items()):
        folder = directory / str(number)
        folder.mkdir()
        files[name] = video_of(folder, code_picture(text))
    return files


def prepare(page: Page) -> None:
    """Make the phone ready, as its owner would, with a badge whose dates are the tests'."""
    page.goto("/pas-check/aanmelden")
    press(page, "demo")
    expect_state(page, "ready")
    wear(page)


def wear(page: Page, **changed) -> bytes:
    """Give the phone a badge for its own key; return the bytes."""
    worn = badge.Badge(
        kid=kid_of(BADGE_KEY.public_key().public_bytes_raw()),
        public=bytes(page.evaluate(OWN_KEY)),
        **{
            "until": FAR,
            "colours": badge.WHITE | badge.GREEN,
            "number": 14,
            "licence": "P-14",
            "venue": "Club De Proef",
        }
        | changed,
    )
    body = badge.sign(worn, BADGE_KEY)
    page.evaluate(KEEP, b64encode(body).decode())
    return body


def hold(
    page: Page, keys: bytes | None, listed: bytes | None, fetched: datetime = NOW
) -> None:
    """Put these lists on the phone, fetched at that moment; None takes one away."""
    bodies = {KEYS: keys, LIST: listed}
    encoded = {
        address: None if body is None else b64encode(body).decode()
        for address, body in bodies.items()
    }
    page.evaluate(HOLD, [encoded, int(fetched.timestamp() * 1000)])


def open_check(page: Page, now: datetime = NOW, state: str = "start") -> None:
    page.clock.set_fixed_time(now)
    page.goto("/pas-check/")
    expect_state(page, state)


def scan(page: Page, state: str) -> None:
    press(page, "scan")
    expect_state(page, state)


def press(page: Page, action: str) -> None:
    page.locator(f"#app [data-do={action}]:visible").click()


def expect_state(page: Page, state: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", state)


def words(page: Page) -> str:
    """Return what the screen says, in one line."""
    return re.sub(r"\s+", " ", page.locator("#app").inner_text()).strip()


def assert_sound(page: Page) -> None:
    """No fault that axe knows, no sideways scroll, doors of 60 px, on phone and desktop."""
    assert violations(page) == []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(
            "[...document.querySelectorAll('.door')].filter(d => d.checkVisibility())"
            ".every(d => d.getBoundingClientRect().height >= 60)"
        )
    assert page.locator("h1:visible").count() == 1
