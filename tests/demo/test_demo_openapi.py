"""docs/order-backend.yaml and the demo backend agree: same calls, same shapes, whatever is sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
import yaml
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, settings

from amends import clock
from amends.orders.backend import IDEMPOTENCY_KEY, ORDER_NUMBER, REFUSALS, RemedyKind
from demo.orders import api
from demo.orders.app import create_app
from demo.orders.scenarios import orders_at
from demo.orders.serving import serving
from demo.orders.store import Store

DOCUMENT = Path(__file__).parents[2] / "docs" / "order-backend.yaml"
schema = schemathesis.openapi.from_path(DOCUMENT)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = Store(tmp_path_factory.mktemp("openapi") / "orders.db", clock.now)
    store.reseed(orders_at(clock.now()))
    with serving(create_app(store, token="secret")) as address:
        yield address
    store.close()


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
def test_the_demo_answers_as_the_document_says(case: schemathesis.Case, guarded: str) -> None:
    case.call_and_validate(base_url=guarded, headers={"Authorization": "Bearer secret"})


REFUND = {"kind": "refund", "payment_id": "pay_2", "amount": {"amount": "490.00", "currency": "NOK"}}


@pytest.mark.parametrize(
    ("path", "verb", "status", "parts"),
    [
        ("/v1/orders/{number}", "GET", 200, {"path_parameters": {"number": "NN-10006"}}),
        ("/v1/orders/{number}", "GET", 404, {"path_parameters": {"number": "NN-19999"}}),
        ("/v1/orders", "GET", 200, {"query": {"email": "kari.holm@example.com"}}),
        ("/v1/orders/{number}/remedies", "POST", 201, {"path_parameters": {"number": "NN-10006"}, "body": REFUND}),
        ("/v1/orders/{number}/remedies", "POST", 200, {"path_parameters": {"number": "NN-10006"}, "body": REFUND}),
        ("/v1/orders/{number}/remedies", "POST", 409, {"path_parameters": {"number": "NN-10007"}, "body": REFUND}),
        (
            "/v1/orders/{number}/remedies",
            "POST",
            422,
            {"path_parameters": {"number": "NN-10007"}, "body": {"kind": "gift"}},
        ),
        ("/v1/remedies/{key}", "GET", 200, {"path_parameters": {"key": "k-1"}}),
        ("/v1/remedies/{key}", "GET", 404, {"path_parameters": {"key": "k-2"}}),
    ],
)
def test_each_kind_of_answer_has_its_documented_shape(
    path: str, verb: str, status: int, parts: dict[str, Any], guarded: str
) -> None:
    """In this order: the refund is carried out, replayed, and its key used for another."""
    headers = {"Authorization": "Bearer secret", "Idempotency-Key": "k-1"}
    operation = schema[path][verb]
    response = operation.Case(**parts, media_type="application/json").call(base_url=guarded, headers=headers)
    operation.validate_response(response)
    assert response.status_code == status


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer Secret", "secret", "Bearer secret2", "Bearer sécret"])
def test_without_the_right_token_there_is_no_answer(guarded: str, token: str) -> None:
    for path in ("/v1/orders/NN-10006", "/v1/orders?email=kari.holm@example.com", "/v1/remedies/k-1"):
        response = requests.get(guarded + path, headers={"Authorization": token.encode()}, timeout=60)
        assert (response.status_code, response.json()["code"]) == (401, "unauthorized")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text("utf-8"))
    return loaded


def test_the_demo_has_exactly_the_documents_calls(document: dict[str, Any]) -> None:
    documented = {
        (path, verb.upper()) for path, item in document["paths"].items() for verb in item if verb in {"get", "post"}
    }
    served = {
        (route.path, verb) for route in api.router.routes if isinstance(route, APIRoute) for verb in route.methods
    }
    assert served == documented


def test_the_document_and_the_seam_name_the_same_things(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    kinds: set[str] = set()
    for variant in schemas["Remedy"]["oneOf"]:
        kind = variant["properties"]["kind"]
        kinds |= set(kind.get("enum", [kind.get("const")]))
    assert kinds == set(RemedyKind)
    assert schemas["Key"]["pattern"] == f"^{IDEMPOTENCY_KEY}$"
    assert document["components"]["parameters"]["Number"]["schema"]["pattern"] == f"^{ORDER_NUMBER}$"
    codes = schemas["Problem"]["properties"]["code"]["description"]
    assert not [code for code in REFUSALS if code not in codes]
