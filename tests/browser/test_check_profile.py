"""When the browser is closed, nothing of a scan is in its profile on the phone's disk."""

from pathlib import Path

from tests.browser.conftest import options
from tests.browser.door import (
    TEXTS,
    WHITE_ID,
    expect_state,
    open_check,
    prepare,
    press,
    publish,
    scan,
)
from tests.vectors.made import made

TEXT = TEXTS["white"]
TRACES = {
    "text": TEXT[20:60].encode(),
    "wide text": TEXT[20:60].encode("utf-16-le"),
    "bytes": made()[40:90],
    "number": WHITE_ID,
    "number in hex": WHITE_ID.hex().encode(),
}
PLANT = """async ([text, number]) => {
  localStorage.setItem("planted", text);
  const store = await caches.open("planted");
  const bytes = Uint8Array.from(number.match(/../g), (pair) => parseInt(pair, 16));
  await store.put("/pas-check/planted", new Response(bytes));
}"""


def found(profile):
    """Return which traces stand in any file of the profile."""
    bodies = [path.read_bytes() for path in Path(profile).rglob("*") if path.is_file()]
    return {name for name, trace in TRACES.items() if any(trace in b for b in bodies)}


def test_a_profile_holds_nothing_of_a_scan_after_closing(
    driver, films, site, settings, tmp_path
):
    publish(settings)
    context = driver.chromium.launch_persistent_context(
        tmp_path, base_url=site, **options(films["white"])
    )
    page = context.new_page()
    prepare(page)
    open_check(page)
    for answer, state in (("yes", "valid"), ("no", "not_this_person")):
        scan(page, "compare")
        press(page, answer)
        expect_state(page, state)
        press(page, "start")
    context.close()

    after_scans = found(tmp_path)
    context = driver.chromium.launch_persistent_context(
        tmp_path, base_url=site, **options()
    )
    page = context.new_page()
    page.goto("/pas-check/lijst/#toestand")
    page.evaluate(PLANT, [TEXT, WHITE_ID.hex()])
    page.wait_for_timeout(500)
    context.close()

    assert after_scans == set()
    assert {"number"} < found(tmp_path)
