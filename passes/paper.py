"""Paper: fonts, and a page measured in millimetres from its top left corner.

A finished document says nothing of itself: no title, author, time or hidden text, so
the same page is always the same bytes.
"""

import io
from functools import cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
MM = 72 / 25.4
CARD_SIZE = (85.60, 53.98)  # CR80
A4 = (210.0, 297.0)
BLACK = (0.0, 0.0, 0.0)
WHITE = (1.0, 1.0, 1.0)

Colour = tuple[float, float, float]
Point = tuple[float, float]

# On by default, and written in Python: a card would take four times as long.
rl_config.useA85 = 0


class ReadyJpeg(ImageReader):  # type: ignore[misc]  # reportlab has no types
    """A JPEG that goes into the PDF byte by byte; only for bytes that we made ourselves.

    ReportLab would decode it, for nothing but a name; the bytes themselves name it as well.
    """

    _dataA = None  # noqa: N815  # the name is ReportLab's; no soft mask

    def __init__(self, jpeg: bytes) -> None:
        self._jpeg = jpeg
        super().__init__(io.BytesIO(jpeg))

    def getRGBData(self) -> bytes:  # noqa: N802  # the name is ReportLab's
        return self._jpeg


class Page:
    """Pages of the given size in mm; `turn` begins the next one, `pdf` ends the last.

    `origin` is where (0, 0) lies from the top left corner: a card is drawn in the same way
    on a page of its own and at its place on a sheet.
    """

    def __init__(self, width: float, height: float) -> None:
        _register()
        self._height = height
        self.origin: Point = (0.0, 0.0)
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(
            self._out,
            pagesize=(width * MM, height * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR,
        )
        for say in ("Title", "Author", "Creator", "Producer", "Subject", "Keywords"):
            getattr(self._canvas, f"set{say}")("")

    def turn(self) -> None:
        """End this page; the next begins with its own corner as origin."""
        self._canvas.showPage()
        self.origin = (0.0, 0.0)

    def pdf(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()

    def text(
        self,
        at: Point,
        words: str,
        points: float,
        *,
        font: str = REGULAR,
        colour: Colour = BLACK,
    ) -> None:
        """Write `words`; `at` is where the base line begins."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.setFont(font, points)
        self._canvas.drawString(*self._points(at), words)

    def box(self, at: Point, size: Point, colour: Colour) -> None:
        """Fill a rectangle; `at` is its top left corner."""
        (x, y), (width, height) = at, size
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(
            *self._points((x, y + height)), width * MM, height * MM, stroke=0, fill=1
        )

    def frame(self, at: Point, size: Point, line: float, colour: Colour) -> None:
        """Draw a rectangle's outline, `line` mm thick around its centre line."""
        (x, y), (width, height) = at, size
        self._pen(line, colour)
        self._canvas.rect(*self._points((x, y + height)), width * MM, height * MM)

    def line(self, start: Point, end: Point, line: float, *, dash: float = 0.0) -> None:
        """Draw a straight black line, `line` mm thick; `dash` mm on and off."""
        self._pen(line, BLACK)
        self._canvas.setDash([dash * MM] if dash else [])
        self._canvas.line(*self._points(start), *self._points(end))
        self._canvas.setDash([])

    def ring(self, centre: Point, radius: float, line: float) -> None:
        self._pen(line, BLACK)
        self._canvas.circle(*self._points(centre), radius * MM)

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        self._canvas.setFillColorRGB(*colour)
        self._canvas.circle(*self._points(centre), radius * MM, stroke=0, fill=1)

    def triangle(self, corners: tuple[Point, Point, Point], line: float) -> None:
        self._pen(line, BLACK)
        path = self._canvas.beginPath()
        path.moveTo(*self._points(corners[0]))
        path.lineTo(*self._points(corners[1]))
        path.lineTo(*self._points(corners[2]))
        path.close()
        self._canvas.drawPath(path)

    def jpeg(self, jpeg: bytes, at: Point, size: Point) -> None:
        """Place a JPEG of ours; `at` is its top left corner."""
        (x, y), (width, height) = at, size
        self._canvas.drawImage(
            ReadyJpeg(jpeg), *self._points((x, y + height)), width * MM, height * MM
        )

    def squares(self, rows: list[list[bool]], at: Point, module: float) -> None:
        """Fill the true cells of `rows`, `module` mm each, as one path without seams."""
        runs = [
            f"{start} {row} {length} 1 re"
            for row, cells in enumerate(rows)
            for start, length in _runs(cells)
        ]
        x, y = self._points(at)
        scale = module * MM
        # ReportLab has no call for a raw path; its own QR widget costs 19 ms.
        self._canvas._code.append(  # noqa: SLF001
            f"q 0 0 0 rg {scale:.5f} 0 0 {-scale:.5f} {x:.5f} {y:.5f} cm\n"
            + "\n".join(runs)
            + "\nf Q"
        )

    def _points(self, at: Point) -> Point:
        left, top = self.origin
        return (left + at[0]) * MM, (self._height - top - at[1]) * MM

    def _pen(self, line: float, colour: Colour) -> None:
        self._canvas.setLineWidth(line * MM)
        self._canvas.setStrokeColorRGB(*colour)


def width_of(words: str, font: str, points: float) -> float:
    """Return how wide `words` are, in mm."""
    _register()
    width: float = stringWidth(words, font, points)
    return width / MM


def broken(words: str, width: float, font: str, points: float) -> list[str]:
    """Return `words` as lines of at most `width` mm; a longer word stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, font, points) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _register() -> None:
    for name in (REGULAR, BOLD):
        file = name if "-" in name else f"{name}-Regular"
        registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))


def _runs(cells: list[bool]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of true cells."""
    edges = [
        index
        for index, (before, cell) in enumerate(
            zip([False, *cells], [*cells, False], strict=True)
        )
        if before != cell
    ]
    return [
        (start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
