"""Base45 (RFC 9285): bytes in the alphabet that a QR code packs best, two bytes as three symbols.

`encode(b"AB") == "BB8"`. Blanks are symbols like any other: never strip or re-case the text.
"""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}


class BadBase45(ValueError):
    """The text is not base45; never repeats it."""


def encode(data: bytes) -> str:
    """Return three symbols for every two bytes and two for a last single one."""
    symbols: list[str] = []
    for start in range(0, len(data) - 1, 2):
        high, low = divmod(data[start] << 8 | data[start + 1], 45)
        symbols += ALPHABET[low], ALPHABET[high % 45], ALPHABET[high // 45]
    if len(data) % 2:
        high, low = divmod(data[-1], 45)
        symbols += ALPHABET[low], ALPHABET[high]
    return "".join(symbols)


def decode(text: str) -> bytes:
    """Return the bytes of `text`; `BadBase45` on any other symbol, length or overflow."""
    if len(text) % 3 == 1:
        raise BadBase45("one symbol is left over")
    try:
        values = [_VALUE[symbol] for symbol in text]
    except KeyError:
        raise BadBase45("a symbol outside the alphabet") from None

    data = bytearray()
    for start in range(0, len(values), 3):
        group = values[start : start + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        size = len(group) - 1
        if number >= 256**size:
            raise BadBase45("a group stands for too large a number")
        data += number.to_bytes(size, "big")
    return bytes(data)
