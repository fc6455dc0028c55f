"""Everything that the database holds, read past Django: rows, and the file itself."""

import base64

from django.conf import settings
from django.db import connection


def rows():
    """Return every value of every table as bytes, in one heap."""
    values = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            values += [value for row in cursor.fetchall() for value in row]
    return b"\n".join(as_bytes(value) for value in values)


def database():
    """Return the rows and, where the database is a file, its bytes with its journal."""
    heap = rows()
    if connection.vendor == "sqlite":
        place = connection.settings_dict["NAME"]
        for suffix in ("", "-journal", "-wal"):
            path = settings.BASE_DIR / f"{place}{suffix}"
            heap += path.read_bytes() if path.exists() else b""
    return heap


def as_bytes(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value) + b" " + bytes(value).hex().encode()
    return str(value).encode()


def forms_of(code):
    """Return how a code may be written: groups, bytes, hex, base64, digits reversed."""
    digits = code.encode()
    number = int(code)
    grouped = [
        separator.join(code[at : at + size] for at in range(0, 16, size)).encode()
        for separator in " -."
        for size in (2, 4, 8)
    ]
    return {
        digits,
        *grouped,
        digits[:15],
        digits[::-1],
        digits.hex().encode(),
        base64.b64encode(digits),
        number.to_bytes(8, "big"),
        number.to_bytes(8, "little"),
        f"{number:x}".encode(),
    }


def found(secrets, heap):
    return [secret for secret in secrets if secret in heap]
