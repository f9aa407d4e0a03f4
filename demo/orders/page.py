"""The page on which a person sees the orders and watches a refund arrive. Server-rendered, nothing from elsewhere."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from amends.money import Money
from amends.orders.effects import Document
from demo.orders.scenarios import Scenario
from demo.orders.store import Store, amount_of
from demo.orders.tables import StoredOrder, StoredRemedy

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def render(store: Store, scenarios: Iterable[Scenario]) -> str:
    """The whole page as HTML; `scenarios` say what to try of which order."""
    plans = {scenario.number: scenario for scenario in scenarios}
    return _templates.get_template("orders.html").render(
        orders=[_order(stored, plans.get(stored.number)) for stored in store.all()],
        remedies=[_remedy(remedy) for remedy in store.remedies()],
    )


def _order(stored: StoredOrder, plan: Scenario | None) -> dict[str, Any]:
    document = stored.document
    total = _money(document["total"])
    returned = sum(
        (_money(p["refunded"]) for p in document["payments"] if p.get("refunded")), Money.zero(total.currency)
    )
    return {
        "number": stored.number,
        "merchant": stored.merchant,
        "row": stored.scenario,
        "email": document["customer"]["email"],
        "name": document["customer"].get("name") or "",
        "product": document["product"]["name"],
        "placed": document["placed_at"][:10],
        "total": total.text("en"),
        "refunded": returned.text("en") if returned else "",
        "state": _state(document),
        "say": plan.say if plan else "",
        "happens": plan.happens if plan else "",
    }


def _state(document: Document) -> str:
    return "cancelled" if document.get("cancelled_at") else str(document["activation"]["status"])


def _remedy(remedy: StoredRemedy) -> dict[str, str]:
    amount = amount_of(remedy)
    return {
        "at": remedy.moment.strftime("%Y-%m-%d %H:%M:%S"),
        "kind": remedy.kind.replace("_", " "),
        "order": remedy.order_number,
        "payment": remedy.payment_id or "",
        "amount": amount.text("en") if amount else "",
        "reference": remedy.reference,
        "key": remedy.key,
        "reason": remedy.reason,
    }


def _money(document: dict[str, str]) -> Money:
    return Money.from_json(document)
