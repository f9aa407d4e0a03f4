"""Amounts in a text: € 49,99, NOK 1 234,50, 490,- kr, $1,234.56."""

import re
from dataclasses import dataclass
from decimal import Decimal

from amends.evidence.ocr.dates import without_dates
from amends.evidence.ocr.words import CURRENCIES

_CURRENCY = r"€|£|\$|kr\.?|EUR|NOK|SEK|DKK|GBP|USD"
_NUMBER = (
    r"[0-9]{1,3}(?:[ .,'\u00a0\u202f][0-9]{3})+(?:[.,] ?[0-9]{2})?"
    r"|[0-9]{1,6}[.,] ?[0-9]{2}"
    r"|[0-9]{1,6}(?:,[-–])?"
)
_MONEY = re.compile(
    rf"(?:(?<![A-Z])(?P<before>{_CURRENCY})\s?|(?<![0-9A-Z.,/:-]))(?P<number>{_NUMBER})"
    rf"(?:\s?(?P<after>{_CURRENCY})(?![A-Z])|(?![0-9A-Z/:]|[.,-][0-9]))",
    re.IGNORECASE,
)
_CENTS = re.compile(r"[.,] ?([0-9]{2})$")


@dataclass(frozen=True)
class Amount:
    """`currency` is None where none stands beside the number."""

    value: Decimal
    currency: str | None


def find_amounts(text: str) -> list[Amount]:
    """From left to right. A number counts with a currency or with two decimals: a bare one may be anything."""
    found = []
    for match in _MONEY.finditer(without_dates(text)):
        sign = (match["before"] or match["after"] or "").casefold().rstrip(".")
        if sign or _CENTS.search(match["number"]):
            found.append(Amount(_value(match["number"]), CURRENCIES.get(sign)))
    return found


def _value(number: str) -> Decimal:
    """1.234,56 and 1,234.56 and 1 234,56 alike: what has two digits after it, at the end, is the decimal sign."""
    plain = re.sub(r"[,.][-–]$", "", number)
    cents = _CENTS.search(plain)
    whole = plain[: cents.start()] if cents else plain
    return Decimal(re.sub(r"[^0-9]", "", whole) + "." + (cents[1] if cents else "00"))
