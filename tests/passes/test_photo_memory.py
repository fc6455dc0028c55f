"""A large picture costs little memory and touches no disk, measured in a process of its own."""

import io
import json
import subprocess
import sys

import pytest
from PIL import Image

from tests.passes.pictures import portrait, saved, turned

MOST = 15 * 1024  # kB
PROGRAM = """
import json, pathlib, sys

from PIL import Image

from passes.photo import BadPhoto, rebuild

def peak():
    "Return the most memory that this process has held, in kB."
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])

small, body = open(sys.argv[1], "rb").read(), open(sys.argv[2], "rb").read()
rebuild(small)  # whatever is loaded once is loaded now
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[:2])))
before = peak()
del opened[:]
try:
    outcome = len(rebuild(body))
except BadPhoto as bad:
    outcome = bad.code
if "careless" in sys.argv:
    Image.open(sys.argv[2]).load()
found = list(opened)
print(json.dumps([outcome, peak() - before, found]))
"""


def picture(width, height):
    """Return the portrait at that size as a JPEG of less than a megabyte."""
    large = portrait().resize((width, height), Image.Resampling.BILINEAR)
    return saved(large, quality=60)


def measured(tmp_path, body, *more):
    """Return what became of `body`, the growth of the peak in kB, and the files opened."""
    (tmp_path / "small.jpg").write_bytes(turned(3))
    (tmp_path / "large.jpg").write_bytes(body)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path / "small.jpg", tmp_path / "large.jpg", *more],
        capture_output=True,
        check=True,
        timeout=60,
    )  # fmt: skip
    return json.loads(run.stdout)


def test_12_megapixels_are_refused_before_they_are_unpacked(tmp_path):
    body = picture(3056, 3930)
    assert len(body) < 1_048_576
    assert Image.open(io.BytesIO(body)).size == (3056, 3930)

    outcome, grown, opened = measured(tmp_path, body)

    assert (outcome, opened) == ("too_big", [])
    assert grown <= MOST


@pytest.mark.parametrize("orientation", [1, 6])
def test_the_largest_picture_that_is_taken_costs_at_most_15_mb(tmp_path, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    large = portrait().resize((1390, 1790))
    body = saved(large if orientation == 1 else large.rotate(90, expand=True), exif=exif, quality=60)  # fmt: skip

    outcome, grown, opened = measured(tmp_path, body)

    assert 20_000 < outcome < 80_000
    assert opened == []
    assert grown <= MOST


def test_a_careless_reading_would_be_seen(tmp_path):
    _, grown, opened = measured(tmp_path, picture(3056, 3930), "careless")

    assert grown > MOST
    assert len(opened) == 1
