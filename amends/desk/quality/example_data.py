"""Who a customer is, taken out of what is kept of their case: examples stand in the place of it.

Taken out are the e-mail address, the name as the order has it, numbers of orders, cases, payments and telephones, and
links. Names and addresses that somebody wrote out in words are not recognised: that is for the person who reads it.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends import clock
from amends.claims.order_numbers import OrderNumbers
from amends.desk.unrecognised.masking import masked

NAME, EMAIL, SKIPPED = "Alex Example", "alex@example.com", frozenset({"attributes"})
"""SKIPPED: a merchant's own facts may name somebody."""
_SHORTEST_NAME = 3
_DIGITS = re.compile(r"\d{3,}")


def words(text: str, order: Mapping[str, Any] | None, number: str | None, email: str | None, like: OrderNumbers) -> str:
    """What a customer wrote, on one line. `{order}`, `{order_digits}` and `{email}` stand for their own."""
    own: dict[str, str] = {}
    if number is not None:
        own |= dict.fromkeys(_DIGITS.findall(number)[-1:], "{order_digits}") | {number: "{order}"}
    if email is not None:
        own[email] = "{email}"
    for part in str(((order or {}).get("customer") or {}).get("name") or "").split():
        if len(part) >= _SHORTEST_NAME:
            own.setdefault(part, "Alex")
    return masked(text, [like], own)


def record(order: Mapping[str, Any], number: str, since: datetime) -> dict[str, Any]:
    """The order without who it is of: instants are minutes from `since`, identifiers are counted."""
    ids: dict[str, str] = {}

    def without(value: Any, name: str) -> Any:
        match value:
            case dict():
                return {key: without(each, key) for key, each in value.items() if key not in SKIPPED}
            case list():
                return [without(each, name) for each in value]
            case str() if name in {"id", "payment_id", "reference", "key"}:
                return ids.setdefault(value, f"{name}_{len(ids) + 1}")
            case str() if name == "method":
                return re.sub(r"\d", "0", value)
            case str():
                return _from(since, value)
            case _:
                return value

    found: dict[str, Any] = without(dict(order), "")
    customer = {**found["customer"], "email": EMAIL}
    if customer.get("name"):
        customer["name"] = NAME
    found |= {"number": number, "customer": customer}
    if found.get("duplicate_of"):
        found["duplicate_of"] = f"{number}0"
    return found


def has_own_facts(value: Any) -> bool:
    """Whether the order has any that `record` leaves out."""
    match value:
        case dict():
            return any((key in SKIPPED and each) or has_own_facts(each) for key, each in value.items())
        case list():
            return any(map(has_own_facts, value))
        case _:
            return False


def _from(since: datetime, text: str) -> str:
    """An instant in minutes from then; any other text as it is."""
    try:
        at = clock.parse(text)
    except ValueError:
        return text
    return f"{round((at - since).total_seconds() / 60):+d} minutes"
