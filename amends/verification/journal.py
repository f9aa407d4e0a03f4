"""The order backend's journal: every movement of money that it made, whoever asked for it.

It is no part of the contract (docs/order-backend.yaml): the demo backend has one at `/v1/journal`, and a merchant
exports theirs as JSON, as docs/verify.md has it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from amends import clock
from amends.errors import SettingError
from amends.money import Money

TIMEOUT_S = 30.0
ADDRESSES = ("http://", "https://")


@dataclass(frozen=True)
class Movement:
    """One movement. `key` is the idempotency key that it was asked for with."""

    key: str
    kind: str
    order: str
    payment: str | None
    amount: Money
    reference: str


@dataclass(frozen=True)
class Journal:
    """`complete_until`: what was settled by then stands in it."""

    movements: Sequence[Movement]
    complete_until: datetime


def read(place: str, token: str = "") -> Journal:
    """A file, or an address, called with `token` as its bearer token where there is one. SettingError where it cannot
    be read, or is not a journal."""
    try:
        if place.startswith(ADDRESSES):
            until, text = clock.now(), _called(place, token)
        else:
            file = Path(place)
            until = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError, httpx.HTTPError) as fault:
        raise SettingError(
            f"The journal {place} cannot be read: {fault}. Correct what stands after --journal."
        ) from fault
    try:
        return Journal([_movement(each) for each in _listed(text)], until)
    except (ValueError, KeyError, TypeError, ArithmeticError) as fault:
        raise SettingError(
            f"{place} is not an order backend's journal ({type(fault).__name__}: {fault}). It is JSON with the list "
            "`movements`, or one movement a line; docs/verify.md names its members."
        ) from fault


def _called(url: str, token: str) -> str:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx.get(url, headers=headers, timeout=TIMEOUT_S)
    return answer.raise_for_status().text


def _listed(text: str) -> list[dict[str, Any]]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(whole, dict) and "movements" not in whole:
        return [whole]  # a journal of one line
    movements = whole["movements"] if isinstance(whole, dict) else whole
    if not isinstance(movements, list):
        raise ValueError("`movements` is no list")
    return movements


def _movement(each: dict[str, Any]) -> Movement:
    amount = Money.from_json(each["amount"])
    return Movement(each["key"], each["kind"], each["order"], each.get("payment"), amount, each["reference"])
