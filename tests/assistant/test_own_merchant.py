"""A shop whose rules are data alone is served in the chat as any: its amounts are proposed, its gaps go to a person."""

from typing import Any

import pytest

from amends.db.session import Database
from amends.orders.order import Order
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves
from tests.policy import own_merchants

BASE = next(each.order for each in own_merchants.worked("fjordvakt") if each.row == "F08" and each.order)
SAYS = "I want to cancel my VPN plan, I do not need it any more. FV-100100 kari@example.com"


def chat(database: Database, **changes: Any) -> Chat:
    """A plan that was bought a hundred days ago."""
    order = BASE | {"placed_at": "2026-08-10T09:00:00+02:00"} | changes
    return Chat(database, "fjordvakt", own_merchants.policies(), [Order.from_json(order)])


def plan(interval: str) -> dict[str, Any]:
    dates = {"period_started_at": "2026-08-10T09:00:00+02:00", "period_ends_at": "2027-08-10T09:00:00+02:00"}
    return {"subscription": dates | {"interval": interval}}


def test_what_is_left_of_the_year_is_proposed_and_moves_once_on_a_yes(database: Database) -> None:
    shop = chat(database, **plan("year"))
    assert shop.say(SAYS, "cancel_order") == ["confirm"]
    assert moves(shop) == []
    said = shop.say("yes", yes_no="yes")
    assert "approved_refund_and_cancel" in said
    ((_case, rows),) = shop.cases()
    assert set(rows) == {"F09"}
    assert [move for move in moves(shop) if move[1] == "refund"] == [("FV-100100", "refund", 7260)]


def test_a_plan_by_the_month_is_denied_by_its_own_clause(database: Database) -> None:
    shop = chat(database, **plan("month"))
    shop.say(SAYS, "cancel_order")
    ((case, rows),) = shop.cases()
    assert (case.status, set(rows)) == ("denied", {"F12"})
    assert moves(shop) == []


@pytest.mark.parametrize(
    "gap",
    [{"subscription": None}, {"product": BASE["product"] | {"attributes": {}}} | plan("year")],
    ids=["nobody knows the plan", "nobody knows whether it is a gift card"],
)
def test_what_the_shop_does_not_tell_brings_a_person_and_no_denial(database: Database, gap: dict[str, Any]) -> None:
    shop = chat(database, **gap)
    shop.say(SAYS, "cancel_order")
    if shop.draft.asked == "yes_no":
        shop.say("yes", yes_no="yes")
    ((case, _rows),) = shop.cases()
    assert case.status == "review"
    assert moves(shop) == []
