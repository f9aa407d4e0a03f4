"""Where a merchant's orders are: what `orders:` of merchant.yml says. Keys and passwords are in the settings alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HTTP = "http"
RECORDS = (HTTP, "stripe", "woocommerce", "sql", "shopify", "vendure", "medusa")
"""What may know orders: `http` is docs/order-backend.yaml, the rest are connectors."""
PAYMENTS = ("stripe", "mollie", "vipps")
"""What knows payments and no orders, beside records that name its payments."""
PRODUCT_KINDS = ("service", "digital_service", "digital_content", "calling_credit", "voice_allowance", "vpn")
FIELDS = (
    "order_number", "product", "immediate_performance_at", "loss_of_withdrawal_acknowledged_at", "confirmed_at",
    "vat_number",
)  # fmt: skip
"""Facts that a shop keeps in fields of its own (metadata), whose names the merchant gives."""


@dataclass(frozen=True)
class OrderSource:
    """`kind` is the default kind of what is sold, and `kinds` those of single articles by their SKU. `fields` names the
    shop's own fields for facts of FIELDS. `options` is what one connector alone needs."""

    records: str = HTTP
    payments: str | None = None
    service_facts: str | None = None
    url: str | None = None
    kind: str = "digital_service"
    kinds: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def kind_of(self, sku: str | None) -> str:
        return self.kinds.get(sku or "", self.kind)
