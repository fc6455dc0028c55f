"""A key directory of a test's own, on a day of its own."""

import pytest
import time_machine

from passes import keys
from tests.passes.town import NOON, pinned, put
from tests.vectors.made import seed


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def directory(settings, tmp_path, clock):
    """A key directory with the keys of this quarter, and the root of the tests pinned."""
    settings.MUNICIPALITY = pinned(settings.MUNICIPALITY)
    settings.KEYS_DIR = here = tmp_path / "keys"
    here.mkdir()
    keys.write(here, "slip.key", seed("slip key 1"))
    put(here, "pass", "pass key 1", "2026Q4")
    put(here, "list", "list key 1")
    put(here, "badge", "badge key 1")
    return here
