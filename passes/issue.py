"""From the nonce of one interview to its pass and its slip, with the keys of today.

The nonce lives in the browser's cookie until *Klaar*. Together with the slip key it makes the
same pass again for a second print; without the slip key an id leads nowhere.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from passes import slip, token
from passes.counting import Digest, digest
from passes.expiry import expiry
from passes.files import KeyList
from passes.keys import NotInstalled, Ring, SigningKey, current
from passes.slip import NONCE_SIZE, Code, Nonce, Slip
from passes.token import Pass, PassId

__all__ = ["NONCE_SIZE", "Digest", "Maker", "Nonce", "digest", "pass_id", "ready"]


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
            id=self.id(nonce, colour),
            colour=colour,
        )
        return token.to_text(token.sign(made, self.key.private))

    def code(self, nonce: Nonce, colour: str) -> Code:
        """Return the code of the keep-slip, 18 symbols."""
        return slip.write(self._slip(nonce, colour))

    def id(self, nonce: Nonce, colour: str) -> PassId:
        return self._slip(nonce, colour).id

    def _slip(self, nonce: Nonce, colour: str) -> Slip:
        return slip.derive(self.slip_key, nonce, colour, self.last_day)


def ready(ring: Ring, key_list: KeyList, last_day: date, now: datetime) -> Maker:
    """Return the keys for a pass decided now; a `KeyTrouble` before anything is counted."""
    key = current(ring, key_list, "pass", now)
    if expiry(last_day) > key_list.by_kid()[key.kid].exp_max:
        raise NotInstalled(
            "The signed key list does not let this quarter's key make passes that are "
            "valid so long. Was the policy changed? Then sign and install a new list."
        )
    return Maker(key, ring.slip, last_day)


def pass_id(slip_key: bytes, nonce: Nonce, colour: str, last_day: date) -> PassId:
    """Return the id in the token: 8 bytes that only the slip key ties to the nonce."""
    return slip.derive(slip_key, nonce, colour, last_day).id
