"""What a municipality decides about the pass: `[pass]` and `[colours]`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
}


@dataclass(frozen=True)
class Validity:
    """How long a pass is good and whose signatures the check trusts."""

    validity_months: int
    expiry_rounding: Rounding
    almost_expired_months: int
    list_max_age_days: int
    roots: tuple[str, ...]

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
