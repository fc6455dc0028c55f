"""The sections of municipality.toml that belong to no app, and the rules of all.

`SECTIONS` says for each section its shape and, for each key, what is allowed and
the words for what is not. A key that another key limits is judged by `faults` of
its shape.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from intake.policy import BOOLEAN, FIGURE_RULES, Figures, Interview
from intake.policy import RULES as INTERVIEW_RULES
from passes.policy import RULES as PASS_RULES
from passes.policy import Validity
from scheduling.languages import NAMES, OTHER
from scheduling.policy import (
    MOMENT_RULES,
    Hour,
    Moments,
    is_office_hours,
    minutes_of_day,
)
from scheduling.policy import RULES as HOUR_RULES

TELLTALE = ("seks", "sex", "prostit", "escort", "massage", "intake")

Rules = Mapping[str, tuple[Callable[[Any], bool], str]]


@dataclass(frozen=True)
class Town:
    name: str
    dpo: str
    phone: str
    office_hours: dict[str, str]
    complaints: str


@dataclass(frozen=True)
class Place:
    street: str
    postcode: str
    city: str
    entrance: dict[str, str]


@dataclass(frozen=True)
class Exceptional:
    """What a municipality allows beyond the usual."""

    home_work: bool


@dataclass(frozen=True)
class Languages:
    """Codes in page order; `interpreter` ends with "other"."""

    worker: tuple[str, ...]
    staff: tuple[str, ...]
    interpreter: tuple[str, ...]


@dataclass(frozen=True)
class Exit:
    url: str


@dataclass(frozen=True)
class Retention:
    booking_latest: str
    validity_months_after: int
    audit_log_months: int
    figures_years: int


def length(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and low <= len(value.strip()) <= high


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def is_neutral(text: str) -> bool:
    return not any(word in text.lower() for word in TELLTALE)


def _is_plain_https(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value.startswith("https://")
        and len(value) > 11
        and "?" not in value
        and "#" not in value
        and is_neutral(value)
    )


def _is_postcode(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) == 7
        and value[:4].isdecimal()
        and value[4] == " "
        and value[5:].isalpha()
        and value.isupper()
    )


FILLED = "must be filled in; a postcode looks like 1234 AB."
SECTIONS: dict[str, tuple[type, Rules]] = {
    "municipality": (
        Town,
        {
            "name": (
                length(1, 60),
                "must be the name of the municipality, 1 to 60 characters.",
            ),
            "dpo": (
                length(5, 120),
                "must say how to reach the data protection officer.",
            ),
            "phone": (length(3, 20), "must be a telephone number."),
            "office_hours": (
                is_office_hours,
                'must look like monday = "09:00-17:00".',
            ),
            "complaints": (_is_plain_https, "must be an https address."),
        },
    ),
    "place": (
        Place,
        {
            "street": (length(1, 80), FILLED),
            "postcode": (_is_postcode, FILLED),
            "city": (length(1, 60), FILLED),
        },
    ),
    "hour": (Hour, HOUR_RULES),
    "waiting": (Moments, MOMENT_RULES),
    "interview": (Interview, INTERVIEW_RULES),
    "rules": (
        Exceptional,
        {"home_work": (lambda value: type(value) is bool, BOOLEAN)},
    ),
    "pass": (
        Validity,
        PASS_RULES
        | {
            "return_address": (
                lambda value: (
                    PASS_RULES["return_address"][0](value) and is_neutral(value)
                ),
                PASS_RULES["return_address"][1],
            )
        },
    ),
    "languages": (
        Languages,
        {
            "staff": (
                lambda value: value in (["nl"], ["en"], ["nl", "en"], ["en", "nl"]),
                "must be nl, en or both.",
            ),
            "interpreter": (
                lambda value: (
                    isinstance(value, list)
                    and 1 <= len(value) <= 20
                    and value[-1] == OTHER
                    and all(
                        isinstance(code, str) and code in NAMES for code in value[:-1]
                    )
                ),
                'must be at most 20 codes ending with "other".',
            ),
        },
    ),
    "exit": (
        Exit,
        {
            "url": (
                _is_plain_https,
                "must be a plain https address of a harmless site, without ? or #.",
            )
        },
    ),
    "retention": (
        Retention,
        {
            "booking_latest": (
                lambda value: minutes_of_day(value) >= 0,
                "must be later than the end of the hour, on the same day.",
            ),
            "validity_months_after": (_whole(0, 12), "must be 0 to 12 months."),
            "audit_log_months": (_whole(3, 24), "must be 3 to 24 months."),
            "figures_years": (_whole(1, 10), "must be 1 to 10 years."),
        },
    ),
    "figures": (Figures, FIGURE_RULES),
}
# Texts per worker language: (section, key, longest, must pass the word rule).
TEXTS = (
    ("place", "entrance", 120, True),
    ("interview", "rule", 120, False),
    ("interview", "protocol", 600, False),
)
# What the shipped file says where a municipality must say something of its own.
EXAMPLES = {
    "municipality.dpo": "Data protection officer, 050 000 00 00",
    "municipality.phone": "050 000 00 00",
    "municipality.complaints": "https://example.org/klacht",
    "hour.online_cap": 0,
    "place.street": "Voorbeeldstraat 1",
    "place.postcode": "9700 AA",
}
