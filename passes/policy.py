"""What a municipality decides about the pass: `[pass]` and `[colours]`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from passes.expiry import Rounding

KINDS = ("window", "club", "massage", "escort", "street_zone", "home")
OPTIONAL_KINDS = frozenset({"street_zone", "home"})


def _whole(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def _is_root(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) == 64
        and all(character in "0123456789abcdef" for character in value)
    )


def _is_day_or_empty(value: object) -> bool:
    if value == "":
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "validity_months": (
        lambda value: _whole(value, 3, 36),
        "must be 3 to 36 months.",
    ),
    "expiry_rounding": (
        lambda value: value in ("month_end", "day"),
        "must be month_end or day; day lets the card tell the interview date.",
    ),
    "almost_expired_months": (
        lambda value: _whole(value, 0, 6),
        "must be 0 to 6 and shorter than the validity.",
    ),
    "list_max_age_days": (
        lambda value: _whole(value, 1, 30),
        "must be 1 to 30 days.",
    ),
    "roots": (
        lambda value: (
            isinstance(value, list)
            and len(value) in (1, 2)
            and all(_is_root(root) for root in value)
        ),
        "must be 1 or 2 public keys of 64 hex digits.",
    ),
    "legacy_until": (
        _is_day_or_empty,
        "must be a date like 2028-11-30, or empty.",
    ),
    "replaced_grace_days": (
        lambda value: _whole(value, 0, 180),
        "must be 0 to 180 days.",
    ),
    "return_address": (
        lambda value: isinstance(value, str) and len(value) <= 60,
        "must be a neutral postal address of at most 60 characters.",
    ),
}


@dataclass(frozen=True)
class Validity:
    """How long a pass is good and whose signatures the check trusts."""

    validity_months: int
    expiry_rounding: Rounding
    almost_expired_months: int
    list_max_age_days: int
    roots: tuple[str, ...]
    legacy_until: str  # old cards without a code: their last day, or "" for none
    replaced_grace_days: int
    return_address: str  # on the back of the card, or "" for no line

    @property
    def pinned(self) -> list[bytes]:
        """The public keys of the roots whose key list is trusted."""
        return [bytes.fromhex(one) for one in self.roots]

    @property
    def legacy_day(self) -> date | None:
        return date.fromisoformat(self.legacy_until) if self.legacy_until else None

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (key, words) for keys that are good alone but not together."""
        if self.almost_expired_months >= self.validity_months:
            yield "almost_expired_months", RULES["almost_expired_months"][1]


def colour_faults(colours: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (kind, words) for each fault of `[colours]`."""
    for kind, colour in colours.items():
        if kind not in KINDS:
            yield kind, f"unknown kind of work '{kind}'."
        elif colour not in ("white", "green"):
            yield kind, "must be white or green: the check knows no other."
    for kind in KINDS:
        if kind not in colours and kind not in OPTIONAL_KINDS:
            yield kind, "is missing."
