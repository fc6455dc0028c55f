"""Vectors of the verdict: every row of the check in its order, at the second it turns."""

from datetime import date

from passes import badge, root, token
from passes.expiry import expiry, month_number
from passes.token import GREEN
from passes.withdrawn import BADGES
from tests.vectors.made import (
    DAY,
    ENTRIES,
    EXP_MAX,
    ISSUED,
    badge_made,
    flipped,
    key,
    key_list,
    list_made,
    made,
)

BUILT = ISSUED + 10 * DAY
MAX_AGE_DAYS, ALMOST_MONTHS = 7, 2
ALMOST_SECONDS = ALMOST_MONTHS * 2_635_200
NOW = BUILT + 30 * DAY
LAST_DAY = date(2028, 11, 30)
EXP = expiry(LAST_DAY)
GRACE_DAY = date(2027, 3, 28)  # the clock goes forward on it
OVER = expiry(GRACE_DAY)
WEEK_OVER = NOW + 7 * DAY
AFTER_ALL = expiry(date(2029, 12, 31))

WHITE_TEXT = token.to_text(made())
GREEN_TEXT = token.to_text(made(colour=GREEN))
GONE_TEXT = token.to_text(made(nonce=bytes(16)))
SPECIMEN_TEXT = token.to_text(made(colour=token.SPECIMEN, by="specimen key 1"))
FOREIGN = token.to_text(made(by="foreign key"))
FORGED = token.to_text(flipped(made(), 19))


def key_lists() -> dict[str, bytes]:
    first, *others = ENTRIES
    replaced = (first.replaced(GRACE_DAY), *others)
    no_badge = tuple(e.replaced(None) if e.use == "b" else e for e in ENTRIES)
    no_list = tuple(e.replaced(None) if e.use == "l" else e for e in ENTRIES)
    return {
        "live": root.sign(key_list(), key("root 1")),
        "series replaced": root.sign(key_list(replaced, seq=2), key("root 1")),
        "badge key replaced": root.sign(key_list(no_badge, seq=2), key("root 1")),
        "list key replaced": root.sign(key_list(no_list, seq=2), key("root 1")),
    }


def withdrawn_lists() -> dict[str, bytes]:
    month, gone = month_number(LAST_DAY), made(nonce=bytes(16))[22:30]
    others = made(colour=GREEN)[22:30]
    old = {month: (gone,), month + 1: (others,)}
    return {
        "empty": list_made(days=3650),
        "of a week": list_made({month: ()}, issued=NOW),
        "a pass in it": list_made(old, days=3650),
        "a pass in it, old": list_made(old, days=7),
        "a badge in it": list_made(
            {BADGES: (badge.badge_id(badges()["both"]),)}, days=3650
        ),
    }


def badges() -> dict[str, bytes]:
    return {
        "both": badge_made(until=AFTER_ALL),
        "white": badge_made(until=AFTER_ALL, colours=badge.WHITE),
        "green": badge_made(until=AFTER_ALL, colours=badge.GREEN),
        "inspector": badge_made(until=AFTER_ALL, colours=badge.INSPECTOR),
        "short": badge_made(until=NOW),
    }


def case(
    name: str,
    text: str | None,
    state: str,
    *,
    why: str | None = None,
    now: int = NOW,
    built: int = BUILT,
    clock_off: int = 0,
    same_person: bool | None = None,
    keys: str = "live",
    list_: str | None = "empty",
    badge_: str | None = "both",
) -> dict[str, object]:
    return {
        "name": name,
        "text": text,
        "built": built,
        "now": now,
        "fetched": NOW,
        "clock_off": clock_off,
        "same_person": same_person,
        "keys": keys,
        "list": list_,
        "badge": badge_,
        "state": state,
        "why": why,
    }


def before_the_camera() -> list[dict[str, object]]:
    """Rows 0 and 1: who asks may not, or the clock is wrong."""
    white, ended = WHITE_TEXT, "badge_ended"
    lost = {"list_": "a badge in it", "why": "withdrawn"}
    return [
        case("no badge", white, ended, why="none", badge_=None),
        case(
            "a badge of a replaced key",
            white,
            ended,
            why="none",
            keys="badge key replaced",
        ),
        case("the last second of a badge", white, "compare", now=NOW - 1, badge_="short"),
        case("the badge is over", white, ended, why="ended", badge_="short"),
        case("a lost phone", white, ended, **lost),
        case("the list of a lost phone, another badge", white, "compare",
             list_="a badge in it", badge_="white"),
        case("no badge before a wrong clock", None, ended, why="none", badge_=None,
             clock_off=601),
        case("a lost phone before a wrong clock", None, ended, now=BUILT - 1, **lost),
        case("a second before the page was built", white, "clock_wrong", now=BUILT - 1),
        case("the second the page was built", white, "compare", now=BUILT),
        case("clock 10 minutes off", white, "compare", clock_off=600),
        case("clock behind by more", white, "clock_wrong", clock_off=-601),
        case("clock ahead by more", white, "clock_wrong", clock_off=601),
        case("wrong clock before all else", None, "clock_wrong", clock_off=601),
        case("5 minutes before the key list", white, "compare", built=0,
             now=ISSUED - 300, list_="empty"),
        case("a second earlier", white, "clock_wrong", built=0, now=ISSUED - 301),
        case("5 minutes before the withdrawn list", white, "compare", now=NOW - 300,
             list_="of a week"),
        case("a second earlier than that", white, "clock_wrong", now=NOW - 301,
             list_="of a week"),
    ]  # fmt: skip


def not_read() -> list[dict[str, object]]:
    """Rows 2 to 4: nothing read, or nothing genuine."""
    late = NOW + MAX_AGE_DAYS * DAY
    other_use = token.to_text(made(colour="t"))
    longer = token.to_text(made(exp=EXP_MAX + 1))
    return [
        case("nothing found", None, "unreadable", why="nothing"),
        case("an address", "https://example.org/", "unreadable", why="not_ours"),
        case("version 2", "GI2:ABC", "unreadable", why="newer_version"),
        case("version 2, no list", "GI2:ABC", "unreadable", why="newer_version",
             list_=None),
        case("unknown key, list fresh", FOREIGN, "not_genuine", why="unknown_key",
             now=late),
        case("unknown key, list old", FOREIGN, "list_too_old", why="unknown_key",
             now=late + 1),
        case("unknown key, no withdrawn list", FOREIGN, "not_genuine",
             why="unknown_key", list_=None),
        case("forged, list old", FORGED, "not_genuine", why="bad_signature",
             now=late + 1),
        case("lower case", WHITE_TEXT.replace("PW", "pw"), "not_genuine",
             why="malformed"),
        case("forged and expired", FORGED, "not_genuine", why="bad_signature", now=EXP),
        case("forged, of a replaced series", FORGED, "not_genuine",
             why="bad_signature", keys="series replaced", now=OVER),
        case("signed for another use", other_use, "not_genuine", why="unknown_type"),
        case("longer than its key", longer, "not_genuine", why="outside_key"),
    ]  # fmt: skip
