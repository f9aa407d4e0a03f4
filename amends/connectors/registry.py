"""From what merchant.yml and the settings say to an order backend."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from amends.connectors.backend import ConnectedBackend
from amends.connectors.composed import Composed
from amends.connectors.medusa import Medusa
from amends.connectors.mollie import Mollie
from amends.connectors.service_facts import FactSource, HttpFacts, SqlFacts, WithFacts
from amends.connectors.shop import PaymentProvider, Shop
from amends.connectors.shopify import Shopify
from amends.connectors.source import HTTP, OrderSource
from amends.connectors.sql import Sql
from amends.connectors.stripe import Stripe
from amends.connectors.vendure import Vendure
from amends.connectors.vipps import Vipps
from amends.connectors.woocommerce import WooCommerce
from amends.errors import SettingError
from amends.orders.backend import OrderBackend
from amends.orders.http import HttpOrderBackend


@dataclass(frozen=True)
class Connector:
    """One kind: what makes it, the secrets it needs by name, and the options without which it cannot be."""

    make: Callable[[OrderSource, Mapping[str, str], float, float], Any]
    secrets: tuple[str, ...]
    options: tuple[str, ...] = ()
    needs_url: bool = False


CONNECTORS: Mapping[str, Connector] = {
    "stripe": Connector(Stripe, ("key",)),
    "woocommerce": Connector(WooCommerce, ("key", "secret"), needs_url=True),
    "sql": Connector(Sql, (), needs_url=True),
    "mollie": Connector(Mollie, ("key",)),
    "vipps": Connector(Vipps, ("client_id", "client_secret", "subscription_key"), ("merchant_serial_number",)),
    "shopify": Connector(Shopify, ("token",), needs_url=True),
    "vendure": Connector(Vendure, ("key",), needs_url=True),
    "medusa": Connector(Medusa, ("key",), needs_url=True),
}
FACTS_TOKEN = "facts_token"  # noqa: S105 (the name of a secret)


@dataclass(frozen=True)
class Access:
    """What the settings have of one merchant: `url` and `token` are those of an HTTP order backend, `secrets` are a
    connector's. Durations are seconds."""

    url: str
    token: str
    secrets: Mapping[str, str]
    timeout: float
    total: float


def backend_of(merchant: str, source: OrderSource, access: Access) -> OrderBackend:
    """The order backend of one merchant. SettingError says what is lacking, and where it goes."""
    records: OrderBackend = (
        HttpOrderBackend(access.url, access.token, merchant, access.timeout, access.total)
        if source.records == HTTP
        else ConnectedBackend(_shop(merchant, source.records, source, access), merchant)
    )
    if source.payments is not None:
        provider: PaymentProvider = _shop(merchant, source.payments, source, access)
        records = ConnectedBackend(Composed(records, provider), merchant)
    return records if source.service_facts is None else WithFacts(records, _facts(source.service_facts, access))


def _shop(merchant: str, kind: str, source: OrderSource, access: Access) -> Any:
    connector = CONNECTORS[kind]
    lacking = [name for name in connector.secrets if not access.secrets.get(name)]
    if lacking:
        shown = ", ".join(f'"{name}": "…"' for name in lacking)
        raise SettingError(
            f'AMENDS_ORDER_BACKENDS lacks what {kind} needs. Write {{"{merchant}": {{"secrets": {{{shown}}}}}}} there, '
            "or in the file that AMENDS_ORDER_BACKENDS_FILE names (docs/connectors.md)."
        )
    if missing := [name for name in connector.options if not source.options.get(name)]:
        raise SettingError(f"merchant.yml of {merchant} lacks orders.options.{missing[0]}, which {kind} needs.")
    if connector.needs_url and not source.url:
        raise SettingError(f"merchant.yml of {merchant} lacks orders.url, the address of {kind}.")
    return connector.make(source, access.secrets, access.timeout, access.total)


def _facts(url: str, access: Access) -> FactSource:
    token = access.secrets.get(FACTS_TOKEN, "")
    if url.startswith(("http://", "https://")):
        return HttpFacts(url, token, access.timeout, access.total)
    return SqlFacts(url, token)


__all__ = ["CONNECTORS", "Access", "Shop", "backend_of"]
