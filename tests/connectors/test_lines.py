"""A refund for lines goes out with them where the provider takes lines, and what went back of each is read again."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from amends.connectors.lines import pieces, price
from amends.errors import BackendRefused
from amends.orders.details import Item
from tests.connectors import house as houses
from tests.connectors.house import House, nok
from tests.connectors.sql_house import sql
from tests.connectors.standins import shopify, woocommerce

TAKES_LINES = ("shopify", "woocommerce", "vendure")


@contextmanager
def with_lines(kind: str) -> Iterator[House]:
    """The first order has one piece of 245.00 and three of together 245.00, tax in them; the second is as it was."""
    with houses.WEB[kind]() as there:
        if kind == "shopify":
            lines = there.stand_in.orders[there.number]["lineItems"]
            lines["nodes"] = [
                shopify.line("1", "Router", "245.00", tax="49.00"),
                shopify.line("2", "Cable", "260.00", 3, discount="15.00", tax="49.00"),
            ]
        elif kind == "woocommerce":
            order = there.stand_in.orders[int(there.number)]
            order["line_items"] = [
                woocommerce.line(1, "Router", "196.00", t7="40.00", t8="9.00"),
                woocommerce.line(2, "Cable", "196.00", 3, t7="49.00"),
            ]
        else:
            stand_in, order = there.stand_in, there.stand_in.orders[there.number]
            order["lines"] = [stand_in.line("Router", "R1", 24500), stand_in.line("Cable", "C1", 8667, 3, 1501)]
        yield there


@pytest.fixture(params=TAKES_LINES)
def shop(request: pytest.FixtureRequest) -> Iterator[House]:
    with with_lines(request.param) as there:
        yield there


def lines_of(house: House) -> list[tuple[str, str, str | None]]:
    """Name, amount and what went back of each line."""
    return [
        (each.name, str(each.amount.amount), None if each.refunded is None else str(each.refunded.amount))
        for each in house.order.items or ()
    ]


def for_lines(house: House, key: str, *shares: str) -> object:
    """A refund of these shares of the lines, in their order."""
    items = [(line.id, nok(share)) for line, share in zip(house.order.items or (), shares, strict=True)]
    total = sum(Decimal(share) for share in shares)
    return house.backend.carry_out(
        house.refund(key, f"{total:.2f}", items=tuple((name, share) for name, share in items if share))
    )


def test_lines_are_what_was_charged_for_them(shop: House) -> None:
    assert lines_of(shop) == [("Router", "245.00", "0.00"), ("Cable", "245.00", "0.00")]
    assert shop.order.refunds_by_line


def test_whole_pieces_go_back_with_their_line_and_are_read_again(shop: House) -> None:
    for_lines(shop, "k-1", "245.00", "81.67")
    assert shop.moved() == [Decimal("326.67")]
    assert lines_of(shop) == [("Router", "245.00", "245.00"), ("Cable", "245.00", "81.67")]
    for_lines(shop, "k-2", "0.00", "163.33")
    assert [each[2] for each in lines_of(shop)] == ["245.00", "245.00"]


def test_the_same_lines_go_back_once(shop: House) -> None:
    shop.breaks("lost_after")
    first = for_lines(shop, "k-1", "245.00", "0.00")
    with pytest.raises(BackendRefused) as caught:
        for_lines(shop, "k-2", "0.01", "0.00")
    assert caught.value.code == "exceeds_item"
    assert shop.opened().receipt("k-1", shop.refund(amount="245.00")) == first
    assert shop.moved() == [Decimal("245.00")]


def test_a_part_of_a_piece_goes_back_whole(shop: House) -> None:
    """Where the provider takes no part of a piece, without the line; its money is never left out."""
    for_lines(shop, "k-1", "24.50", "81.67")
    assert shop.moved() == [Decimal("106.17")]
    part = "24.50" if shop.name == "woocommerce" else "0.00"
    assert [each[2] for each in lines_of(shop)] == [part, "81.67"]


def test_lines_that_do_not_come_to_the_amount_are_refused(shop: House) -> None:
    (router, cable) = shop.order.items or ()
    for code, amount, items in (
        ("items_differ", "100.00", ((router.id, nok("99.99")),)),
        ("item_not_found", "100.00", (("none", nok("100.00")),)),
        ("exceeds_item", "245.01", ((router.id, nok("245.01")),)),
        ("exceeds_item", "250.00", ((cable.id, nok("200.00")), (cable.id, nok("50.00")))),
        ("invalid_amount", "100.00", ((router.id, nok("100.01")), (cable.id, nok("-0.01")))),
        ("currency_mismatch", "100.00", ((router.id, houses.Money(Decimal("100.00"), "EUR")),)),
    ):
        with pytest.raises(BackendRefused) as caught:
            shop.backend.carry_out(shop.refund(amount=amount, items=items))
        assert caught.value.code == code
    assert shop.moved() == []


def test_woocommerce_gets_net_and_taxes_apart_and_together_they_are_the_share() -> None:
    with with_lines("woocommerce") as there:
        for_lines(there, "k-1", "81.67", "81.67")
        (made,) = there.stand_in.refunds[int(there.number)]
    assert [(each["total"], each["total_tax"], each["quantity"]) for each in made["line_items"]] == [
        ("-65.34", "-16.33", 0), ("-65.34", "-16.33", -1),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["stripe", "mollie", "vipps", "medusa", "sql"])
def test_who_takes_no_lines_is_asked_for_none(kind: str, tmp_path, monkeypatch) -> None:
    made = sql(tmp_path, monkeypatch) if kind == "sql" else houses.WEB[kind]()
    with made as there:
        assert not there.order.refunds_by_line


@pytest.mark.parametrize(
    ("share", "amount", "quantity", "number"),
    [
        ("245.00", "245.00", "1", 1), ("33.33", "100.00", "3", 1), ("33.34", "100.00", "3", 1),
        ("66.67", "100.00", "3", 2),
        ("100.00", "100.00", "3", 3), ("33.35", "100.00", "3", None), ("10.00", "100.00", "3", None),
        ("0.01", "100.00", "3", None), ("0.00", "100.00", "3", None), ("1.00", "0.00", "1", None),
        ("50.00", "100.00", "2.5", None),
    ],
)  # fmt: skip
def test_a_share_is_whole_pieces_but_for_what_was_rounded(share, amount, quantity, number) -> None:
    assert pieces(nok(share), Item("1", "Cable", nok(amount), Decimal(quantity))) == number


def test_all_pieces_cost_exactly_what_the_line_does() -> None:
    assert price(3, Decimal("100.00"), 3) == Decimal("100.00")
    assert price(0, Decimal("100.00"), 3) == 0
