"""The locks: every requirement at an admitted version, with hashes, without addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
DIRECT = {
    "requirements.txt": PROJECT["dependencies"] + EXTRAS["postgres"],
    "requirements-dev.txt": [
        *PROJECT["dependencies"],
        *EXTRAS["postgres"],
        *EXTRAS["dev"],
    ],
}


def locked(name: str) -> dict[str, str]:
    lines = re.findall(
        r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", (ROOT / name).read_text(), re.M
    )
    return {key.lower().replace("_", "-"): version for key, version in lines}


@pytest.mark.parametrize("name", list(DIRECT))
def test_every_requirement_is_locked_at_a_version_it_admits(name):
    wanted = [Requirement(line) for line in DIRECT[name]]

    versions = locked(name)

    assert [
        one.name
        for one in wanted
        if not one.specifier.contains(versions[one.name.lower().replace("_", "-")])
    ] == []


def test_both_locks_agree():
    run, dev = locked("requirements.txt"), locked("requirements-dev.txt")

    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("name", list(DIRECT))
def test_every_entry_has_a_hash_and_no_address(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[\w.-]+(?:\[[\w,]+\])?==)", text)[1:]

    assert [entry[:30] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
