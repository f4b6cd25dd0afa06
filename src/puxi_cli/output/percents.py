"""Quotients and whole numbers as a reader writes them."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def percent_of(quotient: Fraction, places: int = 1) -> str:
    """A quotient in percent, half up, from the whole numbers themselves and not from a float."""
    scale: int = 10**places
    steps = math.floor(quotient * 100 * scale + Fraction(1, 2))
    sign, steps = ("-" if steps < 0 else ""), abs(steps)
    return f"{sign}{steps // scale}.{steps % scale:0{places}d}%"


def number_of(number: Fraction) -> str:
    """A whole number with commas, an estimated one to a tenth."""
    return f"{int(number):,}" if number.denominator == 1 else f"{float(number):,.1f}"


def rounded(amount: float) -> str:
    """An amount without its fen, half up."""
    return f"{Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP):,}"
