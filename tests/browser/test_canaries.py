"""A clumsy day on a real server: secrets typed into every input that exists.

Afterwards none of them is in the database file, its journal, a session, a temporary
file, the output of the server or the card. First the search proves that it can see.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore

from config.management.commands.demo import NAMES, PASSWORD
from passes import photo, slip
from staff.roles import Role
from tests.environment import quarters_around, write_keys
from tests.passes.pictures import COMMENT_MARK, GPS_MARK, with_everything_beside
from tests.passes.test_card import rendered, scanned
from tests.privacy.remains import forms_of
from tests.privacy.scanner import search

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
TYPED = {"bsn": "111222333", "kvk": "68750110", "name": "Ionela Canary"}
PHOTO = with_everything_beside()
FREE_TEXT = (
    "input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])"
)


def windows(picture: bytes, name: str) -> dict[str, bytes]:
    """Return pieces of a picture that no other file would hold."""
    places = range(2000, len(picture) - 48, len(picture) // 6)
    return {f"{name} at {place}": picture[place : place + 32] for place in places}


SECRETS = {
    **{name: text.encode() for name, text in TYPED.items()},
    "place": GPS_MARK,
    "comment": COMMENT_MARK,
    **windows(PHOTO, "photo as sent"),
    **windows(photo.rebuild(PHOTO), "photo as drawn"),
}


class Server:
    """gunicorn as `make run` starts it, with a disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.disk = folder / "disk"
        (self.disk / "tmp").mkdir(parents=True)
        keys = folder / "keys"
        keys.mkdir()
        write_keys(keys, quarters_around(2026))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://localhost:{port}"
        self.variables = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO_ALLOW")},
            "DATABASE_URL": f"sqlite:////{self.disk}/site.sqlite3",
            "SPREEKUUR_KEYS": str(keys),
            "SPREEKUUR_PUBLIC_URL": self.url,
            "SPREEKUUR_STAFF_URL": self.url,
            "TMPDIR": str(self.disk / "tmp"),
        }
        for command in (("collectstatic", "--noinput"), ("demo",)):
            self.run("manage.py", *command)
        self.output = (self.disk / "output.log").open("wb")
        self.process = self.start(port)

    def run(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.variables,
            check=True,
            capture_output=True,
        )

    def start(self, port: int) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "config.wsgi"),
                *("--config", "deploy/gunicorn-demo.py"),
                *("--bind", f"localhost:{port}"),
            ],
            cwd=ROOT,
            env=self.variables,
            stdout=self.output,
            stderr=self.output,
        )
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.url}/", timeout=5).close()  # noqa: S310
                return process
            except OSError:
                time.sleep(0.1)
        process.kill()
        raise AssertionError("the server did not start")

    def stop(self, how: int = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(20)
        self.output.close()


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def tab(launch, server):
    context = launch().new_context(base_url=server.url, locale="nl-NL")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def type_everywhere(page) -> int:
    """Type each secret into every free input of the page; returns how many there are."""
    fields = page.locator(f"main {FREE_TEXT}").all()
    for field in fields:
        for text in TYPED.values():
            field.fill(text)
    return len(fields)


def book(page) -> str:
    page.goto("/nl/code")
    for text in TYPED.values():
        page.fill("input[name=c]", text)
        page.locator("main form button").first.click()
    page.goto("/nl/tijd")
    page.locator("main form button").first.click()
    page.locator("main form button").last.click()
    code = CODE.search(page.inner_text("main").replace("\n", " "))[0]
    page.goto("/nl/code")
    page.fill("input[name=c]", code)
    page.locator("main form button").first.click()
    return code.replace(" ", "")


def talk(page) -> None:
    """Sign in and walk to the camera, wrong everywhere before right."""
    page.goto("/balie/")
    assert type_everywhere(page) == 2
    for text in TYPED.values():
        page.fill("#id_username", text)
        page.fill("#id_password", text)
        page.locator("main button").click()
    page.fill("#id_username", Role.GGD.value)
    page.fill("#id_password", PASSWORD)
    page.locator("main button").click()
    page.goto("/balie/gesprek/")
    page.locator("main form button").first.click()
    typed = 0
    for step in ("welkom", "uitleg", "papieren", "werkplek", "wensen", "besluit"):
        typed += type_everywhere(page)
        post_more(page, step)
        for tick in page.locator(
            "main input[type=checkbox]:not([name$=renewal])"
        ).all():
            tick.check()
        if step == "werkplek":
            page.locator("main input[name=werkplek-kind]").first.check()
        page.locator("main .onward button").first.click()
    assert typed == 1  # the check of the BSN, the only free input of the interview
    page.select_option("#id_colleague", label=NAMES[Role.OOV])
    page.fill("#id_password", TYPED["bsn"])
    page.locator("main .onward button").first.click()
    page.select_option("#id_colleague", label=NAMES[Role.OOV])
    page.fill("#id_password", PASSWORD)
    page.locator("main .onward button").first.click()


def post_more(page, step: str) -> None:
    """Send a step with fields that it does not have, as a tampered page would."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(
        f"/balie/gesprek/{step}",
        form={
            "csrfmiddlewaretoken": token,
            "interview-current_step": step,
            "go": step,
            **{f"{step}-{name}": text for name, text in TYPED.items()},
            **TYPED,
        },
    )
    # A number as the answer to "is it in order?" is no choice that the page offers.
    assert answer.status == (400 if step == "papieren" else 200)


def print_card(page) -> bytes:
    token = page.locator("meta[name=csrf]").get_attribute("content")
    answer = page.request.post(
        "/balie/pas/kaart",
        data=PHOTO,
        headers={"Content-Type": "image/jpeg", "X-CSRFToken": token},
    )
    assert answer.status == 200
    return answer.body()


def print_slip(page) -> dict[str, bytes]:
    """Print the slip of the pass; return its code in the writings of paper and typing."""
    token = page.locator("meta[name=csrf]").get_attribute("content")
    answer = page.request.post(
        "/balie/pas/strook", form={"language": "en", "csrfmiddlewaretoken": token}
    )
    (address,) = scanned(rendered(answer.body()))
    code = address.partition("#")[2]
    return {"slip": code.encode(), "slip on paper": slip.grouped(code).encode()}


def test_the_search_finds_what_is_planted(server):
    """Without this, finding nothing would mean nothing."""
    held = {"wizard": {**TYPED, "place": GPS_MARK.decode()}}
    plant = (
        "import django; django.setup()\n"
        "from django.contrib.sessions.models import Session\n"
        "from django.utils import timezone\n"
        f"Session.objects.create(session_key='x', session_data={SessionStore().encode(held)!r},"
        " expire_date=timezone.now())"
    )
    server.variables["DJANGO_SETTINGS_MODULE"] = "config.settings"
    server.run("-c", plant)
    (server.disk / "tmp" / "photo.upload").write_bytes(PHOTO)
    (server.disk / "card.pdf").write_bytes(photo.rebuild(PHOTO))
    server.output.write(b"Not Found: /bsn=111222333\n")
    server.output.flush()

    found = search(server.disk, SECRETS)

    assert set(found) == set(SECRETS)
    assert {"output.log", "site.sqlite3: sessions"} <= set(found["bsn"])
    assert "site.sqlite3: sessions" in found["name"]
    assert found["comment"] == ["tmp/photo.upload"]


@pytest.mark.parametrize("ending", ["done", "abandoned", "killed"])
def test_a_clumsy_day_leaves_nothing(server, tab, ending):
    code = book(tab)
    talk(tab)
    pdf, slip_code = print_card(tab), print_slip(tab)
    if ending == "done":
        tab.goto("/balie/gesprek/meegeven")
        tab.locator("button[formaction$='/klaar']").click()
    if ending == "killed":
        server.stop(signal.SIGKILL)

    secrets = (
        SECRETS
        | slip_code
        | {f"code {n}": form for n, form in enumerate(forms_of(code))}
    )
    assert search(server.disk, secrets) == {}
    (server.disk / "card.pdf").write_bytes(pdf)
    beside = {name: SECRETS[name] for name in (*TYPED, "place", "comment")}
    assert search(server.disk, beside) == {}
