"""From the nonce of one interview to the id of its pass and the digest that counts it once.

The nonce lives in the browser's cookie until *Klaar*. Together with the slip key it makes the
same pass again for a second print; without the slip key an id leads nowhere.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType

from passes import token
from passes.expiry import TOWN, expiry, month_number
from passes.files import PASS, KeyList
from passes.keys import NotInstalled, Ring, SigningKey
from passes.token import Pass, PassId

NONCE_SIZE = 16

Nonce = NewType("Nonce", bytes)  # 16 random bytes
Digest = NewType("Digest", bytes)  # 8 bytes


@dataclass(frozen=True)
class Secret:
    """What is in the slip: w = r and its tag, 80 bits that only the holder gets."""

    r: bytes
    tag: bytes

    @property
    def w(self) -> bytes:
        return self.r + self.tag


@dataclass(frozen=True)
class Maker:
    """The keys at hand for passes that are good through `last_day`."""

    key: SigningKey
    slip_key: bytes = field(repr=False)
    last_day: date

    def text(self, nonce: Nonce, colour: str) -> str:
        """Return what goes into the QR code; the same nonce gives the same text."""
        made = Pass(
            kid=self.key.kid,
            exp=expiry(self.last_day),
            id=pass_id(self.slip_key, nonce, colour, self.last_day),
            colour=colour,
        )
        return token.to_text(token.sign(made, self.key.private))


def ready(ring: Ring, key_list: KeyList, last_day: date, now: datetime) -> Maker:
    """Return the keys for a pass decided now; a `KeyTrouble` before anything is counted."""
    known = key_list.by_kid()
    key = ring.signing("pass", now.astimezone(TOWN).date(), known)
    entry = known.get(key.kid)
    if entry is None or entry.use != PASS or entry.start > now.timestamp():
        raise NotInstalled(
            "The pass key of this quarter is not in the signed key list yet. "
            "Sign and install the list first: phones would call the pass not genuine."
        )
    if expiry(last_day) > entry.exp_max:
        raise NotInstalled(
            "The signed key list does not let this quarter's key make passes that are "
            "valid so long. Was the policy changed? Then sign and install a new list."
        )
    return Maker(key, ring.slip, last_day)


def secret(slip_key: bytes, nonce: Nonce, colour: str, last_day: date) -> Secret:
    """Return the secret of the pass; `colour` is the token's letter."""
    month = _month(last_day)
    r = hmac.digest(slip_key, b"r1" + nonce + colour.encode("ascii") + month, "sha256")
    tag = hmac.digest(slip_key, b"t1" + r[:6] + month, "sha256")
    return Secret(r[:6], tag[:4])


def pass_id(slip_key: bytes, nonce: Nonce, colour: str, last_day: date) -> PassId:
    """Return the id in the token: 8 bytes that only the slip key ties to the nonce."""
    w = secret(slip_key, nonce, colour, last_day).w
    return PassId(hashlib.sha256(b"gi1" + w).digest()[:8])


def digest(nonce: Nonce, colour: str, last_day: date) -> Digest:
    """Return what the staff session keeps so that a second print is not counted."""
    known = b"d1" + nonce + colour.encode("ascii") + _month(last_day)
    return Digest(hashlib.sha256(known).digest()[:8])


def _month(last_day: date) -> bytes:
    return month_number(last_day).to_bytes(2, "big")
