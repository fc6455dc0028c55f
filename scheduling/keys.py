"""The booking key: one file `booking` of 32 random bytes, readable by its owner only.

The key before it lies beside it as `booking.previous` until the horizon has passed;
codes made with it are still found.
"""

import stat
from dataclasses import dataclass, field
from pathlib import Path

_BYTES = 32


class KeyFault(ValueError):
    """A booking key cannot be used; the text says what to do."""


@dataclass(frozen=True)
class BookingKeys:
    current: bytes = field(repr=False)
    previous: bytes | None = field(repr=False, default=None)

    @property
    def all(self) -> list[bytes]:
        """The keys to look a code up with, the current one first."""
        return (
            [self.current] if self.previous is None else [self.current, self.previous]
        )


def read(directory: Path) -> BookingKeys:
    """Read the booking keys in `directory`; raises KeyFault."""
    previous = directory / "booking.previous"
    return BookingKeys(
        current=_read(directory / "booking"),
        previous=_read(previous) if previous.exists() else None,
    )


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        key = path.read_bytes()
    except FileNotFoundError:
        raise KeyFault(
            f"The key file {path.name} is missing: "
            "restore it, or make one with manage.py new_key --use booking."
        ) from None
    except OSError:
        raise KeyFault(f"The key file {path.name} cannot be read.") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFault(
            f"The key file {path.name} can be read by others than its owner: "
            "give it mode 0400."
        )
    if len(key) != _BYTES:
        raise KeyFault(f"The key file {path.name} must hold exactly {_BYTES} bytes.")
    return key
