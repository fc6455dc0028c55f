"""The keep-slip on paper: a block of A7 in the corner of an A4 page, to cut off and keep.

    Bewaar dit apart van uw kaart.        what it is, in Dutch and in the language of the talk
    afspraak.example.nl/strook            where a lost card is reported, also as a QR code
    MNE SSS QHZ 8ZH 6BV XTG               the code, of which the town keeps nothing

No logo, no name of the town, no word of what the card is for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from passes.paper import A4, BOLD, REGULAR, WHITE, Page, Point, broken

BLOCK = (74.0, 105.0)  # A7, upright
CORNER: Point = (10.0, 10.0)
EDGE = 4.0
CODE_SIDE = 24.6
BORDER = 4
HAIR, DASH = 0.15, 1.5

HEAD, BODY, CODE = 8.5, 6.4, 11.0  # points
LEADING = 2.75


@dataclass(frozen=True)
class Words:
    """What the slip says in one language."""

    head: str
    lost: str
    rest: str


def words(_: Callable[[str], str], until: str, weeks: int) -> Words:
    """Return the sentences in the language of `_`; `until` is the month or day in words."""
    told = (
        _("Then the card no longer works, once whoever checks has the new list.")
        + " "
        + _("That is the next morning after 06:00.")
        + " "
        + _("You need not say who you are.")
        + " "
        + _("Whoever has this code can make the card invalid.")
        + " "
        + _("We do not keep the code.")
    )
    good = _("The card is valid to the end of %(until)s.") % {"until": until}
    again = _("From %(weeks)s weeks before the end you can come for a new one.")
    return Words(
        head=_("Keep this apart from your card."),
        lost=_("Lost your card? Go to this address and type the code:"),
        rest=f"{told} {good} {again % {'weeks': weeks}}",
    )


def draw(code: str, address: str, said: tuple[Words, ...]) -> bytes:
    """Return the page; `code` is grouped for the eye, `address` a page without the code."""
    page = Page(*A4)
    page.origin = CORNER
    _draw_cut_line(page)
    bottom = _draw_head(page, code, address, said)
    for one in said:
        bottom = _draw_lines(page, one.rest, bottom, BODY) + 1.2
    return page.pdf()


def _draw_cut_line(page: Page) -> None:
    width, height = BLOCK
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        page.line(start, end, HAIR, dash=DASH)


def _draw_head(page: Page, code: str, address: str, said: tuple[Words, ...]) -> float:
    """Draw heads, QR code, address and code; return where the text below may begin."""
    base = 7.0
    for one in said:
        page.text((EDGE, base), one.head, HEAD, font=BOLD)
        base += 4.0
    top = base - 2.0
    _draw_code(
        page, f"{address}#{code.replace(' ', '')}", (BLOCK[0] - EDGE - CODE_SIDE, top)
    )
    narrow = BLOCK[0] - 2 * EDGE - CODE_SIDE
    base += 1.5
    for one in said:
        for line in broken(one.lost, narrow, REGULAR, BODY):
            page.text((EDGE, base), line, BODY)
            base += LEADING
        base += 0.8
    bottom = max(top + CODE_SIDE, base) + 2.5
    shown = address.partition("://")[2]
    page.text((EDGE, bottom), shown, 8, font=BOLD)
    page.text((EDGE, bottom + 5.5), code, CODE, font=BOLD)
    return bottom + 11.0


def _draw_lines(page: Page, text: str, base: float, points: float) -> float:
    for line in broken(text, BLOCK[0] - 2 * EDGE, REGULAR, points):
        page.text((EDGE, base), line, points)
        base += LEADING
    return base


def _draw_code(page: Page, text: str, at: Point) -> None:
    """Draw version 4-M, or a larger one for a long host, always as wide."""
    code = QRCode(version=4, error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    rows = [[bool(cell) for cell in row] for row in code.modules]
    module = CODE_SIDE / (len(rows) + 2 * BORDER)
    page.box(at, (CODE_SIDE, CODE_SIDE), WHITE)
    page.squares(rows, (at[0] + BORDER * module, at[1] + BORDER * module), module)
