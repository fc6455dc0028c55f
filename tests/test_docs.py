"""Every variable, policy key, command, make target and decision is described, and
every one described exists."""

import re
import tomllib
from pathlib import Path

from config.settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text()


def test_every_variable_is_described():
    described = set(re.findall(r"^\| `(SPREEKUUR_\w+)` \|", OPERATIONS, re.MULTILINE))

    assert described == set(VARIABLES)


def test_every_command_is_described():
    described = set(re.findall(r"^\| `manage.py (\w+)", OPERATIONS, re.MULTILINE))
    ours = {
        path.stem
        for path in ROOT.glob("*/management/commands/*.py")
        if path.stem != "__init__"
    }

    assert described - {"check"} == ours


def test_every_policy_key_is_described():
    text = (ROOT / "docs/policy.md").read_text()
    described = set(re.findall(r"`(\w+\.\w+)`", text)) | {"demo"}
    policy = tomllib.loads((ROOT / "municipality.toml").read_text())
    keys = {"demo"} | {
        f"{section}.{key}"
        for section, values in policy.items()
        if isinstance(values, dict)
        for key in values
    }

    assert described == keys


def test_every_make_target_is_described():
    targets = re.search(
        r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    text = OPERATIONS[OPERATIONS.index("## Targets of make") :]

    assert [name for name in targets[1].split() if f"`{name}`" not in text] == []


def test_every_link_of_a_document_leads_somewhere():
    broken = [
        f"{path.name}: {target}"
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text())
        if not (path.parent / target).exists()
    ]

    assert broken == []


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/adr").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_promise_on_a_page_has_its_test_and_its_row():
    shown = {
        key
        for path in (ROOT / "templates").rglob("*.html")
        for key in re.findall(r"{% promise \"(\w+)\"", path.read_text())
    }
    proven = {
        key
        for path in (ROOT / "tests").rglob("*.py")
        for key in re.findall(
            r"mark\.promise\(\"(\w+)\"\)\ndef test_promise_\1\(", path.read_text()
        )
    }
    text = (ROOT / "docs/privacy.md").read_text()
    described = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))

    assert shown == proven == described
