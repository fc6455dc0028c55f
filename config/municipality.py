"""The policy of one municipality: municipality.toml as a frozen object.

`load` reads the file once at start. It gives every fault at once, one line each,
such as `municipality.toml: hour.desks = 9: must be 1 to 6; each desk needs ...`.
The file holds no secret and may be published.
"""

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import polib

from config.catalogues import needed
from config.policy import (
    EXAMPLES,
    SECTIONS,
    TEXTS,
    Exceptional,
    Exit,
    Languages,
    Place,
    Retention,
    Rules,
    Town,
    is_neutral,
    length,
)
from intake.policy import BOOLEAN, Figures, Interview
from passes.policy import Validity, colour_faults
from scheduling.languages import NAMES
from scheduling.policy import Hour, Moments, minutes_of_day


class BadPolicy(ValueError):
    """The policy cannot be used; `faults` holds one line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Municipality:
    demo: bool
    municipality: Town
    place: Place
    hour: Hour
    waiting: Moments
    interview: Interview
    rules: Exceptional
    colours: dict[str, str]
    pass_: Validity
    languages: Languages
    exit: Exit
    retention: Retention
    figures: Figures


def load(path: Path, locale: Path) -> Municipality:
    """Read the policy at `path`; `locale` holds the catalogues of the languages.

    Raises BadPolicy with all faults.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPolicy([f"{path.name}: cannot be read: {error}"]) from None
    lines = [
        f"{path.name}: {key}: {words}"
        if value is None
        else f"{path.name}: {key} = {_shown(value)}: {words}"
        for key, value, words in _faults(data, locale)
    ]
    if lines:
        raise BadPolicy(lines)
    return _build(data)


def examples_left(policy: Municipality) -> list[str]:
    """Return the keys that still have the value of the shipped example."""
    return [name for name, example in EXAMPLES.items() if _at(policy, name) == example]


def _at(policy: Municipality, name: str) -> object:
    section, _, key = name.partition(".")
    return getattr(getattr(policy, section), key)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _faults(data: dict[str, Any], locale: Path) -> Iterator[tuple[str, Any, str]]:
    known = {"demo", "colours", *SECTIONS}
    yield from _unknown("", data, known)
    if type(data.get("demo")) is not bool:
        yield "demo", data.get("demo"), BOOLEAN
    for name, (shape, rules) in SECTIONS.items():
        yield from _section_faults(name, data.get(name), shape, rules)
    colours = data.get("colours")
    for kind, words in colour_faults(colours if isinstance(colours, dict) else {}):
        value = colours.get(kind) if isinstance(colours, dict) else None
        yield f"colours.{kind}", value, words
    yield from _language_faults(data, locale)
    yield from _joint_faults(data)


def _section_faults(
    name: str, section: Any, shape: type, rules: Rules
) -> Iterator[tuple[str, Any, str]]:
    if not isinstance(section, dict):
        yield name, None, "this section is missing."
        return
    yield from _unknown(f"{name}.", section, {field.name for field in fields(shape)})
    sound = True
    for key, (allows, words) in rules.items():
        if key not in section:
            yield f"{name}.{key}", None, "is missing."
            sound = False
        elif not allows(section[key]):
            yield f"{name}.{key}", section[key], words
            sound = False
    if sound and hasattr(shape, "faults"):
        for key, words in _make(shape, section).faults():
            yield f"{name}.{key}", section[key], words


def _unknown(
    prefix: str, found: dict[str, Any], known: set[str]
) -> Iterator[tuple[str, Any, str]]:
    for key in found:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean `{prefix}{near[0]}`?" if near else "."
            yield f"{prefix}{key}", None, f"unknown setting{hint}"


def _language_faults(
    data: dict[str, Any], locale: Path
) -> Iterator[tuple[str, Any, str]]:
    languages = data.get("languages")
    worker = languages.get("worker") if isinstance(languages, dict) else None
    if not isinstance(worker, list) or not {"nl", "en"} <= set(map(str, worker)):
        yield "languages.worker", worker, "nl and en are required."
        return
    staff = languages.get("staff") if isinstance(languages, dict) else None
    for code in worker:
        is_staff = isinstance(staff, list) and code in staff
        done, total = _progress(str(code), locale, is_staff=is_staff)
        if done < total or code not in NAMES:
            words = f"'{code}' has no complete translation ({done} of {total} texts)."
            yield "languages.worker", worker, words
    for section, key, longest, neutral in TEXTS:
        there = data.get(section)
        texts = there.get(key) if isinstance(there, dict) else None
        texts = texts if isinstance(texts, dict) else {}
        yield from _text_faults(f"{section}.{key}", texts, worker, longest, neutral)


def _progress(code: str, locale: Path, *, is_staff: bool) -> tuple[int, int]:
    """Return (translated, all) texts of a language; English is the source."""
    if code == "en":
        return 1, 1
    path = locale / code / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        return 0, 1
    entries = needed(polib.pofile(str(path)), by_staff=is_staff)
    return sum(entry.translated() for entry in entries), len(entries)


def _text_faults(
    name: str, texts: dict[str, Any], worker: list[str], longest: int, neutral: bool
) -> Iterator[tuple[str, Any, str]]:
    missing = [code for code in worker if not length(1, longest)(texts.get(code))]
    if missing:
        yield name, None, f"needs a text for: {', '.join(missing)}."
    if neutral and not all(is_neutral(str(text)) for text in texts.values()):
        yield name, None, "must not say what the appointment is about."


def _joint_faults(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    def at(section: str, key: str) -> Any:
        there = data.get(section)
        return there.get(key) if isinstance(there, dict) else None

    latest = at("retention", "booking_latest")
    if -1 < minutes_of_day(latest) <= minutes_of_day(at("hour", "end")):
        words = SECTIONS["retention"][1]["booking_latest"][1]
        yield "retention.booking_latest", latest, words
    if at("rules", "home_work") is True and at("colours", "home") is None:
        yield "colours.home", None, "is missing."


def _make(shape: type, section: dict[str, Any]) -> Any:
    """Build a section from known keys; lists become tuples."""
    known = {field.name for field in fields(shape)}
    return shape(
        **{
            key: tuple(section[key]) if isinstance(section[key], list) else section[key]
            for key in known & section.keys()
        },
        **{key: {} for key in known - section.keys()},
    )


def _build(data: dict[str, Any]) -> Municipality:
    parts = {
        "pass_" if name == "pass" else name: _make(shape, data[name])
        for name, (shape, _) in SECTIONS.items()
    }
    return Municipality(demo=data["demo"], colours=dict(data["colours"]), **parts)
