"""A demo order once more, with a number and an address of its own, for whoever plays a customer."""

import secrets
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from amends import clock
from demo.orders.problems import problem
from demo.orders.scenarios import orders_at
from demo.orders.store import Store

TRIES = 100

router = APIRouter(prefix="/demo")


class Wanted(BaseModel):
    """`like`: the number of a seeded order."""

    model_config = ConfigDict(extra="forbid")
    like: str


@router.post("/orders", status_code=201, response_model=None)
def copy(wanted: Wanted, request: Request) -> dict[str, str] | JSONResponse:
    """The order as it was seeded, dated from now. The answer has its number and its customer's address."""
    store: Store = request.app.state.store
    seeded = orders_at(clock.now(), request.app.state.scenarios)
    found = next((each for each in seeded if each[1]["number"] == wanted.like), None)
    if found is None:
        return problem(404, "order_not_found", f"there is no demo order {wanted.like}")
    number = _free(store, wanted.like)
    if number is None:
        return problem(409, "no_number_left", "every number is taken; `python -m demo.orders --reseed` begins again")
    scenario, document = found
    renamed = _renamed(document, number)
    store.put(renamed, scenario)
    return {"number": number, "email": str(renamed["customer"]["email"])}


def _free(store: Store, like: str) -> str | None:
    """A number of as many digits that nobody has, beginning with 7 to 9: seeded orders have smaller ones."""
    prefix, _, digits = like.partition("-")
    tenth = 10 ** (len(digits) - 1)
    drawn = (f"{prefix}-{7 * tenth + secrets.randbelow(3 * tenth)}" for _ in range(TRIES))
    return next((number for number in drawn if store.order(number) is None), None)


def _renamed(document: dict[str, Any], number: str) -> dict[str, Any]:
    name, _, domain = document["customer"]["email"].partition("@")
    document["number"] = number
    document["customer"]["email"] = f"{name}.{number.partition('-')[2]}@{domain}"
    return document
