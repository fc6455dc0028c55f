"""Vectors of the token: genuine ones, and texts that are refused, each with its error."""

from datetime import date

from passes import token
from passes.token import GREEN
from tests.vectors.made import ENTRIES, EXP_MAX, flipped, made, shown

ORDER = 2**252 + 27742317777372353535851937790883648493  # of the curve's base point


def token_file() -> dict[str, object]:
    return {
        "keys": [shown(entry) for entry in ENTRIES],
        "genuine": [
            {
                "name": name,
                "kid": body[7:11].hex(),
                "exp": int.from_bytes(body[16:20], "big"),
                "id": body[22:30].hex(),
                "colour": chr(body[32]),
                "token": body.hex(),
                "text": token.to_text(body),
            }
            for name, body in genuine().items()
        ],
        "refused": [
            {"name": name, "text": text, "error": error}
            for name, (text, error) in refused().items()
        ],
    }


def genuine() -> dict[str, bytes]:
    return {
        "white, the first one": made(),
        "green": made(colour=GREEN),
        "another nonce": made(nonce=bytes(range(16, 32))),
        "specimen": made(colour=token.SPECIMEN, by="specimen key 1"),
        "winter": made(date(2027, 12, 31)),
        "29 February": made(date(2028, 2, 29)),
        "summer": made(date(2028, 3, 31)),
        "the day before the clock goes back": made(date(2028, 10, 28)),
        "the day the clock goes back": made(date(2028, 10, 29)),
        "the day before the clock goes forward": made(
            date(2029, 3, 24), by="pass key 2"
        ),
        "the day the clock goes forward": made(date(2029, 3, 25), by="pass key 2"),
        "as long as the key allows": made(exp=EXP_MAX),
    }


def refused() -> dict[str, tuple[str, str]]:
    """Return name -> (text, error), from texts that are no token to signed ones."""
    good, text = made(), token.to_text(made())
    cases = {
        "empty": ("", "not_ours"),
        "an address": ("https://example.org/", "not_ours"),
        "another prefix": ("HC1:" + text[4:], "not_ours"),
        "prefix in lower case": ("gi1:" + text[4:], "not_ours"),
        "a blank before": (" " + text, "not_ours"),
        "version 2": ("GI2:" + text[4:], "newer_version"),
        "version 9, nothing else": ("GI9:", "newer_version"),
        "version 0": ("GI0:" + text[4:], "not_ours"),
        "lower case": (text[:4] + text[4:].lower(), "malformed"),
        "foreign symbol": (text[:10] + "é" + text[11:], "malformed"),
        "digits of another script": (text[:10] + "٣" + text[11:], "malformed"),
        "group of 65536": (text[:4] + "GGW" + text[7:], "malformed"),
        "last pair of 256": (text[:-2] + "V5", "malformed"),
        "98 bytes": (token.to_text(good[:-1]), "malformed"),
        "100 bytes": (token.to_text(good + b"\0"), "malformed"),
        "a line end behind": (text + "\n", "malformed"),
        "unknown key": (token.to_text(made(by="foreign key")), "unknown_key"),
    }
    return cases | _changed_bytes(good) | _signed_wrongly(good)


def _changed_bytes(good: bytes) -> dict[str, tuple[str, str]]:
    constant = [*range(7), *range(11, 16), 20, 21, 30, 31, 33, 34]
    return {
        f"constant byte {place} changed": (
            token.to_text(flipped(good, place)),
            "malformed",
        )
        for place in constant
    }


def _signed_wrongly(good: bytes) -> dict[str, tuple[str, str]]:
    s = int.from_bytes(good[67:], "little") + ORDER
    foreign_signature = made(by="pass key 2")[35:]
    tokens = {
        "exp changed": (flipped(good, 19), "bad_signature"),
        "id changed": (flipped(good, 29), "bad_signature"),
        "colour changed": (good[:32] + b"g" + good[33:], "bad_signature"),
        "signature of another key": (good[:35] + foreign_signature, "bad_signature"),
        "signature of zeros": (good[:35] + bytes(64), "bad_signature"),
        "s plus the order": (good[:67] + s.to_bytes(32, "little"), "bad_signature"),
        "specimen by a pass key": (made(colour="t"), "unknown_type"),
        "white by the specimen key": (made(by="specimen key 1"), "unknown_type"),
        "a colour nobody knows": (made(colour="x"), "unknown_type"),
        "a pass by the list key": (made(by="list key 1"), "unknown_type"),
        "a second longer than the key allows": (made(exp=EXP_MAX + 1), "outside_key"),
    }
    return {name: (token.to_text(t), error) for name, (t, error) in tokens.items()}
