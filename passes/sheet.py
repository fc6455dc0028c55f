"""The A4 sheet of 2 x 5 cards: where each place lies, marks to cut by, a ruler to check.

Places count from 1 to 10, left to right and then down. One card is printed at a time; the
marks lie outside the cards, so that a sheet can go through the printer ten times.
"""

from passes.paper import A4, CARD_SIZE, Page, Point

COLUMNS, ROWS = 2, 5
PLACES = COLUMNS * ROWS
LEFT = 19.40  # (210 - 2 x 85.60) / 2
TOP = 13.55  # (297 - 5 x 53.98) / 2

GAP, MARK, HAIR = 1.5, 4.0, 0.1
RULER = 50.0  # mm, to prove that the page came out at 100 %
RULER_BASE = A4[1] - 6.5


def corner(place: int) -> Point:
    """Return the top left corner of a place, 1 to 10, in mm from that of the sheet."""
    row, column = _row_and_column(place)
    width, height = CARD_SIZE
    return LEFT + column * width, TOP + row * height


def behind(place: int) -> int:
    """Return the place that lies behind `place` when the sheet turns over its long edge."""
    row, column = _row_and_column(place)
    return row * COLUMNS + (COLUMNS - 1 - column) + 1


def draw_marks(page: Page, place: int) -> None:
    """Draw the marks to cut the card at `place` by, in the margins, and the ruler."""
    left, top = corner(place)
    right, bottom = left + CARD_SIZE[0], top + CARD_SIZE[1]
    for x in (left, right):
        page.line((x, TOP - GAP), (x, TOP - GAP - MARK), HAIR)
        low = A4[1] - TOP + GAP
        page.line((x, low), (x, low + MARK), HAIR)
    for y in (top, bottom):
        page.line((LEFT - GAP, y), (LEFT - GAP - MARK, y), HAIR)
        far = A4[0] - LEFT + GAP
        page.line((far, y), (far + MARK, y), HAIR)
    _draw_ruler(page)


def _draw_ruler(page: Page) -> None:
    start = (A4[0] - RULER) / 2
    page.line((start, RULER_BASE), (start + RULER, RULER_BASE), HAIR)
    for tenth in range(int(RULER // 10) + 1):
        x = start + 10 * tenth
        page.line((x, RULER_BASE - 1), (x, RULER_BASE + 1), HAIR)
    page.text((start + RULER + 2, RULER_BASE + 0.8), "50 mm = 100%", 6)


def _row_and_column(place: int) -> tuple[int, int]:
    if not 1 <= place <= PLACES:
        raise ValueError("a sheet has places 1 to 10")
    return divmod(place - 1, COLUMNS)
