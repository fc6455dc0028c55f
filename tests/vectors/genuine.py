"""Vectors of the verdict on genuine passes: rows 5 to 14, and two faults at once."""

from datetime import date

from passes import token
from passes.expiry import expiry
from tests.vectors.cases import (
    ALMOST_SECONDS,
    EXP,
    GONE_TEXT,
    GREEN_TEXT,
    NOW,
    OVER,
    SPECIMEN_TEXT,
    WEEK_OVER,
    WHITE_TEXT,
    case,
)
from tests.vectors.made import made

CLOCK_CHANGES = {
    "the day before the clock goes back": (date(2028, 10, 28), "pass key 1"),
    "the day the clock goes back": (date(2028, 10, 29), "pass key 1"),
    "the day before the clock goes forward": (date(2029, 3, 24), "pass key 2"),
    "the day the clock goes forward": (date(2029, 3, 25), "pass key 2"),
}


def refused() -> list[dict[str, object]]:
    """Rows 5 to 10: what speaks against a genuine pass before anybody looks."""
    white, green, gone = WHITE_TEXT, GREEN_TEXT, GONE_TEXT
    return [
        case("specimen", SPECIMEN_TEXT, "specimen"),
        case("specimen, expired", SPECIMEN_TEXT, "specimen", now=EXP),
        case("specimen, the same person", SPECIMEN_TEXT, "specimen", same_person=True),
        case("specimen, no list", SPECIMEN_TEXT, "specimen", list_=None),
        case("the last second", white, "compare", now=EXP - 1),
        case("the first second after", white, "expired", now=EXP),
        case("expired, the same person", white, "expired", now=EXP, same_person=True),
        *(one for name, (day, by) in CLOCK_CHANGES.items() for one in around(name, day, by)),
        case("expired before withdrawn", gone, "expired", now=EXP, list_="a pass in it"),
        case("expired before the wrong colour", white, "expired", now=EXP,
             badge_="green"),
        case("expired before a replaced series", white, "expired", now=EXP,
             keys="series replaced"),
        case("expired before an old list", white, "expired", now=EXP, list_=None),
        case("withdrawn", gone, "withdrawn", list_="a pass in it"),
        case("withdrawn, the same person", gone, "withdrawn", list_="a pass in it",
             same_person=True),
        case("withdrawn by an old list", gone, "withdrawn", list_="a pass in it, old"),
        case("withdrawn before a replaced series", gone, "withdrawn", now=OVER,
             list_="a pass in it", keys="series replaced"),
        case("withdrawn before the wrong colour", gone, "withdrawn",
             list_="a pass in it", badge_="green"),
        case("its id stands in another month", green, "compare", list_="a pass in it"),
        case("another pass is withdrawn", white, "compare", list_="a pass in it"),
        case("the grace day", white, "compare", now=OVER - 1, keys="series replaced"),
        case("the day after the grace day", white, "series_replaced", why="over",
             now=OVER, keys="series replaced"),
        case("the day after, the same person", white, "series_replaced", why="over",
             now=OVER, keys="series replaced", same_person=True),
        case("replaced before the wrong colour", white, "series_replaced", why="over",
             now=OVER, keys="series replaced", badge_="green"),
        case("replaced before an old list", white, "series_replaced", why="over",
             now=OVER, keys="series replaced", list_=None),
        case("the wrong colour in the grace", white, "wrong_colour",
             keys="series replaced", badge_="green"),
        case("a white pass where green is asked", white, "wrong_colour", badge_="green"),
        case("a green pass where white is asked", green, "wrong_colour", badge_="white"),
        case("the wrong colour, the same person", green, "wrong_colour",
             badge_="white", same_person=True),
        case("the wrong colour before an old list", green, "wrong_colour",
             badge_="white", list_=None),
        case("an inspector and white", white, "compare", badge_="inspector"),
        case("an inspector and green", green, "compare", badge_="inspector"),
        case("no list", white, "list_too_old", why="list", list_=None),
        case("no list, the same person", white, "list_too_old", why="list", list_=None,
             same_person=True),
        case("a list of a replaced key", white, "list_too_old", why="list",
             keys="list key replaced"),
        case("the last second of the list", white, "compare", now=WEEK_OVER - 1,
             list_="of a week"),
        case("the list is too old", white, "list_too_old", why="list", now=WEEK_OVER,
             list_="of a week"),
        case("an old list in the grace", white, "list_too_old", why="list",
             now=WEEK_OVER, list_="of a week", keys="series replaced"),
    ]  # fmt: skip


def around(name: str, day: date, by: str) -> list[dict[str, object]]:
    """Return the last second of a pass and the first one after."""
    text, exp = token.to_text(made(day, by=by)), expiry(day)
    return [
        case(f"{name}, the last second", text, "compare", now=exp - 1),
        case(f"{name}, the first second after", text, "expired", now=exp),
    ]


def compared() -> list[dict[str, object]]:
    """Rows 11 to 14: somebody looks at the photo."""
    white, green = WHITE_TEXT, GREEN_TEXT
    edge = EXP - ALMOST_SECONDS
    return [
        case("nobody has compared", green, "compare"),
        case("another person", green, "not_this_person", same_person=False),
        case("another person, almost expired", white, "not_this_person", now=EXP - 1,
             same_person=False),
        case("another person, in the grace", white, "not_this_person",
             keys="series replaced", same_person=False),
        case("the same person, in the grace", white, "series_replaced", why="grace",
             keys="series replaced", same_person=True),
        case("the last second of the grace", white, "series_replaced", why="grace",
             now=OVER - 1, keys="series replaced", same_person=True),
        case("a live key beside a replaced one", token.to_text(made(by="pass key 2")),
             "valid", keys="series replaced", same_person=True),
        case("green and long to go", green, "valid", same_person=True),
        case("an inspector, the same person", white, "valid", badge_="inspector",
             same_person=True),
        case("exactly the months left", white, "valid", now=edge, same_person=True),
        case("a second less", white, "almost_expired", now=edge + 1, same_person=True),
        case("the last second, the same person", white, "almost_expired", now=EXP - 1,
             same_person=True),
        case("good, the last second of the list", white, "valid", now=WEEK_OVER - 1,
             list_="of a week", same_person=True),
        case("good today", white, "valid", now=NOW, same_person=True),
    ]  # fmt: skip
