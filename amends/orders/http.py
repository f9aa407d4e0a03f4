"""The order backend over HTTP: `docs/order-backend.yaml` from the caller's side.

What may be repeated is: every reading, and a remedy that was not sent at all or that the backend says it did not
take (429 or 503 with its code). Any other unclear end of a remedy is BackendUncertain: ask by key.
"""

import json
import re
import time
from collections.abc import Callable
from itertools import chain, repeat
from typing import Any
from urllib.parse import quote, urlencode

from amends import addresses
from amends.errors import (
    BackendError,
    BackendInvalid,
    BackendRefused,
    BackendUnavailable,
    BackendUncertain,
    InvalidDocument,
    RecordInvalid,
    SettingError,
)
from amends.orders import wire
from amends.orders.backend import (
    DETAILS,
    IDEMPOTENCY_KEY,
    ORDER_NUMBER,
    REFUSALS,
    Receipt,
    RemedyCall,
    RemedyKind,
)
from amends.orders.order import Order
from amends.orders.wire import Answer

NOTHING_DONE = frozenset({"unavailable", "rate_limited"})
"""Problem codes by which a backend promises that it did nothing."""

PAUSES = (0.2, 0.5, 1.0)
"""Seconds between one try and the next; there is no try after the last."""


class HttpOrderBackend:
    """One merchant's backend. Threads may share it. `timeout` is for one call, `total` for it and its retries."""

    def __init__(self, base_url: str, token: str, merchant: str, timeout: float = 3.0, total: float = 8.0) -> None:
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", base_url):
            raise SettingError(f"{base_url} is not an address of an order backend. Write https://host/path")
        if not re.fullmatch(r"[!-~]*", token):
            raise SettingError("an order backend's token may hold visible ASCII characters only")
        self._base_url = base_url.rstrip("/")
        self._merchant = merchant
        self._timeout = timeout
        self._total = total
        self._headers = {
            "Accept": "application/json, application/problem+json",
            "Accept-Encoding": "identity",
            "Amends-Merchant": merchant,
            **({"Authorization": f"Bearer {token}"} if token else {}),
        }

    def order(self, number: str) -> Order | None:
        if not re.fullmatch(ORDER_NUMBER, number):
            return None  # no order can have it, and `..` in a path would mean another page
        document = self._read(f"/v1/orders/{quote(number, safe='')}", absent="order_not_found")
        return None if document is None else self._order(document, lambda order: order.number == number)

    def orders_of(self, email: str) -> tuple[Order, ...]:
        query = urlencode({"email": email.strip()}, errors="replace")
        document = self._read(f"/v1/orders?{query}")
        if not isinstance(document, dict) or not isinstance(document.get("orders"), list):
            raise BackendInvalid("the list of orders has no `orders`")
        orders = [
            self._order(each, lambda order: addresses.same(order.customer.email, email)) for each in document["orders"]
        ]
        return tuple(sorted(orders, key=lambda order: order.placed_at, reverse=True))

    def carry_out(self, call: RemedyCall) -> Receipt:
        _check_key(call.key)
        if not re.fullmatch(ORDER_NUMBER, call.order_number):
            raise BackendRefused(f"{call.order_number} is not an order number", "order_not_found")
        if call.amount is not None and call.amount.rounded() != call.amount:
            raise BackendRefused(REFUSALS["invalid_amount"], "invalid_amount")  # never round what is to be paid
        path = f"/v1/orders/{quote(call.order_number, safe='')}/remedies"
        body = json.dumps(_body(call)).encode()
        answer = self._repeat(lambda seconds: self._remedy(path, call.key, body, seconds))
        try:
            return _receipt(_document(answer), call.key, _body(call) | {"order_number": call.order_number})
        except BackendInvalid as fault:
            raise BackendUncertain(f"{call.key}: taken, but {fault}") from fault

    def receipt(self, key: str, call: RemedyCall | None = None) -> Receipt | None:
        _check_key(key)
        document = self._read(f"/v1/remedies/{quote(key, safe='')}", absent="remedy_not_found")
        return None if document is None else _receipt(document, key, {})

    def _order(self, document: Any, is_wanted: Callable[[Order], bool]) -> Order:
        try:
            order = Order.from_json(document)
        except InvalidDocument as fault:
            raise RecordInvalid(_number_in(document), fault.faults) from fault
        if order.merchant != self._merchant:
            raise BackendInvalid(f"an order of {order.merchant} came for {self._merchant}")
        if not is_wanted(order):
            raise BackendInvalid(f"{order.number} came, which was not asked for")
        return order

    def _read(self, path: str, absent: str | None = None) -> Any:
        """The JSON at `path`; None where the backend answers 404 with the code `absent`."""
        answer = self._repeat(lambda seconds: self._reading(path, seconds))
        if answer.status == 404 and absent is not None and _problem_code(answer) == absent:
            return None
        if not 200 <= answer.status < 300:
            raise _refusal(answer)
        return _document(answer)

    def _repeat(self, attempt: Callable[[float], Answer]) -> Answer:
        """Try until it is taken, the tries are used up, or the next could not end within `total`."""
        deadline = time.monotonic() + self._total
        for pause in chain(PAUSES, repeat(None)):
            try:
                return attempt(min(self._timeout, deadline - time.monotonic()))
            except _NotTaken as fault:
                if pause is None:
                    raise BackendUnavailable(str(fault)) from fault
                wait = max(pause, fault.retry_after)
                if time.monotonic() + wait >= deadline:
                    raise BackendUnavailable(str(fault)) from fault
                time.sleep(wait)
        raise AssertionError("unreachable: the tries never end by themselves")

    def _reading(self, path: str, seconds: float) -> Answer:
        try:
            answer = wire.exchange("GET", self._base_url + path, headers=self._headers, seconds=seconds)
        except (BackendUnavailable, BackendUncertain) as fault:
            raise _NotTaken("the order backend cannot be reached") from fault
        if answer.status == 429 or answer.status >= 500:
            raise _NotTaken(f"the order backend answered {answer.status}", answer.retry_after)
        return answer

    def _remedy(self, path: str, key: str, body: bytes, seconds: float) -> Answer:
        headers = self._headers | {"Content-Type": "application/json", "Idempotency-Key": key}
        try:
            answer = wire.exchange("POST", self._base_url + path, headers=headers, seconds=seconds, body=body)
        except BackendUnavailable as fault:
            raise _NotTaken("the order backend cannot be reached") from fault
        except BackendInvalid as fault:
            raise BackendUncertain(f"{key}: {fault}") from fault
        code = _problem_code(answer)
        if answer.status in {429, 503} and code in NOTHING_DONE:
            raise _NotTaken(f"the order backend answered {answer.status} {code}", answer.retry_after)
        if 200 <= answer.status < 300:
            return answer
        if 400 <= answer.status < 500 and code not in {None, "in_progress"} | NOTHING_DONE:
            raise _refusal(answer)
        raise BackendUncertain(f"{key}: the order backend answered {answer.status} {code or 'without a code'}")


class _NotTaken(Exception):
    """The call may be made again: nothing was done, or nothing can be done by reading."""

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def _number_in(document: Any) -> str | None:
    number = document.get("number") if isinstance(document, dict) else None
    return number if isinstance(number, str) and re.fullmatch(ORDER_NUMBER, number) else None


def _check_key(key: str) -> None:
    if not re.fullmatch(IDEMPOTENCY_KEY, key):
        raise BackendRefused("the idempotency key is malformed", "invalid_request")


def _body(call: RemedyCall) -> dict[str, Any]:
    body: dict[str, Any] = {"kind": call.kind, "reason": call.reason}
    if call.payment_id is not None:
        body["payment_id"] = call.payment_id
    if call.amount is not None:
        body["amount"] = call.amount.as_json()
    if call.items:
        body["items"] = [{"id": name, "amount": share.as_json()} for name, share in call.items]
    if call.detail:
        body[DETAILS[RemedyKind(call.kind)]] = call.detail
    return body


def _document(answer: Answer) -> Any:
    if answer.media_type not in {"application/json", "application/problem+json"}:
        raise BackendInvalid(f"the answer is {answer.media_type or 'of no type'}, not JSON")
    try:
        return json.loads(answer.body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise BackendInvalid("the answer is not JSON") from fault


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _problem_code(answer: Answer) -> str | None:
    """The `code` of a problem+json answer; None where the answer is anything else."""
    if answer.media_type != "application/problem+json":
        return None
    try:
        problem = _document(answer)
    except BackendInvalid:
        return None
    code = problem.get("code") if isinstance(problem, dict) else None
    return code if isinstance(code, str) else None


def _refusal(answer: Answer) -> BackendError:
    code = _problem_code(answer)
    if code is None:
        return BackendInvalid(f"the order backend answered {answer.status} without a problem code")
    return BackendRefused(str(_document(answer).get("detail", code)), code)


def _receipt(document: Any, key: str, asked: dict[str, Any]) -> Receipt:
    """Read a receipt, holding it to the call that it answers."""
    if not isinstance(document, dict) or not isinstance(document.get("reference"), str) or not document["reference"]:
        raise BackendInvalid("the receipt has no reference")
    if document.get("key") != key:
        raise BackendInvalid("the receipt is for another key")
    for name, value in asked.items():
        if name != "reason" and document.get(name) != value:
            raise BackendInvalid(f"the receipt has another {name}")
    return Receipt(key, document["reference"])
