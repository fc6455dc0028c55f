"""An old card before the desk's camera: read in the browser, to renew it or to end it."""

import re
from datetime import UTC, date, datetime
from io import StringIO

import pypdfium2
import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

from config.management.commands.demo import NAMES, PASSWORD
from passes import card, keys
from passes.expiry import expiry
from passes.models import Withdrawn
from passes.token import GREEN, Pass, PassId, sign, to_text
from staff.roles import Role
from tests.browser.axe import violations
from tests.browser.camera import held, video_of
from tests.browser.desk import DESK, at, begun, go, signed_in

MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
DECEMBER, FAR = date(2026, 12, 31), date(2028, 11, 30)
ID = PassId(bytes(range(8)))


@pytest.fixture
def town(site):
    with time_machine.travel(MORNING, tick=True):
        call_command("demo", stdout=StringIO())
        yield site


@pytest.fixture(scope="module")
def webcam(launch, tmp_path_factory):
    """Return `webcam(last_day)`: a browser before whose camera lies a card of this town."""
    started = {}

    def show(last_day):
        if last_day not in started:
            folder = tmp_path_factory.mktemp("card")
            started[last_day] = launch(video_of(folder, held(seen(last_day))))
        return started[last_day]

    return show


def seen(last_day):
    """Return the card as the camera sees it, with a drawn figure for a photo."""
    (key, *_) = keys.read(settings.KEYS_DIR).of_use("pass", MORNING.date())
    text = to_text(sign(Pass(key.kid, expiry(last_day), ID, GREEN), key.private))
    pdf = card.draw_specimen(text, GREEN, last_day, "month_end")
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=600 / 243).to_pil()


def renewal(page):
    begun(page, "Renewal: short path")
    go(page, "Decision")
    at(page, "besluit")
    return page


def scan(page, said):
    page.locator("#scan").click()
    expect(page.locator("#reader [role=status]")).to_have_text(said)


def confirmed(page):
    page.select_option("#id_colleague", label=NAMES[Role.OOV])
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Make invalid").click()


def chosen(page):
    return page.locator("[name=besluit-old_card]:checked").get_attribute("value")


def test_a_card_within_the_window_chooses_its_month_and_nothing_is_sent(
    town, visit, webcam
):
    page, sent = renewal(visit(webcam(DECEMBER), **DESK)), []
    page.on("request", lambda request: sent.append(request))

    scan(page, "This card is valid to December 2026. Its month is chosen.")

    assert chosen(page) == "2026-12-31"
    assert {request.method for request in sent} == {"GET"}
    assert [one.url for one in sent if "/static/" not in one.url] == []
    page.get_by_label("White, circle").check()
    page.get_by_label("We have discussed this").check()
    page.locator(".onward button").first.click()
    body = sent[[request.method for request in sent].index("POST")].post_data
    assert "besluit-old_card=2026-12-31" in body
    assert [word for word in ("GI1", ID.hex()) if word in body] == []


def test_a_card_outside_the_window_counts_from_today(town, visit, webcam):
    page = renewal(visit(webcam(FAR), **DESK))

    scan(page, "This card is valid to November 2028. That is outside the weeks of renewal: count from today.")  # fmt: skip

    assert chosen(page) == "none"
    assert page.locator("#reader video").is_hidden()


def test_without_a_camera_the_pair_chooses_by_eye(town, visit):
    page = renewal(visit(**DESK))

    scan(page, "No camera. Connect it and choose “Scan”.")

    page.get_by_label("December 2026").check()
    assert chosen(page) == "2026-12-31"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_these_pages(town, visit, webcam, scheme):
    page = visit(webcam(DECEMBER), **DESK, color_scheme=scheme)
    faults = {}
    renewal(page)
    faults["renewal"] = violations(page)
    scan(page, "This card is valid to December 2026. Its month is chosen.")
    faults["scanned"] = violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    for address in ("intrekken", "ingetrokken", "pas/vernietigd"):
        page.goto(f"/balie/{address}")
        faults[address] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[address].append("wider than the screen")
    page.goto("/balie/intrekken")
    page.get_by_role("button", name="Make invalid").click()
    expect(page.get_by_role("alert")).to_be_visible()
    faults["problem"] = violations(page)

    assert {name: found for name, found in faults.items() if found} == {}


def test_the_pair_makes_a_card_invalid_by_scanning_it(town, visit, webcam):
    page = signed_in(visit(webcam(FAR), **DESK))
    page.goto("/balie/intrekken")

    scan(page, "The card is read: valid to November 2028.")
    confirmed(page)

    expect(page).to_have_url(re.compile("/balie/ingetrokken$"))
    assert list(Withdrawn.objects.filter(pk=ID.hex()).values_list("month", flat=True)) == [24346]  # fmt: skip


def test_one_person_alone_keeps_what_was_scanned(town, visit, webcam):
    page = signed_in(visit(webcam(FAR), **DESK))
    page.goto("/balie/intrekken")
    scan(page, "The card is read: valid to November 2028.")

    page.get_by_role("button", name="Make invalid").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose your name.")
    assert page.locator("#id_text").input_value().startswith("GI1:")
    confirmed(page)
    expect(page).to_have_url(re.compile("/balie/ingetrokken$"))
