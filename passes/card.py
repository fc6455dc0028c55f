"""The card: 85.60 x 53.98 mm, everything that one look must compare on its front.

Its words are fixed, in Dutch and English: a card that differs from town to town is harder to
know. All measures are mm from the top left corner. The card goes on a page of its own, for
the card printer, or at one of ten places of an A4 sheet.
"""

from dataclasses import dataclass
from datetime import date

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from passes import sheet
from passes.expiry import Rounding
from passes.paper import (
    A4,
    BLACK,
    BOLD,
    CARD_SIZE,
    REGULAR,
    WHITE,
    Page,
    Point,
    broken,
    width_of,
)
from passes.token import GREEN

MODULES = 41
BORDER = 4
MODULE = 7 * 25.4 / 300  # 7 dots of a 300 dpi card printer
PANEL = (632 * 25.4 / 300, 235 * 25.4 / 300)  # on that grid
PANEL_SIZE = (MODULES + 2 * BORDER) * MODULE
PHOTO, PHOTO_SIZE = (4.0, 12.9), (28.0, 36.0)

GROUND = (0xCF / 255, 0xE8 / 255, 0xD2 / 255)
FRAME = (0.2, 0.2, 0.2)
PALE, SHADE = (0.85, 0.85, 0.85), (0.62, 0.62, 0.62)

NOT_AN_ID = (
    "Geen identiteitsbewijs. Laat deze pas",
    "alleen zien aan wie zich eerst legitimeert.",
    "Show it only to someone who identifies",
    "themselves first.",
)
FIRST_ASK = ("Vraag eerst wie het vraagt.", "First ask who is asking.")
ON_THE_BACK = (
    "Laat deze pas alleen zien aan wie zich eerst legitimeert.",
    "Show this card only to someone who identifies themselves first.",
    "",
    "Een controle wordt niet bewaard. A check is not kept.",
)
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Stock:
    """What lies in the printer: cards (`place` 0), or an A4 sheet and its free place.

    `has_back`: both sides are printed; `return_address` stands on the back if there is one.
    """

    place: int = 0
    has_back: bool = False
    return_address: str = ""


CARDS = Stock()


def draw(
    text: str,
    colour: str,
    last_day: date,
    photo: bytes,
    rounding: Rounding,
    stock: Stock = CARDS,
) -> bytes:
    """Return the PDF for the printer; `photo` comes from `photo.rebuild` only."""
    page = _front(text, colour, last_day, rounding, stock)
    page.jpeg(photo, PHOTO, PHOTO_SIZE)
    return _with_back(page, colour, stock)


def draw_specimen(
    text: str, colour: str, last_day: date, rounding: Rounding, stock: Stock = CARDS
) -> bytes:
    """Return a card for training: a drawn figure for a photo, and the word across it."""
    page = _front(text, colour, last_day, rounding, stock)
    _draw_figure(page)
    return _with_back(page, colour, stock)


def draw_code(page: Page, text: str, at: Point) -> None:
    """Draw the white panel and its QR code; `at` is the panel's top left corner."""
    page.box(at, (PANEL_SIZE, PANEL_SIZE), WHITE)
    inner = (at[0] + BORDER * MODULE, at[1] + BORDER * MODULE)
    page.squares(_matrix(text), inner, MODULE)


def put_specimen(
    page: Page, at: Point, text: str, colour: str, last_day: date, rounding: Rounding
) -> None:
    """Draw a card for training somewhere on a page; `at` is its top left corner."""
    page.origin = at
    _draw_front(page, text, colour, last_day, rounding)
    _draw_figure(page)
    page.origin = (0.0, 0.0)


def _front(
    text: str, colour: str, last_day: date, rounding: Rounding, stock: Stock
) -> Page:
    page = Page(*(A4 if stock.place else CARD_SIZE))
    if stock.place:
        sheet.draw_marks(page, stock.place)
        page.origin = sheet.corner(stock.place)
    _draw_front(page, text, colour, last_day, rounding)
    return page


def _draw_front(
    page: Page, text: str, colour: str, last_day: date, rounding: Rounding
) -> None:
    _draw_ground(page, colour)
    _draw_words(page)
    _draw_month(page, last_day, rounding)
    _draw_colour(page, colour)
    draw_code(page, text, PANEL)


def _with_back(page: Page, colour: str, stock: Stock) -> bytes:
    """Return the finished document; a back lies behind its front when the sheet turns."""
    if stock.has_back:
        page.turn()
        if stock.place:
            page.origin = sheet.corner(sheet.behind(stock.place))
        _draw_back(page, colour, stock.return_address)
    return page.pdf()


def _draw_back(page: Page, colour: str, return_address: str) -> None:
    _draw_ground(page, colour)
    for number, line in enumerate(FIRST_ASK):
        page.text((6, 12 + 5 * number), line, 10, font=BOLD)
    found = (
        f"Gevonden? Doe in een brievenbus: {return_address}" if return_address else ""
    )
    lines = [*ON_THE_BACK, "", *broken(found, 73, REGULAR, 7)]
    for number, line in enumerate(lines):
        page.text((6, 25 + 3.4 * number), line, 7)


def _matrix(text: str) -> list[list[bool]]:
    """Return the 41 x 41 modules of version 6-M; a longer text raises."""
    code = QRCode(version=6, error_correction=ERROR_CORRECT_M, mask_pattern=3, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=False)
    return [[bool(cell) for cell in row] for row in code.modules]


def _draw_ground(page: Page, colour: str) -> None:
    width, height = CARD_SIZE
    if colour == GREEN:
        page.box((0, 0), CARD_SIZE, GROUND)
    else:
        page.frame((1.8, 1.8), (width - 3.6, height - 3.6), 0.6, FRAME)


def _draw_words(page: Page) -> None:
    page.text((4, 7.4), "Bewijs van intake", 11, font=BOLD)
    page.text((4, 10.6), "Proof of intake", 7)
    for number, line in enumerate(NOT_AN_ID):
        page.text((41, 6.2 + 2.6 * number), line, 6)


def _draw_month(page: Page, last_day: date, rounding: Rounding) -> None:
    page.text((33.8, 21.7), "Geldig tot en met", 6.5)
    if rounding == "day":
        page.text((33.8, 26.9), f"{last_day:%d-%m-%Y}", 10, font=BOLD)
    else:
        shown = f"{last_day.month:02} – {last_day.year}"  # a dash
        page.text((33.8, 26.9), shown, 12, font=BOLD)
    page.text((33.8, 30), f"{MONTHS[last_day.month - 1]} {last_day.year}", 6)


def _draw_colour(page: Page, colour: str) -> None:
    """Colour, shape and word say the same, so that none is needed to tell the cards apart."""
    if colour == GREEN:
        page.triangle(((34.3, 42), (42.3, 42), (38.3, 34.5)), 1)
        page.text((33.8, 48.9), "GROEN", 14, font=BOLD)
    else:
        page.ring((38.3, 38.2), 3.5, 1)
        page.text((33.8, 48.9), "WIT", 14, font=BOLD)


def _draw_figure(page: Page) -> None:
    (x, y), (width, height) = PHOTO, PHOTO_SIZE
    page.box(PHOTO, PHOTO_SIZE, PALE)
    page.disc((x + width / 2, y + 8.6), 5, SHADE)
    page.disc((x + width / 2, y + 25), 10.5, SHADE)  # the band covers its lower half
    page.box((x, y + 25), (width, height - 25), BLACK)
    for word, base, points in (("VOORBEELD", 43.1, 11.5), ("SPECIMEN", 47.4, 9.0)):
        page.text(_centred(word, points, base), word, points, font=BOLD, colour=WHITE)


def _centred(word: str, points: float, base: float) -> Point:
    return PHOTO[0] + (PHOTO_SIZE[0] - width_of(word, BOLD, points)) / 2, base
