"""Looks for secrets on a disk as somebody would who carried it away.

Searched: every file of a folder as it is, deflated streams in it, and the sessions of a
database decoded. Each secret is looked for as text of 8 and 16 bits, hex, base64 (at
each of its three offsets) and quoted for an address.
"""

import base64
import contextlib
import re
import sqlite3
import zlib
from pathlib import Path
from urllib.parse import quote_from_bytes

from django.core import signing

SALT = "django.contrib.sessions.SessionStore"


def encodings(secret: bytes) -> set[bytes]:
    """Return the ways in which a secret may be written down."""
    found = {secret, secret.hex().encode(), quote_from_bytes(secret).encode()}
    with contextlib.suppress(UnicodeDecodeError):
        found.add(secret.decode().encode("utf-16-le"))
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + secret)
        found.add(text[4 if offset else 0 : -4])
    return {form for form in found if len(form) >= 8}


def inflated(body: bytes) -> bytes:
    """Return what deflated streams in `body` hold, one after the other."""
    parts = []
    for match in re.finditer(rb"stream\r?\n", body):
        try:
            parts.append(zlib.decompressobj().decompress(body[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def sessions(path: Path) -> bytes:
    """Return the sessions of a SQLite file, decoded."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT session_data FROM django_session").fetchall()
    connection.close()
    return repr([signing.loads(data, salt=SALT) for (data,) in rows]).encode()


def heaps(folder: Path) -> dict[str, bytes]:
    """Return every file of `folder` by name, with what is packed into it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            body = path.read_bytes()
            found[str(path.relative_to(folder))] = body + inflated(body)
            if body.startswith(b"SQLite format 3"):
                found[f"{path.name}: sessions"] = sessions(path)
    return found


def search(folder: Path, secrets: dict[str, bytes]) -> dict[str, list[str]]:
    """Return where each secret was found: its name -> places; only what was found."""
    there = heaps(folder)
    places = {
        name: [
            place
            for place, heap in there.items()
            if any(form in heap for form in encodings(secret))
        ]
        for name, secret in secrets.items()
    }
    return {name: where for name, where in places.items() if where}
