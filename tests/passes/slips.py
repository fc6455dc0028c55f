"""Slips as the desk would hand them out, and what people make of them."""

from datetime import date

from django.conf import settings

from passes import keyfiles, slip
from passes.slip import Nonce

TODAY = "2026-11-24T12:00+01:00"
LAST_DAY = date(2028, 11, 30)


def handed_out(nonce=bytes(16), colour="w", last_day=LAST_DAY):
    """Return the slip of a pass that this town gave out."""
    key = keyfiles.slip_key(settings.KEYS_DIR)
    return slip.derive(key, Nonce(nonce), colour, last_day)


def code(**of):
    """Return the code as it stands on paper."""
    return slip.grouped(slip.write(handed_out(**of)))


def invented(nonce=bytes(16)):
    """Return a code with a good check symbol that another key made."""
    key = b"another key of 32 bytes, a guess"
    return slip.write(slip.derive(key, Nonce(nonce), "w", LAST_DAY))
