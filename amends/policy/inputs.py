"""Reads orders, claims and instants from files and from lines of a batch. Every fault has its JSON path."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Never

from amends import clock
from amends.claims.claim import ISSUES, Claim
from amends.errors import Fault, InvalidDocument
from amends.orders.order import Order
from amends.policy.policy import Merchant, MerchantPolicies, Policy

LINE_KEYS = ("merchant", "order", "claim", "now")


@dataclass(frozen=True)
class Question:
    """What a decision is asked from."""

    policy: Policy
    order: Order | None
    claim: Claim
    now: datetime


def ask(policies: MerchantPolicies, order: Order | None, claim: Claim, now: datetime) -> Question:
    """The question under the version in force when the order was placed; without an order, the one in force now."""
    return Question(policies.in_force(now if order is None else order.placed_at), order, claim, now)


def read_file(source: str) -> Any:
    """The JSON of a file, `-` being standard input. InvalidDocument where there is none."""
    return parse(read_bytes(source), _named(source))


def read_bytes(source: str) -> bytes:
    """What the file holds, `-` being standard input. InvalidDocument where it cannot be read."""
    try:
        return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise InvalidDocument(_named(source), [Fault("$", f"cannot be read: {error.strerror}")]) from error


def _named(source: str) -> str:
    return "standard input" if source == "-" else source


def parse(content: bytes, name: str) -> Any:
    """JSON as RFC 8259 has it (Python alone would take NaN). InvalidDocument on anything else."""
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise InvalidDocument(name, [Fault("$", "is nested too deeply")]) from error
    except ValueError as error:
        raise InvalidDocument(name, [Fault("$", f"is not JSON: {error}")]) from error


def claim_of(document: Any, merchant: Merchant | None) -> Claim:
    """The claim, about what `merchant` knows: a merchant's own kinds of problem are nobody else's. InvalidDocument."""
    claim = Claim.from_json(document)
    if merchant is not None and not merchant.takes(claim.issue):
        known = ", ".join((*ISSUES, *merchant.issues))
        raise InvalidDocument("claim", [Fault("$.issue", f"{json.dumps(claim.issue)} is not one of {known}")])
    return claim


def order_of(document: Any) -> Order | None:
    return None if document is None else Order.from_json(document)


def instant(text: Any, path: str = "$.now") -> datetime:
    if not isinstance(text, str) or not clock.is_instant(text):
        raise InvalidDocument("now", [Fault(path, f"{json.dumps(text)} is not an RFC 3339 instant with an offset")])
    return clock.parse(text)


def question_of(document: Any, policies: Mapping[str, MerchantPolicies]) -> Question:
    """One line of a batch. InvalidDocument with the paths inside the line."""
    if not isinstance(document, dict):
        raise InvalidDocument("line", [Fault("$", "is not an object")])
    faults = [Fault(f"$.{key}", "is missing") for key in LINE_KEYS if key not in document]
    faults += [Fault(f"$.{key}", "is not known here") for key in document if key not in LINE_KEYS]
    merchant = document.get("merchant")
    if "merchant" in document and not (isinstance(merchant, str) and merchant in policies):
        faults.append(Fault("$.merchant", f"{json.dumps(merchant)} is not a merchant; known: {', '.join(policies)}"))

    def read[T](key: str, reader: Callable[[Any], T]) -> T | None:
        try:
            return reader(document[key]) if key in document else None
        except InvalidDocument as error:
            faults.extend(_under(key, error))
            return None

    known = policies.get(merchant) if isinstance(merchant, str) else None
    about = partial(claim_of, merchant=None if known is None else known.merchant)
    order, claim, now = read("order", order_of), read("claim", about), read("now", _now)
    if faults or claim is None or now is None:
        raise InvalidDocument("line", faults)
    return ask(policies[str(merchant)], order, claim, now)


def _now(text: Any) -> datetime:
    return instant(text, "$")


def _under(key: str, error: InvalidDocument) -> list[Fault]:
    return [Fault(f"$.{key}{fault.path.removeprefix('$')}", fault.message) for fault in error.faults]


def _refuse_constant(name: str) -> Never:
    raise ValueError(f"{name} is not a JSON number")
