"""The wall poster: A4, how to look at a pass without a phone, and what nobody may do with it.

Its first line stands in every language of the workers, the rest in those of the staff.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from passes.card import PALE, put_specimen
from passes.expiry import Rounding
from passes.paper import (
    A4,
    BOLD,
    CARD_SIZE,
    MM,
    REGULAR,
    WHITE,
    Page,
    Point,
    broken,
    width_of,
)
from passes.token import GREEN as GREEN_PASS
from passes.token import WHITE as WHITE_PASS

Voice = Callable[[str], str]  # gettext of one language

LEFT, RIGHT, GUTTER = 15.0, 195.0, 8.0
HALF = (RIGHT - LEFT - GUTTER) / 2
PINE = (0x1F / 255, 0x5C / 255, 0x43 / 255)
INK = (0x17 / 255, 0x21 / 255, 0x1B / 255)
LEADING = 1.32  # of the size of the letters


@dataclass(frozen=True)
class Facts:
    """What differs from town to town; `legacy_until` is a day in words, or nothing."""

    town: str
    phone: str
    host: str
    legacy_until: Sequence[str] = ()  # one for each language of the staff


@dataclass(frozen=True)
class Cards:
    """The two practice cards on it: the texts of their codes, white and green."""

    texts: tuple[str, str]
    last_day: date
    rounding: Rounding


def draw(
    facts: Facts, cards: Cards, workers: Sequence[Voice], staff: Sequence[Voice]
) -> bytes:
    """Return the poster as a PDF of one page."""
    page = Page(*A4)
    page.box((0, 0), (A4[0], 9), PINE)
    page.text((LEFT, 6.2), facts.town, 10, font=BOLD, colour=WHITE)
    below = _draw_first_lines(page, [_first_line(_) for _ in workers])
    _draw_cards(page, cards, below + 4)
    top = below + 4 + CARD_SIZE[1] + 8
    for number, (x, width) in enumerate(_columns(len(staff))):
        _draw_column(page, staff[number], facts, number, (x, top), width)
    return page.pdf()


def _first_line(_: Voice) -> str:
    return _("First ask who is asking")


def _steps(_: Voice) -> list[str]:
    return [
        _("First show who you are."),
        _("Photo: is this the person before you?"),
        _("Month: the pass is valid until the end of it."),
        _("Colour: circle and WIT, or triangle and GROEN."),
        _("Give the pass back at once."),
    ]


def _rules(_: Voice, facts: Facts, number: int) -> list[str]:
    rules = [
        _("You need to keep nothing. Copying passes is forbidden."),
        _("Do not keep or photograph a pass."),
        _("The pass is free. Pay nobody for an appointment."),
    ]
    if facts.legacy_until:
        until = facts.legacy_until[number]
        rules.append(_("Old cards without a code are good until %s.") % until)
    return [
        *rules,
        _("What is in the code? %s") % f"{facts.host}/pas",
        _("By eye you cannot see that a pass was withdrawn: the pass check can. %s")
        % f"{facts.host}/pas-check/",
        _("In doubt, call %s.") % facts.phone,
    ]


def _draw_first_lines(page: Page, lines: Sequence[str]) -> float:
    """Write the first line large, the other languages below it; return where it ends."""
    main, *others = list(dict.fromkeys(lines))
    base = 27.0
    page.text(
        (LEFT, base), main, _fitting(main, 40, RIGHT - LEFT), font=BOLD, colour=PINE
    )
    for number, line in enumerate(others):
        at = (_columns(2)[number % 2][0], base + 10 + number // 2 * 7)
        page.text(at, line, _fitting(line, 15, HALF), font=BOLD, colour=INK)
    return base + 10 + max(0, len(others) - 1) // 2 * 7


def _fitting(words: str, points: float, width: float) -> float:
    """Return `points`, or less where the words would be wider than `width`."""
    return min(points, points * width / width_of(words, BOLD, points))


def _draw_cards(page: Page, cards: Cards, top: float) -> None:
    """Draw both colours in their true size, to know them and to practise on."""
    for (x, _width), text, colour in zip(
        _columns(2), cards.texts, (WHITE_PASS, GREEN_PASS), strict=True
    ):
        at = (x, top)
        put_specimen(page, at, text, colour, cards.last_day, cards.rounding)
        page.frame(at, CARD_SIZE, 0.2, PALE)


def _columns(count: int) -> list[tuple[float, float]]:
    """Return (left, width) of each column."""
    width = (RIGHT - LEFT - GUTTER * (count - 1)) / count
    return [(LEFT + number * (width + GUTTER), width) for number in range(count)]


def _draw_column(
    page: Page, _: Voice, facts: Facts, number: int, at: Point, width: float
) -> None:
    x, y = at
    y = _paragraph(page, (x, y), _("Without a phone"), width, 15, BOLD)
    y += 1.5
    for step, words in enumerate(_steps(_), 1):
        page.text((x, y), str(step), 17, font=BOLD, colour=PINE)
        y = _paragraph(page, (x + 8, y), words, width - 8, 12.5) + 1.3
    y = _draw_boxes(page, _, (x, y + 2)) + 8
    y = _paragraph(page, (x, y), _("Always"), width, 15, BOLD) + 1.5
    for words in _rules(_, facts, number):
        page.disc((x + 1.6, y - 1.4), 0.9, PINE)
        y = _paragraph(page, (x + 6, y), words, width - 6, 11.5) + 1.1


def _draw_boxes(page: Page, _: Voice, at: Point) -> float:
    """Draw two boxes to tick by pen: the house knows which pass its work needs."""
    x, y = at
    words = _("Needed here:")
    page.text(at, words, 13, font=BOLD, colour=INK)
    left = x + width_of(words, BOLD, 13) + 4
    for word in ("WIT", "GROEN"):
        page.frame((left, y - 4.2), (5, 5), 0.4, INK)
        page.text((left + 7, y), word, 12, font=BOLD, colour=INK)
        left += 24
    return y + 5


def _paragraph(
    page: Page, at: Point, words: str, width: float, points: float, font: str = REGULAR
) -> float:
    """Write words in lines of at most `width`; return the base line after the last."""
    x, y = at
    for line in broken(words, width, font, points):
        page.text((x, y), line, points, font=font, colour=INK)
        y += points * LEADING / MM
    return y
