"""What is made of WooCommerce's words: an order with its one payment, that payment's refunds, and its lines."""

from typing import Any

from amends.connectors import records
from amends.connectors.shop import Document
from amends.connectors.source import OrderSource
from amends.connectors.woocommerce_lines import item

MARK = "_amends_key"


def document(raw: Any, refunds: list[Any], source: OrderSource) -> Document:
    """As the contract has it, of an order and the whole list of its refunds."""
    own, billing = own_fields(raw), raw.get("billing") or {}
    currency, status = raw["currency"], raw["status"]
    lines = raw.get("line_items") or []
    name = ", ".join(str(each["name"]) for each in lines)
    sku = lines[0].get("sku") or None if len(lines) == 1 else None
    found = {
        "number": number_of(raw, source),
        "placed_at": records.gmt(raw["date_created_gmt"]),
        "customer": records.customer(
            billing.get("email"), billing.get("country"), vat=own.get(source.fields.get("vat_number", ""))
        ),
        "product": records.product(source, name, sku),
        "total": records.major(raw["total"], currency),
        "payments": [_payment(raw, refunds)],
        "consent": records.consent(source, own),
        "cancelled_at": records.gmt(raw.get("date_modified_gmt")) if status == "cancelled" else None,
        **records.NOT_TOLD,
    }
    return found | ({"items": [item(each, refunds, currency) for each in lines]} if lines else {})


def number_of(raw: Any, source: OrderSource) -> str:
    return source.options.get("written", "{}").replace("{}", str(raw["number"]))


def own_fields(raw: Any) -> dict[str, Any]:
    """The order's own fields; of several of one name, the last."""
    return {str(each["key"]): each["value"] for each in raw.get("meta_data") or []}


def _payment(raw: Any, refunds: list[Any]) -> Document:
    paid = raw.get("date_paid_gmt")
    status = "captured" if paid else {"failed": "failed", "cancelled": "expired"}.get(raw["status"], "pending")
    return {
        "id": f"woo-{raw['id']}",
        "amount": records.major(raw["total"], raw["currency"]),
        "status": status,
        "captured_at": records.gmt(paid),
        "method": raw.get("payment_method_title") or raw.get("payment_method") or None,
        "refunds": [_refund(each, raw["currency"]) for each in refunds],
    }


def _refund(raw: Any, currency: str) -> Document:
    """WooCommerce lists a refund before its gateway makes it, and takes it back where that fails."""
    mark = own_fields(raw).get(MARK)
    return {
        "id": str(raw["id"]),
        "amount": records.major(raw["amount"], currency),
        "status": "succeeded" if mark is None or raw.get("refunded_payment") else "pending",
        "at": records.gmt(raw.get("date_created_gmt")),
        "key": mark,
    }
