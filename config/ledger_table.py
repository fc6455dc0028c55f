"""One table of the ledger: about whom its rows are, why each column is there."""

from dataclasses import dataclass

MUNICIPALITY, CODE, NOBODY, STAFF = "municipality", "a code", "nobody", "staff"
CARD, BUSINESS = "a card", "a business"


@dataclass(frozen=True)
class Table:
    """What a table is about, until when a row stays, and why each column is there."""

    about: str
    kept: str
    columns: dict[str, str]


ROW = {"id": "a number for the row"}
