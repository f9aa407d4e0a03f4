"""Reads merchant.yml: who the merchant is and when its people are there. All of its faults are told at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import is_currency

from amends.claims.extract import CASE_PREFIX, OrderNumbers
from amends.claims.pattern_numbers import PatternNumbers
from amends.errors import PolicyError
from amends.languages import CODES
from amends.orders.backend import ORDER_DIGITS, ORDER_NUMBER, ORDER_PREFIX
from amends.policy.attributes import Attribute, read_attributes
from amends.policy.calendar import has_holidays
from amends.policy.document import Place, each, read
from amends.policy.orders_reader import read_orders
from amends.policy.own_issues import names_of, read_own_issues
from amends.policy.policy import DeskHours, KeptFor, Merchant
from amends.policy.product_names import read_product_names

EU = "eu/withdrawal"
"""The statute that binds where merchant.yml names none."""
NONE = "none"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(\.[^@\s<>.]+)+")


def read_merchant(file: Path) -> Merchant:
    """The merchant whose folder holds `file`. PolicyError, with every fault of the file."""
    other = file.with_suffix(".yaml")
    if other.is_file() and not file.is_file():
        raise PolicyError(str(other), 1, "is not read under this name", f"Name it {file.name}.")
    optional: dict[str, Callable[[Place], Any]] = {
        "retention": _kept_for,
        "attributes": read_attributes,
        "orders": read_orders,
        "statute": _statute,
        "coupons": _coupons,
        "product_names": partial(read_product_names, languages=CODES),
    }
    entries = read(file).mapping(optional, required=_READERS)
    readers = {name: reader for name, reader in (_READERS | optional).items() if name in entries}
    languages = read_what_can_be(file).get("languages", CODES[:1])
    found = each(
        {
            **{name: partial(reader, entries[name]) for name, reader in readers.items()},
            "issues": partial(read_own_issues, file.parent, languages),
        }
    )
    found["kept_for"] = found.pop("retention", KeptFor())
    found["lists_coupons"] = found.pop("coupons", False)
    return Merchant(**found | {"order_numbers": replace(found["order_numbers"], shop=found["name"])})


@dataclass(frozen=True)
class Declared:
    """What the policy's text needs of the merchant to be read: `issues` are the names of its own kinds."""

    languages: tuple[str, ...]
    attributes: tuple[Attribute, ...] = ()
    issues: tuple[str, ...] = ()
    statute: str | None = EU


def read_declared(file: Path) -> Declared:
    """As the merchant's files have it. What cannot be read in merchant.yml is told by `read_merchant`, and is here as
    if every language and no attribute were meant."""
    try:
        entries = read(file).entries()
    except PolicyError:
        entries = {}
    languages = read_what_can_be(file).get("languages", CODES[:1])
    attributes = read_attributes(entries["attributes"]) if "attributes" in entries else ()
    return Declared(languages, attributes, names_of(file.parent), _declared_statute(entries))


def _declared_statute(entries: Mapping[str, Place]) -> str | None:
    """As if the European one were meant where another cannot be read, which `read_merchant` tells."""
    try:
        return _statute(entries["statute"]) if "statute" in entries else EU
    except PolicyError:
        return EU


def read_what_can_be(file: Path) -> dict[str, Any]:
    """The parts of a merchant.yml that are as they must be, by name, whatever is wrong with the others."""
    found: dict[str, Any] = {}
    try:
        entries = read(file).entries()
    except PolicyError:
        return found
    for name, reader in _READERS.items():
        try:
            found |= {name: reader(entries[name])} if name in entries else {}
        except PolicyError:
            continue  # told by read_merchant
    return found


def country_code(place: Place) -> str:
    """Two letters, as ISO 3166 has them."""
    code = place.text()
    if not (len(code) == 2 and code.isascii() and code.isupper()):
        place.fail(f"`{code}` is not a country code", "Write two capital letters, for example NO.")
    return code


def _id(place: Place) -> str:
    if place.text() != place.file.parent.name:
        place.fail(f"the id is not the folder's name, {place.file.parent.name}", "Make the two the same.")
    return place.text()


def _zone(place: Place) -> ZoneInfo:
    try:
        return ZoneInfo(place.text())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place.fail(f"`{place.text()}` is not a time zone", "Write one like Europe/Oslo.")


def _business_country(place: Place) -> str:
    code = country_code(place)
    if not has_holidays(code):
        place.fail(f"the public holidays of {code} are not known", "Use a country that the library `holidays` lists.")
    return code


def _some(place: Place, what: str, read: Any) -> tuple[Any, ...]:
    """One or more of a kind, each once."""
    places = place.sequence()
    if not places:
        place.fail(f"there is no {what} here", f"Name one {what} at least.")
    found = each({number: partial(read, item) for number, item in enumerate(places)})
    return tuple(dict.fromkeys(found.values()))


def _currency(place: Place) -> str:
    code = place.text()
    if not is_currency(code):
        place.fail(f"`{code}` is not a currency", "Write the three capital letters of ISO 4217, for example EUR.")
    return code


def _email(place: Place) -> str:
    address = place.text()
    if not _EMAIL.fullmatch(address):
        place.fail(f"`{address}` is not an e-mail address", "Write one like help@example.com.")
    return address


def _desk(place: Place) -> DeskHours:
    """A desk that opens: what is promised to customers is counted in its hours."""
    entries = place.mapping((), required=("days", "opens", "closes"))
    weekday = partial(Place.choice, allowed=WEEKDAYS, what="weekday")
    found = each(
        {
            "days": partial(_some, entries["days"], "weekday", weekday),
            "opens": entries["opens"].clock,
            "closes": entries["closes"].clock,
        }
    )
    opens, closes = found["opens"], found["closes"]
    if closes <= opens:
        entries["closes"].fail(
            f"the desk closes at {closes:%H:%M}, which is not after it opens at {opens:%H:%M}",
            "Let `closes` be later than `opens` on the same day; a desk cannot stay open over midnight, so write "
            "'23:59' where it does.",
        )
    return DeskHours(tuple(WEEKDAYS.index(day) for day in found["days"]), opens, closes)


def _statute(place: Place) -> str | None:
    """A folder of dated files beside the merchants', or `none`."""
    name = place.text()
    if name == NONE:
        return None
    if not re.fullmatch(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*", name) or not (place.file.parents[1] / name).is_dir():
        place.fail(
            f"there is no statute `{name}`", f"Write {EU}, another folder of the policies' with dated files, or none."
        )
    return name


def _coupons(place: Place) -> bool:
    """Whether codes come from a list that Amends keeps, and not from the order system."""
    return place.choice(("list", "orders"), "source of coupons") == "list"


def _kept_for(place: Place) -> KeptFor:
    entries = place.mapping(("conversations", "cases"))
    return KeptFor(**each({name: entry.months for name, entry in entries.items()}))


def _order_numbers(place: Place) -> OrderNumbers:
    """Such as the order backends' contract allows, and none that could be read as a case number."""
    if "pattern" in place.entries():
        return OrderNumbers(pattern=_pattern(place))
    entries = place.mapping((), required=("prefix", "digits"))
    return OrderNumbers(
        **each({"prefix": partial(_prefix, entries["prefix"]), "digits": partial(_digits, entries["digits"])})
    )


def _pattern(place: Place) -> PatternNumbers:
    """A shape of the shop's own, proved by its example: found in a message, it has to come out as it stands."""
    entries = place.mapping(("written",), required=("pattern", "example"))
    written = entries["written"].text() if "written" in entries else "{}"
    numbers = PatternNumbers(entries["pattern"].text(), entries["example"].text(), written)
    if (fault := numbers.fault()) is not None:
        entries["pattern"].fail(
            f"`{numbers.pattern}` {fault}",
            "Write letters, digits, [0-9]{4,7}, (?:...|...) and ?; say how many with {4,7}, and let `written` hold {}.",
        )
    shown = numbers.example
    if not re.fullmatch(ORDER_NUMBER, shown) or [each for each, _ in numbers.spans(shown, bare=True)] != [shown]:
        entries["example"].fail(
            f"`{shown}` is not found as an order number of this pattern",
            "Give a number as your order system has it: up to 19 letters, digits, `.`, `_` and `-`, with or without # "
            "in front.",
        )
    return numbers


def _prefix(place: Place) -> str:
    prefix = place.text()
    if not re.fullmatch(ORDER_PREFIX, prefix):
        place.fail(f"`{prefix}` is not a prefix of an order number", "Write two to four capital letters.")
    if prefix == CASE_PREFIX:
        place.fail(f"`{prefix}` is the prefix of our case numbers", "Order numbers need another one.")
    return prefix


def _digits(place: Place) -> int:
    digits = place.integer()
    if digits not in ORDER_DIGITS:
        least, most = ORDER_DIGITS[0], ORDER_DIGITS[-1]
        place.fail(f"an order number with {digits} digits is not allowed", f"Write {least} to {most}.")
    return digits


_READERS: dict[str, Callable[[Place], Any]] = {
    "id": _id,
    "name": Place.text,
    "zone": _zone,
    "country": _business_country,
    "languages": partial(_some, what="language", read=partial(Place.choice, allowed=CODES, what="language")),
    "currencies": partial(_some, what="currency", read=_currency),
    "support_email": _email,
    "desk": _desk,
    "order_numbers": _order_numbers,
}
