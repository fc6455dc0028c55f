"""The main job from end to end in a real browser: book, talk, photo, pass, check."""

import re
from datetime import UTC, date, datetime
from io import StringIO

import pypdfium2
import pytest
import time_machine
import zxingcpp
from cwt import COSE, COSEKey
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message

from config.management.commands.demo import NAMES, PASSWORD
from passes import base45, keys
from passes.expiry import last_valid_day
from passes.models import ValidityCount
from scheduling.models import Claim
from staff.roles import Role
from tests.browser.camera import y4m
from tests.browser.door import expect_state, prepare, press, scan
from tests.passes.pictures import portrait

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
FIRST_TALK = ":not([name$=renewal])"  # a renewal would skip steps
CASES = [
    pytest.param("nl", "white", 0, id="white in Dutch"),
    pytest.param("en", "green", 1, id="green in English"),
]


@pytest.fixture(scope="module")
def cameras(tmp_path_factory):
    """Return `film(name, picture)`: a camera file that shows one picture."""
    folder = tmp_path_factory.mktemp("cameras")

    def film(name, picture):
        return y4m(folder / f"{name}.y4m", [picture.convert("RGB")] * 3)

    return film


@pytest.fixture
def town(site):
    """A Tuesday morning: the hour is this afternoon. Yields the clock, to be let go."""
    with time_machine.travel(MORNING, tick=True) as clock:
        call_command("demo", stdout=StringIO())
        yield clock


def seat(picture):
    """Return a portrait in a frame of the size of a webcam."""
    seen = Image.new("RGB", (1280, 720), "#9a9a9a")
    height = 700
    fit = picture.resize((picture.width * height // picture.height // 2 * 2, height))
    seen.paste(fit, ((1280 - fit.width) // 2, 10))
    return seen


def book(page, language):
    """Book the first free time without script; returns the code."""
    page.goto(f"/{language}/")
    page.locator("main a.button").first.click()
    page.locator("main a.button").first.click()
    page.locator("main form button").first.click()
    page.locator("main form button").last.click()
    return CODE.search(page.inner_text("main").replace("\n", " "))[0]


def sign_in(page, role):
    page.goto("/balie/")
    page.fill("#id_username", role.value)
    page.fill("#id_password", PASSWORD)
    page.locator("main button").click()
    expect(page).to_have_url(re.compile("/balie/$"))


def onward(page):
    page.locator("main .onward button").first.click()


def talk(page, kind):
    """Walk every step up to the photo; the colleague of the other role confirms."""
    page.goto("/balie/gesprek/")
    page.locator("main form button").first.click()
    for step in ("welkom", "uitleg", "papieren", "werkplek", "wensen", "besluit"):
        expect(page).to_have_url(re.compile(f"/balie/gesprek/{step}$"))
        for tick in page.locator(f"main input[type=checkbox]{FIRST_TALK}").all():
            tick.check()
        if step == "papieren":
            for first in page.locator("main input[type=radio][value=ok]").all():
                first.check()
        if step == "werkplek":
            page.locator("main input[name=werkplek-kind]").nth(kind).check()
            for first in page.locator("main input[type=radio][value=ok]").all():
                first.check()
        onward(page)
    page.select_option("#id_colleague", label=NAMES[Role.OOV])
    page.fill("#id_password", PASSWORD)
    onward(page)


KEEP_BLOBS = """() => {
  window.cards = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    window.cards.push(blob);
    return make.call(URL, blob);
  };
}"""
BLOBS = """() => Promise.all(window.cards.map(
  async (blob) => [...new Uint8Array(await blob.arrayBuffer())],
))"""


def print_pass(page):
    """Take the photo and print; returns the PDF that the browser got."""
    page.evaluate(KEEP_BLOBS)
    page.locator("#take").click()
    for button in ("#print-pass", "#print-again"):
        with page.expect_response("**/balie/pas/kaart"):
            page.locator(button).click()
        expect(page.locator("#printed")).to_be_visible()
    page.wait_for_function("() => window.cards.length === 2")
    return [bytes(card) for card in page.evaluate(BLOBS)]


def render(pdf):
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=300 / 72).to_pil()


def verified(text):
    """Return the claims of a code as two independent libraries read them."""
    token = base45.decode(text.removeprefix("GI1:"))
    ring = keys.read(settings.KEYS_DIR)
    key = next(key for key in ring.signing_keys if key.kid == token[7:11])
    by_cwt = COSE.new().decode(
        b"\xd2" + token,
        COSEKey.new({1: 1, 2: key.kid, 3: -8, -1: 6, -2: key.public}),
    )
    message = Sign1Message.decode(b"\xd2" + token)
    message.key = OKPKey(crv=Ed25519, x=key.public)
    assert message.verify_signature()
    assert message.payload == by_cwt
    return by_cwt


def held_to_the_camera(card):
    """Return the card as a phone sees it: tilted a little, on grey."""
    seen = Image.new("RGB", (1280, 720), "#808080")
    close = card.resize((1060, 1060 * card.height // card.width))
    tilted = close.rotate(3, expand=True, fillcolor="#808080")
    seen.paste(tilted, ((1280 - tilted.width) // 2, (720 - tilted.height) // 2))
    return seen


@pytest.mark.parametrize(("language", "colour", "kind"), CASES)
def test_from_a_phone_to_a_pass_that_checks_offline(
    town, launch, visit, cameras, language, colour, kind
):
    phone = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
    code = book(phone, language)
    assert Claim.objects.count() == 1

    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    webcam = launch(cameras("portrait", seat(portrait())))
    desk = visit(webcam, locale=locale, viewport={"width": 1280, "height": 900})
    sign_in(desk, Role.GGD)
    sign = Claim.objects.get().sign
    expect(desk.locator("main")).to_contain_text(sign)
    assert code not in desk.content()

    talk(desk, kind)
    first, again = print_pass(desk)

    assert first == again
    counts = ValidityCount.objects.exclude(count=0)
    assert list(counts.values_list("colour", "count")) == [(colour[0], 1)]

    face = render(first)
    text = zxingcpp.read_barcodes(face)[0].text
    policy = settings.MUNICIPALITY.pass_
    until = last_valid_day(timezone.localdate(), policy.validity_months, "month_end")
    assert verified(text)[-1:] == colour[0].encode()

    onward(desk)
    for tick in desk.locator("main input[type=checkbox]").all():
        tick.check()
    desk.locator("form[action$='/klaar'] button, button[formaction$='/klaar']").click()
    expect(desk).to_have_url(re.compile("/balie/klaar$"))

    town.move_to(
        time_machine.escape_hatch.datetime.datetime.now(UTC)
    )  # as the phone has it
    check_at_the_door(
        visit,
        launch(cameras(f"card-{colour}", held_to_the_camera(face))),
        locale,
        colour,
        until,
    )


def check_at_the_door(visit, camera, locale, colour, until: date):
    door = visit(camera, locale=locale, viewport={"width": 390, "height": 844})
    prepare(door)
    door.goto("/pas-check/")
    expect_state(door, "start")
    asked = []
    door.context.on("request", lambda request: asked.append(request.url))
    for offline in (False, True):
        door.context.set_offline(offline)
        scan(door, "compare")
        assert (
            f"{until:%m} – {until:%Y}".lstrip("0") in door.locator("#app").inner_text()
        )
        press(door, "yes")
        expect_state(door, "valid")
        press(door, "start")
        expect_state(door, "start")
    assert [url for url in asked if not url.startswith("blob:")] == []
