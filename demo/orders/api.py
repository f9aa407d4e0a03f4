"""The four calls of docs/order-backend.yaml."""

import hmac
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from amends.money import Money
from amends.orders.backend import DETAILS, IDEMPOTENCY_KEY, ORDER_NUMBER, RemedyCall, RemedyKind
from demo.orders.problems import problem
from demo.orders.store import Store, amount_of
from demo.orders.tables import StoredRemedy

DURATION = r"^P[1-9][0-9]{0,3}[DWMY]$"


class Amount(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    amount: str = Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,3})?$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(min_length=1)
    amount: Amount


class RemedyBody(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    kind: Literal[
        "refund", "cancellation", "reactivation", "replacement", "credit", "account_correction", "technical_correction",
        "coupon", "extension", "stop_at_period_end", "exchange",
    ]  # fmt: skip
    payment_id: str | None = Field(None, min_length=1, max_length=100)
    amount: Amount | None = None
    items: list[Line] = Field([], max_length=200)
    valid_for: str | None = Field(None, pattern=DURATION)
    extend_by: str | None = Field(None, pattern=DURATION)
    sku: str | None = Field(None, pattern=r"^[!-~]{1,60}$")
    reason: str = Field("", max_length=2000)

    @property
    def detail(self) -> str:
        """The one that belongs to its kind; None of the others may be there. ValueError."""
        name = DETAILS.get(RemedyKind(self.kind))
        given = {each for each in DETAILS.values() if getattr(self, each) is not None}
        if given - {name}:
            raise ValueError(f"a {self.kind} has no {', '.join(sorted(given))}")
        return getattr(self, name) or "" if name is not None else ""


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _authorised(request: Request, authorization: Annotated[str, Header()] = "") -> None:
    token = request.app.state.token
    if token and not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
        raise HTTPException(401, "the bearer token is wrong or missing", {"WWW-Authenticate": "Bearer"})


StoreOf = Annotated[Store, Depends(_store)]
Merchant = Annotated[str | None, Header(alias="Amends-Merchant", pattern="^[a-z][a-z0-9-]{0,62}$")]
router = APIRouter(prefix="/v1", dependencies=[Depends(_authorised)])


@router.get("/orders/{number}", response_model=None)
def order(number: str, store: StoreOf, merchant: Merchant = None) -> dict[str, Any] | Response:
    found = store.order(number, merchant) if re.fullmatch(ORDER_NUMBER, number) else None
    return found if found is not None else problem(404, "order_not_found", "there is no such order")


@router.get("/orders")
def orders(
    email: Annotated[str, Query(min_length=1, max_length=320)], store: StoreOf, merchant: Merchant = None
) -> dict[str, Any]:
    return {"orders": store.orders_of(email, merchant)}


@router.post("/orders/{number}/remedies", response_model=None)
def carry_out(
    number: str,
    body: RemedyBody,
    idempotency_key: Annotated[str, Header(pattern=f"^{IDEMPOTENCY_KEY}$")],
    store: StoreOf,
    response: Response,
    merchant: Merchant = None,
) -> dict[str, Any] | Response:
    try:
        amount = _money(body.amount)
        items = tuple((line.id, Money(Decimal(line.amount.amount), line.amount.currency)) for line in body.items)
        call = RemedyCall(idempotency_key, body.kind, number, body.payment_id, amount, body.reason, body.detail, items)
    except ValueError as fault:
        return problem(422, "invalid_request", str(fault))
    remedy, now = store.carry_out(call, merchant)
    response.status_code = 201 if now else 200
    return receipt(remedy)


@router.get("/remedies/{key}", response_model=None)
def remedy(key: str, store: StoreOf, merchant: Merchant = None) -> dict[str, Any] | Response:
    found = store.remedy(key)
    if found is None or store.order(found.order_number, merchant) is None:
        return problem(404, "remedy_not_found", "no remedy was carried out under this key")
    return receipt(found)


def receipt(remedy: StoredRemedy) -> dict[str, Any]:
    amount = amount_of(remedy)
    return {
        "key": remedy.key,
        "reference": remedy.reference,
        "kind": remedy.kind,
        "order_number": remedy.order_number,
        "carried_out_at": remedy.at,
        **({} if remedy.payment_id is None else {"payment_id": remedy.payment_id}),
        **({} if amount is None else {"amount": amount.as_json()}),
        **({"items": remedy.items} if remedy.items else {}),
        **({DETAILS[RemedyKind(remedy.kind)]: remedy.detail} if remedy.detail else {}),
    }


def _money(amount: Amount | None) -> Money | None:
    return None if amount is None else Money(Decimal(amount.amount), amount.currency)
