"""What a message says by itself, whatever it is for: order numbers, addresses, amounts, when, countries, telephones,
what a screen said.

Read in one place and in one order, so that what is one thing is not taken for another: an order number is no telephone
number, and an amount no date.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from amends import addresses, crowns
from amends.claims.corrections import the_ones_that_count
from amends.claims.countries import Country, find_countries
from amends.claims.order_numbers import OrderNumbers
from amends.facts import words
from amends.facts.amounts import Amount, find_amounts
from amends.facts.error_texts import find_error_text
from amends.facts.moments import find_moments
from amends.facts.phones import Phone, find_phones
from amends.facts.products import find_products
from amends.facts.reading import Moment, Reading
from amends.facts.scanner import plain
from amends.known_words import in_known_words


@dataclass(frozen=True)
class Facts:
    """Each kind in the order of the text, but what the text itself takes back comes last: of order numbers, addresses
    and amounts the first is the one that counts."""

    order_numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    moments: tuple[Moment, ...] = ()
    countries: tuple[Country, ...] = ()
    phones: tuple[Phone, ...] = ()
    products: tuple[str, ...] = ()
    error_text: str | None = None
    """What a screen said, as the message has it."""

    @property
    def order_number(self) -> str | None:
        """The one that counts, in its proper form."""
        return next(iter(self.order_numbers), None)

    @property
    def email(self) -> str | None:
        """The address that counts."""
        return next(iter(self.emails), None)

    @property
    def destination(self) -> str | None:
        """Where a call went, as it is written: a country before a number."""
        country = next((country.name for country in self.countries), None)
        return country or next((phone.number for phone in self.phones), None)

    @property
    def moment(self) -> Moment | None:
        """When it was: an exact one before a vague one. Of several exact ones it is ambiguous which is meant."""
        moments = [moment for moment in self.moments if not moment.vague] or self.moments
        if len(moments) < 2:
            return next(iter(moments), None)
        readings = dict.fromkeys(reading for moment in moments for reading in moment.readings)
        return Moment(tuple(readings), doubted=True)


def read_facts(
    text: str,
    language: str,
    now: datetime,
    numbers: OrderNumbers,
    country: str,
    *,
    bare_number: bool = False,
    asked_when: bool = False,
    products: Iterable[str] = (),
) -> Facts:
    """The facts of a message in `language`, as of `now` in the merchant's zone.

    `country` is the merchant's (ISO 3166), from which telephone numbers are dialled and whose crowns «kr» may be. With
    `bare_number` the digits alone are an order number (it was asked for); with `asked_when`, «now» is a moment too.
    `products` are the names that may be recognised.
    """
    typed = unicodedata.normalize("NFKC", text)
    whole = in_known_words(typed, language)
    mails = addresses.find_all(whole)
    rest = _without(whole, [span for _, span in mails])
    ordered = numbers.find_all(rest, bare_number)
    rest = _without(rest, [span for _, span in numbers.places(rest, bare_number)])
    names = rest if whole == typed else typed  # what is kept as it was written is not told in other words
    error_text = find_error_text(names)
    phones = find_phones(rest, country)
    rest = _without(rest, [span for _, span in phones])
    names = rest if whole == typed else typed
    amounts = find_amounts(plain(rest), crowns.meant(language, country))
    stated = the_ones_that_count(plain(rest), [span for _, span in amounts])
    order = the_ones_that_count(whole, [span for _, span in mails])
    moments = find_moments(rest, language, now)
    if asked_when and not moments and words.NOW.search(plain(rest)):
        moments = [Moment((Reading.instant(now),))]
    return Facts(
        order_numbers=ordered,
        emails=tuple(dict.fromkeys(mails[place][0] for place in order)),
        amounts=tuple(dict.fromkeys(amounts[place][0] for place in stated)),
        moments=tuple(dict.fromkeys(moments)),
        countries=find_countries(names, language),
        phones=tuple(dict.fromkeys(phone for phone, _ in phones)),
        products=find_products(names, products),
        error_text=error_text,
    )


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with marks in place of what was read, so that what stood around it does not grow together."""
    for start, end in spans:
        text = f"{text[:start]}{';' * (end - start)}{text[end:]}"
    return text
