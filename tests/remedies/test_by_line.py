"""A refund by lines goes out with them, once, and is told with their names before the yes."""

from dataclasses import replace

import pytest

from amends.db.session import Database
from amends.errors import BackendUncertain
from amends.orders.order import Order
from tests.assistant.conftest import Chat
from tests.assistant.moved import remedies
from tests.policy import own_merchants
from tests.remedies.scene import Scene, an_order, approval, money

SHARES = (("1", money("60.00")), ("2", money("40.00")))


def with_lines():
    lines = [{"id": name, "name": f"Line {name}", "amount": money("245.00").as_json()} for name in ("1", "2")]
    return Order.from_json(an_order("490.00").document | {"items": lines, "contract_version": "1.2"})


@pytest.fixture
def scene(database):
    return Scene(database, with_lines())


def test_the_backend_is_told_the_lines_once_though_its_answer_was_lost(scene):
    _, [refund] = scene.granted(replace(approval("partial_refund", "100.00"), items=SHARES))
    scene.backend.fail(BackendUncertain("timed out"), after=True)
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    scene.carry_out(refund)
    assert [each.amount for each in scene.backend.movements] == [money("100.00")]
    items = scene.backend.order("NN-10023").items
    assert [each.refunded for each in items] == [money("60.00"), money("40.00")]


def test_the_customer_reads_for_what_it_is_before_the_yes(database: Database) -> None:
    worked = next(each for each in own_merchants.worked("podium") if each.row == "P05" and each.decides)
    order = Order.from_json(worked.order | {"contract_version": "1.2", "event_at": "2026-11-17T20:00:00+01:00"})
    shop = Chat(database, "podium", own_merchants.policies(), [order])
    assert shop.say("Er was geen diner, dat viel tegen. PT-100100 jan@example.com", "dissatisfaction") == ["confirm"]
    said = shop.draft.turn.says[-1].args["acts"]
    assert "Dinner (€40.00)" in said
    shop.say("ja", yes_no="yes")
    (row,) = remedies(shop)
    assert row.items == [{"id": "2", "amount": {"amount": "40.00", "currency": "EUR"}}]
