"""Which money «kr» is: four countries write their own so.

The order's own currency decides where an amount is held against an order; otherwise the language that it is written in,
and in a language without crowns the merchant's country.
"""

from babel import Locale
from babel.numbers import get_territory_currencies

from amends.languages import LANGUAGES

KR = "kr"
"""What stands for the currency of an amount that was read with no more than this beside it."""
_CURRENCIES = frozenset({"DKK", "ISK", "NOK", "SEK"})


def meant(language: str, country: str) -> str:
    """The currency (ISO 4217) of «kr» in a text of `language` to a merchant of `country` (ISO 3166): Norwegian where
    neither has crowns."""
    spoken = LANGUAGES.get(language)
    there = None if spoken is None else Locale.parse(spoken.locale).territory
    return next((own for place in (there, country) if place and (own := _of(place))), "NOK")


def may_be(read: str | None, currency: str) -> bool:
    """Whether an amount read with `read` beside it (a currency, `KR`, or nothing) may be one in `currency`."""
    return read in (None, currency) or (read == KR and currency in _CURRENCIES)


def _of(country: str) -> str | None:
    return next((own for own in get_territory_currencies(country) if own in _CURRENCIES), None)
