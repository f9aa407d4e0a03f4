"""A person's decision is measured by what the policy says of the order as it is, however far the bot had come."""

import pytest

from amends.db.case_tables import DecisionRow
from amends.desk.queries.case import view
from amends.errors import CannotBeDone
from amends.orders.order import Order
from amends.policy.decision import Decision, PolicyVersion, Reason
from tests.desk_core.scene import ANNA, Desk, nok, rulings
from tests.remedies.scene import an_order


def activated(order):
    return Order.from_json({**order.document, "activation": {"status": "done"}})


def incomplete():
    version = PolicyVersion("norrnet", "2025-01-01")
    return Decision("need_information", "N06", ("3",), (Reason("3"),), version, missing=("explanation",))


@pytest.mark.parametrize("asked", [False, True])
def test_a_denial_of_what_the_policy_grants_counts_though_the_bot_had_decided_nothing(desk, asked):
    desk.later(days=2)  # it should have been activated by now
    number = desk.case()
    if asked:
        desk.decide(number, incomplete())
    with pytest.raises(CannotBeDone, match="reason"):
        desk.decides.deny(ANNA, number, clauses=["1"])
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row, ruling.clauses) == ("override", "N09f", ["2a"])


@pytest.mark.parametrize("asked", [False, True])
def test_a_grant_of_what_the_policy_denies_counts_as_well(database, asked):
    desk = Desk(database, activated(an_order("490.00")))
    number = desk.case()
    if asked:
        desk.decide(number, incomplete())
    refund = {"remedy": "full_refund", "amount": nok("490.00"), "reason_code": "records_wrong"}
    with pytest.raises(CannotBeDone, match="clauses"):
        desk.decides.grant(ANNA, number, **refund)
    desk.decides.grant(ANNA, number, **refund, clauses=["2a"])
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row, ruling.clauses) == ("override", "N09b", ["1", "2e"])


def test_the_page_says_so_before_anybody_decides(desk):
    desk.later(days=2)
    number = desk.case()
    with desk.database.read() as session:
        shown = view(session, desk.context, ANNA, number, desk.order)
    assert (shown.standing.grants, shown.standing.denies) == (True, False)


def remedy_of(desk):
    with desk.database.read() as session:
        latest = session.query(DecisionRow).order_by(DecisionRow.id.desc()).first()
    return latest.decision["remedy"], latest.decision["amount"]["amount"]


@pytest.mark.parametrize(
    ("remedy", "amount", "becomes"),
    [
        ("full_refund", "100.00", ("partial_refund", "100.00")),
        ("partial_refund", "490.00", ("full_refund", "490.00")),
        ("full_refund", None, ("full_refund", "490.00")),
    ],
)
def test_a_refund_is_full_where_it_is_all_that_remains(desk, remedy, amount, becomes):
    number = desk.reviewed()
    money = None if amount is None else nok(amount)
    desk.decides.grant(ANNA, number, remedy=remedy, amount=money, reason_code="other")
    assert remedy_of(desk) == becomes


def test_all_of_one_payment_is_full_and_so_is_what_is_left_after_an_earlier_refund(database):
    desk = Desk(database, an_order("490.00", "490.00", refunded=("90.00",)))
    number = desk.reviewed()
    desk.decides.grant(ANNA, number, remedy="full_refund", payment_id="pay_1", reason_code="other")
    assert remedy_of(desk) == ("full_refund", "400.00")
