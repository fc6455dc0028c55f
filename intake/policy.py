"""What a municipality decides about the interview and what it counts of it:
`[interview]` and `[figures]`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

INFORMATION = (
    "health",
    "rights",
    "saying_no",
    "safety",
    "help",
    "tax",
    "something_else",
    "who_may_ask",
)
ALWAYS_TOLD = frozenset({"health", "rights", "help", "who_may_ask"})
BOOLEAN = "must be true or false."


def _label(value: object) -> bool:
    return isinstance(value, str) and 2 <= len(value) <= 30


RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "health_label": (_label, "must be 2 to 30 characters."),
    "order_label": (_label, "must be 2 to 30 characters."),
    "minimum_age": (
        lambda value: type(value) is int and 18 <= value <= 25,
        "must be 18 to 25; 18 is the national minimum.",
    ),
    "viewer": (lambda value: type(value) is bool, BOOLEAN),
    "sleep_in_workroom": (lambda value: type(value) is bool, BOOLEAN),
    "information": (
        lambda value: (
            isinstance(value, list) and all(isinstance(item, str) for item in value)
        ),
        "must be a list of items.",
    ),
}

SMALLER = "smaller periods are not offered: such numbers point at people."
FIGURE_RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "period": (lambda value: value in ("quarter", "year"), SMALLER),
    "round_to": (
        lambda value: type(value) is int and value in (5, 10),
        "must be 5 or 10.",
    ),
    "hide_below": (
        lambda value: type(value) is int and value in (5, 10, 15, 20),
        "must be 5, 10, 15 or 20; smaller numbers point at people.",
    ),
}


@dataclass(frozen=True)
class Figures:
    """How figures are shown: per `period`, rounded, and small ones not at all."""

    period: str
    round_to: int
    hide_below: int


@dataclass(frozen=True)
class Interview:
    """The talk; `rule` and `protocol` hold a text per worker language."""

    health_label: str
    order_label: str
    minimum_age: int
    viewer: bool
    sleep_in_workroom: bool
    information: tuple[str, ...]
    rule: dict[str, str]
    protocol: dict[str, str]

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (key, words) for items of information that are unknown or missing."""
        for item in self.information:
            if item not in INFORMATION:
                yield "information", f"unknown item '{item}'."
        if not set(self.information) >= ALWAYS_TOLD:
            yield (
                "information",
                "health, rights, help, who_may_ask cannot be left out.",
            )
