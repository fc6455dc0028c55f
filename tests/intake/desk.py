"""What two people do at the desk, in their words."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import zxingcpp
from django.conf import settings

from config.management.commands.demo import publish
from passes import files, token
from passes.expiry import last_valid_day
from passes.models import Publication, ValidityCount
from passes.token import GREEN, WHITE
from tests.conftest import PASSWORD
from tests.passes.pictures import portrait, saved

NOON = datetime(2026, 11, 24, 13, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
PHOTO = saved(portrait())


def open_the_office(now):
    policy = settings.MUNICIPALITY.pass_
    publish(now)
    last = last_valid_day(now.date(), policy.validity_months, policy.expiry_rounding)
    ValidityCount.objects.prepare([last], [WHITE, GREEN])


def begin(client):
    return client.post("/balie/gesprek/")


def tick(client, step, go="", **given):
    """Post a step as its page does: the ticks, then where to go."""
    data = {f"{step}-{name}": value for name, value in given.items()}
    data["interview-current_step"] = step
    return client.post(f"/balie/gesprek/{step}", data | ({"go": go} if go else {}))


def papers_in_order(client):
    names = ("identity", "age", "work", "kvk", "bsn", "address")
    tick(client, "papieren", **dict.fromkeys(names, "ok"))
    tick(client, "werkplek", kind="club", licence="ok", sleep="ok")


def decide(client, outcome="issue", colour="green", **more):
    return tick(client, "besluit", outcome=outcome, colour=colour, **more)


def confirm(client, colleague, password=PASSWORD):
    return client.post(
        "/balie/gesprek/bevestig", {"colleague": colleague.pk, "password": password}
    )


def ready_to_print(client, colleague, colour="green"):
    """An interview up to the camera."""
    begin(client)
    papers_in_order(client)
    decide(client, colour=colour)
    confirm(client, colleague)
    return client


def print_card(client, body=PHOTO, content_type="image/jpeg", stock=""):
    kind = {"content_type": content_type, "CONTENT_TYPE": content_type}
    kind |= {"HTTP_X_STOCK": stock} if stock else {}
    return client.post("/balie/pas/kaart", body, **kind)


def print_slip(client, language="en"):
    return client.post("/balie/pas/strook", {"language": language})


def counts():
    """The validity log as {letter: count}."""
    return dict(ValidityCount.objects.values_list("colour", "count"))


def kept(client):
    """What the session row holds, decoded, without Django's own keys."""
    held = dict(client.session.items())
    return {name: held[name] for name in held if not name.startswith("_auth")}


def read_card(pdf):
    """Return the pass that the QR code of the card holds, as a stranger's eye sees it."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    roots = [bytes.fromhex(one) for one in settings.MUNICIPALITY.pass_.roots]
    known = files.read_key_list(Publication.objects.body("keys"), roots)
    return token.read(found.text, known.by_kid())
