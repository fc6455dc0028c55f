"""What a staff session remembers of a pass that it has counted: enough to count it once."""

import hashlib
from datetime import date
from typing import NewType

from passes.expiry import month_number
from passes.slip import Nonce

Digest = NewType("Digest", bytes)  # 8 bytes; without the nonce it leads to no pass


def digest(nonce: Nonce, colour: str, last_day: date) -> Digest:
    """Return what the staff session keeps so that a second print is not counted."""
    month = month_number(last_day).to_bytes(2, "big")
    known = b"d1" + nonce + colour.encode("ascii") + month
    return Digest(hashlib.sha256(known).digest()[:8])
