"""After a check, with the browser closed, its profile on disk holds nothing of the pass."""

import pytest

from tests.browser.camera import code_picture, video_of
from tests.browser.conftest import CAMERA, FLAGS, chromium
from tests.browser.door import (
    NOW,
    TEXTS,
    expect_state,
    open_check,
    prepare,
    press,
    publish,
    scan,
)
from tests.privacy.scanner import encodings
from tests.vectors.made import made

TOKEN = made()
SECRETS = {
    "text": TEXTS["white"].encode(),
    "half of the text": TEXTS["white"][40:100].encode(),
    "token": TOKEN,
    "number of the pass": TOKEN[22:30],
    "signature": TOKEN[35:],
}
# Where a careless page would leave what it read.
PLANT = """async (text) => {
  localStorage.setItem("last", text);
  const store = await caches.open("scans");
  await store.put("/scan", new Response(text));
  history.replaceState({ text }, "");
}"""


def found_in(folder):
    """Return which of SECRETS stand in a file of the profile, in any encoding."""
    bodies = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(bodies) > 20
    return {
        name
        for name, secret in SECRETS.items()
        if any(form in body for form in encodings(secret) for body in bodies)
    }


@pytest.fixture
def opened(launch, site, tmp_path):
    """Return `opened()`: a page of a browser with a profile that stays on disk."""
    film = video_of(tmp_path, code_picture(TEXTS["white"]))
    browsers = launch().browser_type
    contexts = []

    def page():
        context = browsers.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium(),
            args=[*FLAGS, *CAMERA, f"--use-file-for-fake-video-capture={film}"],
            base_url=site,
            locale="en-GB",
            timezone_id="Europe/Amsterdam",
        )
        contexts.append(context)
        return context.new_page()

    yield page

    for context in contexts:
        context.close()


def test_the_profile_of_a_closed_browser_holds_nothing_of_a_scan(
    opened, settings, tmp_path
):
    publish(settings)
    page = opened()
    prepare(page)
    open_check(page, NOW)
    for answer, state in (("yes", "valid"), ("no", "not_this_person")):
        scan(page, "compare")
        press(page, answer)
        expect_state(page, state)
        page.goto("/pas-check/")
        expect_state(page, "start")
    page.context.close()

    assert found_in(tmp_path / "profile") == set()
    page = opened()
    page.goto("/pas-check/")
    page.evaluate(PLANT, TEXTS["white"])
    page.context.close()
    assert {"text", "half of the text"} <= found_in(tmp_path / "profile")
