"""The demo backend's web application: the API, its journal, the page, the fault switch, the health check."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from demo.orders import api, copies, faults, page, problems
from demo.orders.scenarios import Scenario
from demo.orders.scenarios import scenarios as shipped
from demo.orders.store import Store, amount_of
from demo.orders.tables import StoredRemedy


def create_app(store: Store, token: str = "", scenarios: tuple[Scenario, ...] | None = None) -> FastAPI:
    """`token` is the bearer token that /v1 asks for; with an empty one it asks for none. Without `scenarios`, those of
    the shipped merchants."""
    app = FastAPI(title="Amends demo orders", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.store = store
    app.state.token = token
    app.state.scenarios = shipped() if scenarios is None else scenarios
    app.state.switch = faults.Switch()
    app.add_middleware(faults.FaultMiddleware, switch=app.state.switch)
    problems.install(app)
    app.include_router(api.router)
    app.include_router(faults.router)
    app.include_router(copies.router)

    @app.get("/health")
    def health(request: Request) -> dict[str, str]:
        request.app.state.store.remedy("health")  # a database that cannot be read is not healthy
        return {"status": "ok"}

    @app.get("/v1/journal")
    def journal(request: Request) -> dict[str, Any]:
        remedies = request.app.state.store.remedies()
        return {"movements": [_movement(remedy) for remedy in reversed(remedies) if remedy.kind in MOVES]}

    @app.get("/", response_class=HTMLResponse)
    def index(request: Request) -> HTMLResponse:
        return HTMLResponse(page.render(request.app.state.store, request.app.state.scenarios), headers=page.HEADERS)

    return app


MOVES = ("refund", "credit")
"""A coupon is worth an amount and moves none."""


def _movement(remedy: StoredRemedy) -> dict[str, Any]:
    amount = amount_of(remedy)
    return {
        "key": remedy.key,
        "kind": remedy.kind,
        "order": remedy.order_number,
        "payment": remedy.payment_id,
        "amount": None if amount is None else amount.as_json(),
        "at": remedy.at,
        "reference": remedy.reference,
    }
