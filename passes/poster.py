"""The wall poster: A4, how to look at a pass without a phone, and what nobody may do with it.

Its first line stands in every language of the workers, the rest in those of the staff.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from passes.card import GROUND, PALE, SHADE
from passes.paper import A4, BOLD, MM, REGULAR, WHITE, Page, Point, broken, width_of

Voice = Callable[[str], str]  # gettext of one language

LEFT, RIGHT, GUTTER = 15.0, 195.0, 8.0
HALF = (RIGHT - LEFT - GUTTER) / 2
PINE = (0x1F / 255, 0x5C / 255, 0x43 / 255)
INK = (0x17 / 255, 0x21 / 255, 0x1B / 255)
LEADING = 1.32  # of the size of the letters
SKETCH = (74.0, 46.6)  # the shape of a card


@dataclass(frozen=True)
class Facts:
    """What differs from town to town; `legacy_until` is a day in words, or nothing."""

    town: str
    phone: str
    host: str
    legacy_until: Sequence[str] = ()  # one for each language of the staff


def draw(facts: Facts, workers: Sequence[Voice], staff: Sequence[Voice]) -> bytes:
    """Return the poster as a PDF of one page."""
    page = Page(*A4)
    page.box((0, 0), (A4[0], 9), PINE)
    page.text((LEFT, 6.2), facts.town, 10, font=BOLD, colour=WHITE)
    below = _draw_first_lines(page, [_first_line(_) for _ in workers])
    _draw_cards(page, below + 4)
    top = below + 4 + SKETCH[1] + 9
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


def _draw_cards(page: Page, top: float) -> None:
    """Sketch both cards; a sketch has no code and no face, so that nobody can cut it out."""
    for (x, _width), word in zip(_columns(2), ("WIT", "GROEN"), strict=True):
        at = (x, top)
        page.box(at, SKETCH, GROUND if word == "GROEN" else WHITE)
        page.frame(at, SKETCH, 0.5, INK)
        _draw_sketch(page, at, word)


def _draw_sketch(page: Page, at: Point, word: str) -> None:
    x, y = at
    page.text((x + 4, y + 8), "Bewijs van intake", 10, font=BOLD)
    page.box((x + 4, y + 12), (23, 30), PALE)
    page.disc((x + 15.5, y + 20), 4.2, SHADE)
    page.box((x + 9, y + 27), (13, 15), SHADE)
    page.text((x + 30, y + 18), "Geldig tot en met", 6.5)
    page.text((x + 30, y + 23), "11 – 2028", 11, font=BOLD)
    centre = (x + 34, y + 32)
    if word == "GROEN":
        corners = (centre[0] - 4, y + 36), (centre[0] + 4, y + 36), (centre[0], y + 28)
        page.triangle(corners, 1)
    else:
        page.ring(centre, 3.6, 1)
    page.text((x + 30, y + 42.5), word, 12, font=BOLD)
    page.frame((x + 51, y + 22), (19, 19), 0.4, INK)
    page.text((x + 57, y + 33), "QR", 11, font=BOLD)


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
