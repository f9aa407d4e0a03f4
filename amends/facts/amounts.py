"""Amounts of money, with the currency where one is said: «€49», «kr 1 299,50», «1.490,00 kr», «499,-», «ti euro»."""

import re
from dataclasses import dataclass
from decimal import Decimal

from amends.crowns import KR
from amends.facts import words
from amends.facts.bare_amounts import BARE_AMOUNT
from amends.facts.numbers import ARTICLES, SIZES, SPELLED, spelled

_SIGNS = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "euroen": "EUR", "euro's": "EUR", "euri": "EUR",
    "eurootjes": "EUR",
    **dict.fromkeys(("kr", "kr.", "krone", "kroner", "kronen", "kronene", "kroners", "krona"), KR), "nok": "NOK",
    "norwegian kroner": "NOK", "norske kroner": "NOK", "noorse kronen": "NOK",
    "sek": "SEK", "svenske kroner": "SEK", "swedish kronor": "SEK", "zweedse kronen": "SEK", "kronor": "SEK",
    "dkk": "DKK", "danske kroner": "DKK", "danish kroner": "DKK", "deense kronen": "DKK",
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "pond": "GBP", "pund": "GBP", "quid": "GBP",
    "chf": "CHF",
}  # fmt: skip
_NAMES = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_DIGITS = r"(?:[0-9]{1,3}(?:[ .,']\d{3})+(?!\d)|\d{1,7})(?:[.,](?:\d\d?(?!\d)|-{1,2}))?"
_NUMBERS = "|".join(sorted((*SPELLED, *SIZES, *ARTICLES, "and", "og"), key=len, reverse=True))
_WORDS = rf"(?:(?:{_NUMBERS}|[a-z]*(?:honderd|hundre)[a-z]*)(?!\w)[ -]?)+"
_COINS = r"cents?|centen|øre|öre|pence"
_WHOLE = r"euro'?s?|dollars?|pounds?|pond|kroner?|kronor"
_CENTS = (
    rf"(?: (?:and |en |og )?(?:(?P<cents>\d\d) ?(?:{_COINS})|(?P<bare_cents>\d\d))(?=[\s.,;!?)]*$|[.,;!?)]| \D)"
    rf"(?! ?(?:{_NAMES})(?!\w))(?!\.? ?(?:{words.MONTH})(?!\w)))?"
)
"""«12 euro 50», but not «12 euro en 50 euro» nor «10 euro 26. nov.»."""
_UNIT = rf"(?!sek\b)(?:{_NAMES})(?!\w| ?\d(?!\d?[/.]\d{{1,2}}(?![\d,])))|(?<=\d\d\d )sek\b"
"""«10 sek» are seconds; «12.03 kr 299» is a date and an amount."""
AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<sign>{_NAMES}) ?(?P<after>{_DIGITS})(?![\w%/]|[.,]?\d|\.? (?:{words.MONTH})(?!\w))"
    rf"|(?<![\w.,:/-])(?P<before>{_DIGITS}) ?(?:(?P<whole>{_WHOLE})(?!\w){_CENTS}|(?P<unit>{_UNIT}))"
    rf"|(?<![\w.,:/-])(?P<alone>\d{{1,3}}(?:[ .]?\d{{3}})*,-)(?![\w-])"
    rf"|(?<!\w)(?P<words>{_WORDS}) ?(?P<name>{_NAMES})(?!\w)"
)


@dataclass(frozen=True)
class Amount:
    """So much money; `currency` (ISO 4217) is None where the text names none: «499,-»."""

    value: Decimal
    currency: str | None


def find_amounts(text: str, crowns: str) -> list[tuple[Amount, tuple[int, int]]]:
    """The amounts in a text that is in the shape of `scanner.plain`, and where they stand. `crowns`: which «kr» are."""
    found: list[tuple[Amount | None, tuple[int, int]]] = [
        (_amount(match, crowns), match.span()) for match in AMOUNT.finditer(text)
    ]
    rest = AMOUNT.sub(lambda match: ";" * len(match[0]), text)
    for match in BARE_AMOUNT.finditer(rest):
        group = str(match.lastgroup)
        found.append((Amount(_value(match[group]), None), match.span(group)))
    return sorted(((amount, span) for amount, span in found if amount is not None), key=lambda each: each[1])


def _amount(match: re.Match[str], crowns: str) -> Amount | None:
    sign = match["sign"] or match["whole"] or match["unit"] or match["name"]
    currency = _SIGNS[sign] if sign else None
    currency = crowns if currency == KR else currency
    if match["words"]:
        number = spelled(match["words"].strip(" -"))
        return None if number is None else Amount(Decimal(number), currency)
    written = match["after"] or match["before"] or match["alone"]
    cents = match["cents"] or match["bare_cents"]
    return Amount(_value(written) + Decimal(cents or 0) / 100, currency)


def _value(written: str) -> Decimal:
    """Of «1.490,00», «1,250.00», «1 290», «49,-»."""
    cents = re.search(r"[.,](\d\d?)$", written)
    whole = written[: cents.start()] if cents else written
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{cents[1] if cents else 0}")
