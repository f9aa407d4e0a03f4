"""One provider's stand-in with the same two orders as all others, and what a test needs to know of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from amends.connectors.backend import ConnectedBackend
from amends.connectors.composed import Composed
from amends.connectors.mollie import Mollie
from amends.connectors.registry import Access, backend_of
from amends.connectors.source import OrderSource
from amends.connectors.vipps import Vipps
from amends.errors import BackendInvalid
from amends.money import Money
from amends.orders.backend import OrderBackend, RemedyCall
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from demo.orders.serving import serving
from tests.connectors.standins.medusa import MedusaStandIn
from tests.connectors.standins.mollie import MollieStandIn
from tests.connectors.standins.shopify import ShopifyStandIn
from tests.connectors.standins.stripe import StripeStandIn
from tests.connectors.standins.vendure import VendureStandIn
from tests.connectors.standins.vipps import VippsStandIn
from tests.connectors.standins.woocommerce import WooStandIn
from tests.orders.sample import document

EMAIL = "kari.holm@example.com"


@dataclass
class House:
    """`number` is an order of 490 kroner, paid by `payment` and, where the provider can have two, by `other` too;
    `second` is another order of the same customer, paid by `second_payment`.

    `moved` is the money that the provider really paid back. `breaks` makes the next call that writes go wrong.
    """

    name: str
    backend: OrderBackend
    number: str
    payment: str
    second: str
    second_payment: str
    moved: Callable[[], list[Decimal]]
    breaks: Callable[[str], None]
    other: str | None = None
    sends_again: bool = True
    """Whether a refund that was not made can be sent again from here after a lost answer."""
    stand_in: Any = None
    opened: Callable[[], OrderBackend] = field(default=lambda: None)  # type: ignore[assignment, return-value]
    """The backend as a new process has it."""

    def refund(self, key: str = "k-1", amount: str = "100.00", **changes: Any) -> RemedyCall:
        given = {"order_number": self.number, "payment_id": self.payment, "amount": nok(amount)} | changes
        return RemedyCall(key, "refund", **given)

    @property
    def order(self) -> Order:
        order = self.backend.order(self.number)
        assert order is not None
        return order


def nok(amount: str) -> Money:
    return Money(Decimal(amount), "NOK")


def access(timeout: float = 20.0, **secrets: str) -> Access:
    return Access("", "", secrets, timeout, 50.0)


def no_waiting(backend: Any) -> Any:
    backend._looks = (0.0, 0.0)  # the looks themselves are under test, not how long is waited for them
    return backend


@contextmanager
def stripe() -> Iterator[House]:
    there = StripeStandIn()
    there.pay("pi_1", "SH-1", 49000, EMAIL)
    there.pay("pi_2", "SH-1", 49000, EMAIL)
    there.pay("pi_3", "SH-2", 49000, EMAIL)
    with serving(there.app) as url:
        source = OrderSource("stripe", url=url)

        def opened() -> OrderBackend:
            return no_waiting(backend_of("shop", source, access(key="sk_test_1")))

        yield House(
            "stripe", opened(), "SH-1", "pi_1", "SH-2", "pi_3",
            lambda: [Decimal(each["amount"]) / 100 for each in there.refunds], there.faults.next.append, "pi_2",
            stand_in=there, opened=opened,
        )  # fmt: skip


@contextmanager
def woocommerce() -> Iterator[House]:
    there = WooStandIn()
    there.place(100045, "490.00", EMAIL)
    there.place(100046, "490.00", EMAIL)
    with serving(there.app) as url:
        source = OrderSource("woocommerce", url=url)

        def opened() -> OrderBackend:
            return no_waiting(backend_of("shop", source, access(key="ck_1", secret="cs_1")))

        yield House(
            "woocommerce", opened(), "100045", "woo-100045", "100046", "woo-100046", lambda: there.gateway,
            there.faults.next.append, sends_again=False, stand_in=there, opened=opened,
        )  # fmt: skip


@contextmanager
def shopify() -> Iterator[House]:
    there = ShopifyStandIn()
    there.place("#1001", {"t1": "490.00", "t2": "490.00"}, EMAIL)
    there.place("#1002", {"t3": "490.00"}, EMAIL)
    with serving(there.app) as url:
        source = OrderSource("shopify", url=url)

        def opened() -> OrderBackend:
            return no_waiting(backend_of("shop", source, access(token="shpat_1")))

        def moved() -> list[Decimal]:
            made = [refund for order in there.orders.values() for refund in order["refunds"]]
            return [Decimal(each["totalRefundedSet"]["shopMoney"]["amount"]) for each in made]

        yield House(
            "shopify", opened(), "#1001", "t1", "#1002", "t3", moved, there.faults.next.append, "t2", stand_in=there,
            opened=opened,
        )  # fmt: skip


@contextmanager
def vendure() -> Iterator[House]:
    there = VendureStandIn()
    there.place("SH1", ("1", "2"), EMAIL)
    there.place("SH2", ("3",), EMAIL)
    with serving(there.app) as url:
        source = OrderSource("vendure", url=f"{url}/admin-api")

        def opened() -> OrderBackend:
            return no_waiting(backend_of("shop", source, access(key="api-key-1")))

        yield House(
            "vendure", opened(), "SH1", "1", "SH2", "3", lambda: [Decimal(each) / 100 for each in there.bank],
            there.faults.next.append, "2", sends_again=False, stand_in=there, opened=opened,
        )  # fmt: skip


@contextmanager
def medusa() -> Iterator[House]:
    there = MedusaStandIn()
    there.place(45, ("pay_1", "pay_2"), EMAIL)
    there.place(46, ("pay_3",), EMAIL)
    with serving(there.app) as url:
        source = OrderSource("medusa", url=url)

        def opened() -> OrderBackend:
            return no_waiting(backend_of("shop", source, access(key="sk_1")))

        yield House(
            "medusa", opened(), "45", "pay_1", "46", "pay_3", lambda: there.bank, there.faults.next.append, "pay_2",
            sends_again=False, stand_in=there, opened=opened,
        )  # fmt: skip


class Records(FakeOrderBackend):
    """A shop's own records, which know what was ordered and by which payments. They are asked for no money."""

    def carry_out(self, call: RemedyCall) -> Any:
        raise BackendInvalid("the records were asked to pay")


def records(*payments: str) -> Records:
    def order(number: str, *ids: str) -> Order:
        paid = [{"id": each, "amount": {"amount": "490.00", "currency": "NOK"}, "status": "pending"} for each in ids]
        return Order.from_json(document(number=number, merchant="shop", payments=paid, customer={"email": EMAIL}))

    return Records([order("SH-1", *payments[:2]), order("SH-2", *payments[2:])])


@contextmanager
def mollie() -> Iterator[House]:

    there = MollieStandIn()
    for payment in ("tr_1", "tr_2", "tr_3"):
        there.pay(payment, "490.00")
    with serving(there.app) as url:
        source = OrderSource(payments="mollie", options={"payments_url": url})

        def opened() -> OrderBackend:
            provider = Mollie(source, {"key": "test_abc"}, 20.0, 50.0)
            return ConnectedBackend(Composed(records("tr_1", "tr_2", "tr_3"), provider), "shop", (0.0, 0.0))

        def moved() -> list[Decimal]:
            return [Decimal(each["amount"]["value"]) for made in there.refunds.values() for each in made]

        yield House(
            "mollie", opened(), "SH-1", "tr_1", "SH-2", "tr_3", moved, there.faults.next.append, "tr_2",
            stand_in=there, opened=opened,
        )  # fmt: skip


@contextmanager
def vipps() -> Iterator[House]:

    there = VippsStandIn()
    for payment in ("ref-1", "ref-2", "ref-3"):
        there.pay(payment, 49000)
    with serving(there.app) as url:
        source = OrderSource(payments="vipps", options={"payments_url": url, "merchant_serial_number": "123"})
        secrets = {"client_id": "id", "client_secret": "secret", "subscription_key": "sub"}

        def opened() -> OrderBackend:
            provider = Vipps(source, secrets, 20.0, 50.0)
            return ConnectedBackend(Composed(records("ref-1", "ref-2", "ref-3"), provider), "shop", (0.0, 0.0))

        def moved() -> list[Decimal]:
            events = [each for log in there.events.values() for each in log if each["name"] == "REFUNDED"]
            return [Decimal(each["amount"]["value"]) / 100 for each in events]

        yield House(
            "vipps", opened(), "SH-1", "ref-1", "SH-2", "ref-3", moved, there.faults.next.append, "ref-2",
            stand_in=there, opened=opened,
        )  # fmt: skip


WEB = {
    "stripe": stripe,
    "woocommerce": woocommerce,
    "mollie": mollie,
    "vipps": vipps,
    "shopify": shopify,
    "vendure": vendure,
    "medusa": medusa,
}
