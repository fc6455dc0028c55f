"""The card: processor time of drawing it from a ready photo, beside a bare page.

`python -m benchmarks.passes` draws both in turns and prints the median of each, their
ratio, and the size of the card. A bare page is one line of ReportLab on the same paper.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from passes import card, photo
from passes.issue import Maker, Nonce
from passes.keys import Quarter, made_of

LAST_DAY = date(2028, 11, 30)
TURNS, MOST_MS, MOST_BYTES = 200, 8.0, 75_000


def bare() -> bytes:
    """Return the least that ReportLab makes of a card."""
    out = io.BytesIO()
    page = Canvas(out, pagesize=(242.65, 153.01), invariant=1, pageCompression=1)
    page.drawString(20, 20, "A card")
    page.save()
    return out.getvalue()


def drawing(portrait: bytes) -> Callable[[], bytes]:
    """Return what draws the card of `portrait`, a JPEG as a browser sends it."""
    maker = Maker(made_of(bytes(32), "pass", Quarter(2026, 4)), bytes(32), LAST_DAY)
    text, ready = maker.text(Nonce(bytes(16)), "w"), photo.rebuild(portrait)
    return lambda: card.draw(text, "w", LAST_DAY, ready, "month_end")


def median_ms(*works: Callable[[], bytes]) -> list[float]:
    """Return the median processor time of each, in ms, drawn in turns."""
    seen: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, times in zip(works, seen, strict=True):
            begin = time.process_time_ns()
            work()
            times.append((time.process_time_ns() - begin) / 1e6)
    return [statistics.median(times) for times in seen]


def main() -> int:
    draw = drawing(Path(sys.argv[1]).read_bytes())
    card_ms, bare_ms = median_ms(draw, bare)
    size = len(draw())
    sys.stdout.write(f"card       {card_ms:6.2f} CPU-ms, target {MOST_MS}\n")
    sys.stdout.write(
        f"bare page  {bare_ms:6.2f} CPU-ms, ratio {card_ms / bare_ms:.1f}\n"
    )
    sys.stdout.write(f"size       {size:6d} bytes, target {MOST_BYTES}\n")
    return 0 if card_ms <= MOST_MS and size <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
