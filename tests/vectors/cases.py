"""Vectors of the verdict: every row of the check, at the second where it turns."""

from datetime import date

from passes import root, token
from passes.expiry import expiry
from passes.token import GREEN
from tests.vectors.made import (
    DAY,
    EXP_MAX,
    ISSUED,
    flipped,
    key,
    key_list,
    made,
    public,
)

BUILT = ISSUED + 10 * DAY
MAX_AGE_DAYS, ALMOST_MONTHS = 7, 2
ALMOST_SECONDS = ALMOST_MONTHS * 2_635_200
NOW = BUILT + 30 * DAY
EXP = expiry(date(2028, 11, 30))


def verdict_cases() -> list[dict[str, object]]:
    """Return the rows of the check in their order, each at the second where it turns."""
    white, green = token.to_text(made()), token.to_text(made(colour=GREEN))
    specimen = token.to_text(made(colour=token.SPECIMEN, by="specimen key 1"))
    foreign = token.to_text(made(by="foreign key"))
    forged = token.to_text(flipped(made(), 19))
    late = NOW + MAX_AGE_DAYS * DAY
    return [
        _case(
            "a second before the page was built", white, "clock_wrong", now=BUILT - 1
        ),
        _case("the second the page was built", white, "compare", now=BUILT),
        _case("clock 10 minutes off", white, "compare", clock_off=600),
        _case("clock behind by more", white, "clock_wrong", clock_off=-601),
        _case("clock ahead by more", white, "clock_wrong", clock_off=601),
        _case("wrong clock before all else", None, "clock_wrong", clock_off=601),
        _case("nothing found", None, "unreadable", why="nothing"),
        _case("an address", "https://example.org/", "unreadable", why="not_ours"),
        _case("version 2", "GI2:ABC", "unreadable", why="newer_version"),
        _case(
            "unknown key, list fresh",
            foreign,
            "not_genuine",
            why="unknown_key",
            now=late,
        ),
        _case(
            "unknown key, list old",
            foreign,
            "list_too_old",
            why="unknown_key",
            now=late + 1,
        ),
        _case(
            "forged, list old", forged, "not_genuine", why="bad_signature", now=late + 1
        ),
        _case("good, list old", white, "valid", now=late + 1, same_person=True),
        _case("lower case", white.replace("PW", "pw"), "not_genuine", why="malformed"),
        _case(
            "forged and expired", forged, "not_genuine", why="bad_signature", now=EXP
        ),
        _case(
            "signed for another use",
            token.to_text(made(colour="t")),
            "not_genuine",
            why="unknown_type",
        ),
        _case(
            "longer than its key",
            token.to_text(made(exp=EXP_MAX + 1)),
            "not_genuine",
            why="outside_key",
        ),
        _case("specimen", specimen, "specimen"),
        _case("specimen, expired", specimen, "specimen", now=EXP),
        _case("specimen, the same person", specimen, "specimen", same_person=True),
        _case("the last second", white, "compare", now=EXP - 1),
        _case("the first second after", white, "expired", now=EXP),
        _case("expired, the same person", white, "expired", now=EXP, same_person=True),
        _case("nobody has compared", green, "compare"),
        _case("another person", green, "not_this_person", same_person=False),
        _case(
            "another person, almost expired",
            white,
            "not_this_person",
            now=EXP - 1,
            same_person=False,
        ),
        _case("green and long to go", green, "valid", same_person=True),
        _case(
            "exactly the months left",
            white,
            "valid",
            now=EXP - ALMOST_SECONDS,
            same_person=True,
        ),
        _case(
            "a second less",
            white,
            "almost_expired",
            now=EXP - ALMOST_SECONDS + 1,
            same_person=True,
        ),
        _case(
            "the last second, the same person",
            white,
            "almost_expired",
            now=EXP - 1,
            same_person=True,
        ),
    ]


def _case(
    name: str,
    text: str | None,
    state: str,
    *,
    why: str | None = None,
    now: int = NOW,
    clock_off: int = 0,
    same_person: bool | None = None,
) -> dict[str, object]:
    return {
        "name": name,
        "text": text,
        "now": now,
        "fetched": NOW,
        "clock_off": clock_off,
        "same_person": same_person,
        "state": state,
        "why": why,
    }


def early_cases() -> list[dict[str, object]]:
    """Return cases of a list that a clock says is not yet issued: `built` far back."""
    white = token.to_text(made())
    return [
        _case("5 minutes before the list", white, "compare", now=ISSUED - 300),
        _case("a second earlier", white, "clock_wrong", now=ISSUED - 301),
    ]


def verdict_file() -> dict[str, object]:
    rows = [{**case, "built": BUILT} for case in verdict_cases()]
    rows += [{**case, "built": 0} for case in early_cases()]
    return {
        "root": public("root 1").hex(),
        "key_list": root.sign(key_list(), key("root 1")).hex(),
        "max_age_days": MAX_AGE_DAYS,
        "almost_months": ALMOST_MONTHS,
        "cases": rows,
    }
