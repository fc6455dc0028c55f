"""Vectors of the keep-slip: what is derived, and what is typed."""

from datetime import date

from passes import slip
from passes.slip import Nonce
from tests.vectors.made import seed

TODAY = date(2026, 11, 24)
NONCE = Nonce(bytes(range(16)))
LAST_DAY = date(2028, 11, 30)


def slip_file() -> dict[str, object]:
    return {
        "key": seed("slip key 1").hex(),
        "cases": [_case(*args) for args in _derived()],
        "typed": [
            {"name": name, "typed": typed, "today": TODAY.isoformat(), "error": error}
            for name, (typed, error) in typed_codes().items()
        ],
    }


def _derived() -> list[tuple[Nonce, str, date]]:
    second = Nonce(bytes(range(16, 32)))
    return [
        (NONCE, "w", LAST_DAY),
        (NONCE, "g", LAST_DAY),
        (NONCE, "w", date(2028, 12, 31)),
        (second, "w", date(2026, 10, 31)),
        (second, "g", date(2030, 2, 28)),
    ]


def _case(nonce: Nonce, colour: str, last_day: date) -> dict[str, object]:
    found = slip.derive(seed("slip key 1"), nonce, colour, last_day)
    return {
        "nonce": nonce.hex(),
        "colour": colour,
        "last_day": last_day.isoformat(),
        "month": found.month,
        "w": found.w.hex(),
        "id": found.id.hex(),
        "code": slip.write(found),
    }


def typed_codes() -> dict[str, tuple[str, str | None]]:
    """Return name -> (what was typed, error)."""
    good = slip.write(slip.derive(seed("slip key 1"), NONCE, "w", LAST_DAY))
    foreign = slip.write(slip.derive(seed("slip key 2"), NONCE, "w", LAST_DAY))
    with_1 = slip.write(slip.derive(seed("slip key 1"), NONCE, "g", LAST_DAY))
    with_0 = slip.write(slip.derive(seed("slip key 1"), NONCE, "w", date(2028, 12, 31)))
    return {
        "as printed": (slip.grouped(good), None),
        "in one piece": (good, None),
        "small, with dashes": (slip.grouped(good).lower().replace(" ", "-"), None),
        "blanks around": (f"  {good[:9]} \t {good[9:]}\n", None),
        "I for 1": (with_1.replace("1", "I"), None),
        "l for 1": (with_1.replace("1", "l"), None),
        "o for 0": (with_0.replace("0", "o"), None),
        "empty": ("", "not_a_code"),
        "a symbol short": (good[:-1], "not_a_code"),
        "a symbol long": (good + "0", "not_a_code"),
        "a letter that is none": (good[:-1] + "U", "not_a_code"),
        "two symbols swapped": (good[1] + good[0] + good[2:], "not_a_code"),
        "one symbol wrong": ("N" + good[1:], "not_a_code"),
        "made by another key": (foreign, "foreign_code"),
        "the month of another": (_other_month(good), "foreign_code"),
    }


def _other_month(code: str) -> str:
    """Return the code with another month and a check symbol that fits."""
    values = [slip.SYMBOLS.index(symbol) for symbol in code[:-1]]
    values[16] ^= 1
    total = 0
    for value in [*values, 0]:
        total = slip._times2(total) ^ value
    return "".join(slip.SYMBOLS[value] for value in [*values, total])
