"""Money as it is written in accounting files, to whole cents without a rounding surprise."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

_CENT = Decimal("0.01")
LARGEST_CENTS = 10**15  # ten thousand billion: beyond this it is not an amount but a mistake


def cents(text: str) -> int | None:
    """Return the amount in cents, None when ``text`` is not a number.

    A point or a single comma is the decimal mark; a third decimal is rounded half to even.
    """
    # nearly every amount in an XAF ends in a point and two digits: no Decimal on that path
    if text[-3:-2] == "." and text.isascii() and "_" not in text:
        try:
            value = int(text[:-3] + text[-2:])
        except ValueError:
            return _carefully(text)
        return value if -LARGEST_CENTS < value < LARGEST_CENTS else None
    return _carefully(text)


def _carefully(text: str) -> int | None:
    if "." not in text and text.count(",") == 1:
        text = text.replace(",", ".")
    if "_" in text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() > 13:  # before rounding: 1E999999 takes for ever
        return None
    return int(value.quantize(_CENT, ROUND_HALF_EVEN).scaleb(2))
