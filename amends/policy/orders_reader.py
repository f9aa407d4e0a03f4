"""Reads `orders` of merchant.yml: which system has the merchant's orders. No key and no password stands there."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from amends.connectors.source import FIELDS, HTTP, PAYMENTS, PRODUCT_KINDS, RECORDS, OrderSource
from amends.policy.document import Place, each

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")
_KIND = partial(Place.choice, allowed=PRODUCT_KINDS, what="kind of product")


def read_orders(place: Place) -> OrderSource:
    """Every fault of it at once."""
    entries = place.mapping(_READERS, required=("from",))
    found = each({name: partial(_READERS[name], entry) for name, entry in entries.items()})
    found["records"] = found.pop("from")
    if (
        found["records"] != HTTP
        and "url" in found
        and found["records"] != "sql"
        and not _ADDRESS.fullmatch(found["url"])
    ):
        entries["url"].fail(f"`{found['url']}` is not an address", "Write https://host, without a key in it.")
    if "payments" in found and found["records"] not in {HTTP, "sql"}:
        entries["payments"].fail(
            f"{found['records']} tells its own payments", "Leave it out, or take the orders from sql or http."
        )
    if found["records"] == HTTP and "url" in found:
        entries["url"].fail("the address of an HTTP order backend is a setting", "Put it into AMENDS_ORDER_BACKENDS.")
    return OrderSource(**found)


def _url(place: Place) -> str:
    address = place.text()
    if _PASSWORD.search(address):
        place.fail("there is a password in the address", "Put it into the settings (docs/connectors.md).")
    return address


def _texts(place: Place, known: tuple[str, ...] | None = None) -> dict[str, str]:
    return {name: entry.text() for name, entry in place.mapping(known).items()}


_READERS: dict[str, Callable[[Place], Any]] = {
    "from": partial(Place.choice, allowed=RECORDS, what="system with orders"),
    "payments": partial(Place.choice, allowed=PAYMENTS, what="provider of payments"),
    "service_facts": _url,
    "url": _url,
    "kind": _KIND,
    "kinds": lambda place: {name: _KIND(entry) for name, entry in place.mapping().items()},
    "fields": partial(_texts, known=FIELDS),
    "options": _texts,
}
