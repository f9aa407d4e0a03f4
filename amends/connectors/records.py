"""What every connector makes of a provider's words: parts of an order's document, and null for what nobody tells."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from amends.connectors.source import OrderSource
from amends.errors import BackendInvalid
from amends.money import Money

NOT_TOLD: dict[str, Any] = {"activation": {"status": None}, "usage": None, "incidents": None, "billing": None}
"""What no shop and no provider of payments knows: not "none", but not known. Service facts may tell it."""
MARK = "amends:"
"""In front of our key in a provider's own words for a refund or a cancellation, as a reason or a note."""
_COUNTRY = re.compile(r"[A-Z]{2}")


def minor(amount: int, currency: str) -> dict[str, str]:
    """An amount in the currency's smallest unit."""
    return Money.from_minor(amount, currency.upper()).as_json()


def major(amount: Any, currency: str) -> dict[str, str]:
    """An amount in whole units, as text or number. BackendInvalid where it is none."""
    try:
        found = Decimal(str(amount))
    except InvalidOperation as fault:
        raise BackendInvalid(f"{amount!r} is not an amount") from fault
    return Money(found, currency.upper()).as_json()


def at(seconds: int | None) -> str | None:
    """A moment told in seconds since 1970."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()


def gmt(text: str | None) -> str | None:
    """A moment told without an offset, in UTC."""
    return None if not text else f"{text.removesuffix('Z')}+00:00"


def moment(text: Any) -> str | None:
    """A moment of the shop's own field: RFC 3339, or seconds since 1970. Anything else is nothing that anybody could
    hold against a customer."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        if text.isascii() and text.isdigit():
            return at(int(text))
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except (ValueError, OverflowError, OSError):
        return None
    return found.isoformat() if found.tzinfo is not None else None


def customer(email: str | None, country: str | None, *, name: str | None = None, vat: Any = None) -> dict[str, Any]:
    """A shop does not ask whether somebody buys as a consumer. Who gives a VAT number does not; of everybody else it is
    not known."""
    known = country if isinstance(country, str) and _COUNTRY.fullmatch(country) else None
    found: dict[str, Any] = {"email": email or "", "country": known, "consumer": False if vat else None}
    return found | ({"name": name} if name else {})


def consent(source: OrderSource, own: Mapping[str, Any]) -> dict[str, Any]:
    """The consents that the shop keeps in its own fields. `confirmed_at` only where the merchant names a field for it:
    then an empty one means that no confirmation was sent."""
    names = ("immediate_performance_at", "loss_of_withdrawal_acknowledged_at")
    found = {name: moment(own.get(source.fields[name])) for name in names if name in source.fields}
    if "confirmed_at" in source.fields:
        found["confirmed_at"] = moment(own.get(source.fields["confirmed_at"]))
    return found


def product(source: OrderSource, name: str | None, sku: str | None = None) -> dict[str, Any]:
    return {"name": name or "?", "sku": sku, "kind": source.kind_of(sku)}


def marked(words: str | None) -> str | None:
    """Our key in such words, or None where somebody else wrote them."""
    first = (words or "").split()[:1]
    return first[0].removeprefix(MARK) if first and first[0].startswith(MARK) else None
