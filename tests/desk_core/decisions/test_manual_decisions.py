"""What people decide goes through the ledger, is kept with who and why, and is told to the customer."""

from decimal import Decimal

import pytest

from amends.cases.status import CaseStatus
from amends.db.desk_tables import DeskCaseRow
from amends.errors import CannotBeDone, ExceedsPaid
from amends.money import Money
from amends.orders.fake import FakeOrderBackend
from tests.desk_core.decisions.test_measure import activated
from tests.desk_core.scene import ANNA, BO, Desk, nok, rulings
from tests.remedies.scene import an_order, approval


def test_the_recommendation_is_approved_under_its_own_row_and_carried_out(desk):
    number = desk.reviewed()
    ruled = desk.decides.approve_recommended(ANNA, number)
    assert not ruled.waits
    assert desk.status(number) == CaseStatus.CARRYING_OUT
    assert [(r.kind, r.amount_minor, r.purpose, r.confirmed_by) for r in desk.remedies()] == [
        ("refund", 49000, "N09f", "ag_anna")
    ]
    assert "NOK\N{NO-BREAK SPACE}490.00" in desk.said(number, "agent")[-1]
    assert desk.mails() == []
    desk.work()
    (mail,) = desk.mails()
    assert "NOK\N{NO-BREAK SPACE}490.00" in mail.text
    assert desk.status(number) == CaseStatus.RESOLVED
    assert desk.backend.order("NN-10023").payments[0].refunded == nok("490.00")


def test_a_persons_own_decision_has_its_own_purpose_reason_and_clauses(desk):
    number = desk.reviewed()
    ruled = desk.decides.grant(
        ANNA, number, remedy="partial_refund", amount=nok("100.00"), reason_code="our_mistake", payment_id="pay_1"
    )
    (remedy,) = desk.remedies()
    assert (remedy.purpose, remedy.payment_id, remedy.amount_minor) == (f"desk {ruled.decision_id}", "pay_1", 10000)
    (ruling,) = rulings(desk)
    assert (ruling.decided_by, ruling.second_by, ruling.reason_code) == ("ag_anna", None, "our_mistake")
    assert ruling.set_aside_row == "N09f"


def test_a_refund_of_a_chosen_payment_never_touches_another(database):
    desk = Desk(database, an_order("490.00", "490.00"))
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match="490"):
        desk.decides.grant(
            ANNA, number, remedy="full_refund", amount=nok("500.00"), payment_id="pay_2", reason_code="other"
        )
    desk.decides.grant(
        ANNA, number, remedy="full_refund", amount=nok("490.00"), payment_id="pay_2", reason_code="other"
    )
    assert [(r.payment_id, r.amount_minor) for r in desk.remedies()] == [("pay_2", 49000)]


def test_a_merchant_whose_policy_has_no_set_off_cannot_set_off(desk):
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match="set-off"):
        desk.decides.set_off(ANNA, number, amount=nok("50.00"), reason_code="other")
    assert desk.remedies() == []


def test_a_denial_names_its_clauses_in_the_customers_language_with_the_persons_own_words(desk):
    number = desk.reviewed(language="nb")
    desk.decides.deny(ANNA, number, clauses=["2e"], text="Tjenesten ble levert i går.", reason_code="records_wrong")
    assert desk.status(number) == CaseStatus.DENIED
    said, _ = desk.said(number, "agent")
    assert "§ 2e" in said
    assert "levert i går" in said
    assert desk.mails()[-1].text.count("§ 2e") == 1
    assert desk.remedies() == []


def test_an_override_is_counted_by_the_clauses_that_it_sets_aside(desk):
    desk.backend = FakeOrderBackend([activated(desk.order)], now=desk.clock)
    desk.context.backends["norrnet"] = desk.backend
    number = desk.case(to=CaseStatus.REVIEW)
    desk.decide(number, approval(outcome="deny", amount=None))
    with pytest.raises(CannotBeDone, match="clauses"):
        desk.decides.grant(ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="records_wrong")
    desk.decides.grant(
        ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="records_wrong", clauses=["2c"]
    )
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row, ruling.clauses) == ("override", "N09b", ["1", "2e"])


def test_to_deny_what_the_policy_grants_is_an_override_and_needs_a_reason(desk):
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match="reason"):
        desk.decides.deny(ANNA, number, clauses=["1"])
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="abuse")
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row) == ("override", "N09f")


def test_to_deny_what_the_policy_leaves_open_is_none(desk):
    number = desk.case(issue="other")
    desk.decides.deny(ANNA, number, clauses=["1"])
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.clauses, ruling.reason_code) == ("deny", [], None)


@pytest.mark.parametrize(
    "given",
    [
        {"remedy": "full_refund", "amount": nok("490.01"), "reason_code": "other"},
        {"remedy": "full_refund", "amount": nok("0.00"), "reason_code": "other"},
        {"remedy": "full_refund", "amount": nok("1.001"), "reason_code": "other"},
        {"remedy": "full_refund", "amount": Money(Decimal(1), "EUR"), "reason_code": "other"},
        {"remedy": "partial_refund", "reason_code": "other"},
        {"remedy": "reactivation", "amount": nok("1.00"), "reason_code": "other"},
        {"remedy": "a_pony", "reason_code": "other"},
        {"remedy": "full_refund", "amount": nok("1.00"), "reason_code": "because"},
        {"remedy": "full_refund", "amount": nok("1.00"), "reason_code": "other", "clauses": ["99"]},
        {"remedy": "full_refund", "amount": nok("1.00"), "reason_code": "other", "payment_id": "pay_9"},
    ],
)
def test_what_cannot_be_granted_is_refused_and_leaves_nothing(desk, given):
    number = desk.reviewed()
    before = (desk.told(number), len(desk.events(number)))
    with pytest.raises(CannotBeDone):
        desk.decides.grant(ANNA, number, **given)
    assert (desk.told(number), len(desk.events(number))) == before
    assert desk.remedies() == []
    assert desk.mails() == []


def test_together_people_cannot_return_more_than_was_paid(desk):
    number, other = desk.reviewed(), desk.case(issue="outage")
    desk.decides.grant(ANNA, number, remedy="partial_refund", amount=nok("300.00"), reason_code="other")
    with pytest.raises(ExceedsPaid):
        desk.decides.goodwill(BO, other, amount=nok("200.00"), reason_code="other")
    assert len(desk.remedies()) == 1
    assert len(rulings(desk)) == 1


def test_a_closed_case_and_one_without_a_known_customer_cannot_be_decided(desk):
    closed = desk.reviewed()
    desk.decides.deny(ANNA, closed, clauses=["1"], reason_code="other")
    with pytest.raises(CannotBeDone, match="reopen"):
        desk.decides.approve_recommended(ANNA, closed)
    with pytest.raises(CannotBeDone, match="matched"):
        desk.decides.deny(ANNA, desk.case(verified=False), clauses=["1"])


def test_nothing_recommended_cannot_be_approved(desk):
    with pytest.raises(CannotBeDone, match="recommended"):
        desk.decides.approve_recommended(ANNA, desk.case())


def test_who_decides_a_case_of_nobody_has_it_from_then_on(desk):
    number = desk.reviewed()
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    with desk.database.read() as session:
        assert session.get_one(DeskCaseRow, desk.row(number).id).assigned_to == "ag_anna"
