"""`check --deploy`: clean for a complete site on https; the demo fails with a known list."""

import os
import re
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from passes.files import read_request
from passes.keys import Quarter
from passes.root import sign
from tests.environment import write_keys

# The root of tests/policies/complete.toml: the first example of RFC 8032.
ROOT_SEED = bytes.fromhex(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
)
ROOT = Path(__file__).resolve().parent.parent.parent


def keys_of_today(tmp_path):
    """Return a key directory as a site of today has it."""
    directory = tmp_path / "keys"
    if not directory.exists():
        directory.mkdir()
        now = Quarter.of(timezone.localdate())
        write_keys(directory, (str(now), str(now.next())))
    return directory


def hold_ceremony(tmp_path, **variables):
    """Let the root of the complete policy sign the key list of the site."""
    request, signed = tmp_path / "request.bin", tmp_path / "sleutels.bin"
    made = manage(tmp_path, "publish_keys", "--prepare", str(request), **variables)
    known = read_request(request.read_bytes())
    signed.write_bytes(sign(known, Ed25519PrivateKey.from_private_bytes(ROOT_SEED)))
    installed = manage(tmp_path, "publish_keys", str(signed), **variables)
    return made.returncode, installed.returncode


def manage(tmp_path, *arguments, **variables):
    inherited = {
        k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"
    }
    environment = inherited | {
        "DATABASE_URL": f"sqlite:////{tmp_path}/site.sqlite3",
        "SPREEKUUR_KEYS": str(keys_of_today(tmp_path)),
        "SPREEKUUR_PUBLIC_URL": "https://afspraak.town.example",
        "SPREEKUUR_STAFF_URL": "https://afspraak.town.example",
        **variables,
    }
    command = f"ulimit -c 0; exec {sys.executable} manage.py {' '.join(arguments)}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def check(tmp_path, **variables):
    return manage(
        tmp_path,
        *("check", "--deploy", "--fail-level", "WARNING", "--database", "default"),
        **variables,
    )


def identifiers(text: str) -> list[str]:
    return sorted(set(re.findall(r"\((\w+\.[EWI]\d+)\)", text)))


def test_a_complete_site_on_https_is_clean(tmp_path):
    complete = {"SPREEKUUR_MUNICIPALITY": "tests/policies/complete.toml"}
    assert manage(tmp_path, "migrate", "-v", "0", **complete).returncode == 0
    assert hold_ceremony(tmp_path, **complete) == (0, 0)
    assert manage(tmp_path, "tick", **complete).returncode == 0

    result = check(tmp_path, **complete)

    assert (result.returncode, identifiers(result.stderr)) == (0, ["config.I016"])


def test_the_shipped_demo_fails_with_exactly_its_known_list(tmp_path):
    demo = {
        "SPREEKUUR_PUBLIC_URL": "http://localhost:8000",
        "SPREEKUUR_STAFF_URL": "http://localhost:8000",
    }
    made = manage(tmp_path, "demo", **demo)
    assert (made.returncode, made.stderr) == (0, "")

    result = check(tmp_path, **demo)

    assert result.returncode == 1
    assert identifiers(result.stderr) == [
        "config.E002",  # demo = true
        "config.E003",  # no https
        "config.E005",  # example values
        "config.E006",  # demo accounts
        "config.I016",  # languages without review
        "passes.E004",  # the demo root
        "security.W004",  # no HSTS
        "security.W008",  # no redirect to https
        "security.W012",  # session cookie without Secure
        "security.W016",  # CSRF cookie without Secure
    ]


def test_an_unknown_variable_stops_the_start(tmp_path):
    result = manage(tmp_path, "check", SPREEKUUR_COLOR="blue")

    assert "Unknown variables: SPREEKUUR_COLOR." in result.stderr


def test_a_bad_policy_stops_the_start_with_its_lines(tmp_path):
    policy = tmp_path / "municipality.toml"
    policy.write_text(
        (ROOT / "municipality.toml").read_text().replace("desks = 1", "desks = 9")
    )

    result = manage(tmp_path, "check", SPREEKUUR_MUNICIPALITY=str(policy))

    assert "municipality.toml: hour.desks = 9: must be 1 to 6;" in result.stderr


def test_a_public_process_loads_no_session_and_nothing_that_draws_or_signs(tmp_path):
    loaded = (
        "import django, sys; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([m for m in ('formtools', 'PIL', 'reportlab', 'intake.views.desk',"
        " 'passes.keys', 'passes.issue', 'passes.root',"
        " 'django.contrib.sessions.models') if m in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=ROOT,
        env=os.environ
        | {"SPREEKUUR_SURFACE": "public", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )

    assert (result.stdout.strip(), result.stderr) == ("[]", "")
