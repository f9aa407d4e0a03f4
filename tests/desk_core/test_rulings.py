"""What people decide goes through the ledger, is kept with who and why, and is told to the customer."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text

from amends.audit.verify import entries, verify
from amends.cases import status
from amends.db.desk_tables import ApprovalRow, RulingRow
from amends.errors import CannotBeDone, Conflict, ExceedsPaid, NotPermitted
from amends.money import Money
from tests.desk_core.scene import ANNA, BO, STEN, SUSAN, Desk, nok
from tests.remedies.scene import an_order, approval


def rulings(desk):
    with desk.database.read() as session:
        return session.scalars(select(RulingRow).order_by(RulingRow.decision_id)).all()


def approval_state(desk):
    with desk.database.read() as session:
        return session.scalars(select(ApprovalRow.state).order_by(ApprovalRow.id)).all()


@pytest.fixture
def rich(database):
    """An order of more than one person may grant alone (10,000 NOK)."""
    return Desk(database, an_order("20000.00", total="20000.00"))


def test_the_recommendation_is_approved_under_its_own_row_and_carried_out(desk):
    number = desk.reviewed()
    ruled = desk.rulings.approve_recommended(ANNA, number)
    assert not ruled.waits
    assert desk.status(number) == status.CARRYING_OUT
    assert [(r.kind, r.amount_minor, r.purpose, r.confirmed_by) for r in desk.remedies()] == [
        ("refund", 49000, "N09f", "ag_anna")
    ]
    assert "NOK\N{NO-BREAK SPACE}490.00" in desk.said(number, "agent")[-1]
    desk.work()
    assert desk.status(number) == status.RESOLVED
    assert desk.backend.order("NN-10023").payments[0].refunded == nok("490.00")


def test_a_persons_own_decision_has_its_own_purpose_reason_and_clauses(desk):
    number = desk.reviewed()
    ruled = desk.rulings.grant(
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
        desk.rulings.grant(
            ANNA, number, remedy="full_refund", amount=nok("500.00"), payment_id="pay_2", reason_code="other"
        )
    desk.rulings.grant(
        ANNA, number, remedy="full_refund", amount=nok("490.00"), payment_id="pay_2", reason_code="other"
    )
    assert [(r.payment_id, r.amount_minor) for r in desk.remedies()] == [("pay_2", 49000)]


def test_a_goodwill_credit_is_marked_as_no_precedent_and_says_so(desk):
    number = desk.reviewed()
    desk.rulings.goodwill(ANNA, number, amount=nok("50.00"), reason_code="special_hardship")
    assert rulings(desk)[0].no_precedent
    assert [(r.kind, r.amount_minor) for r in desk.remedies()] == [("credit", 5000)]
    assert "goodwill" in desk.said(number, "agent")[-1]


def test_a_merchant_whose_policy_has_no_set_off_cannot_set_off(desk):
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match="set-off"):
        desk.rulings.set_off(ANNA, number, amount=nok("50.00"), reason_code="other")
    assert desk.remedies() == []


def test_a_denial_names_its_clauses_in_the_customers_language_with_the_persons_own_words(desk):
    number = desk.reviewed(language="nb")
    desk.rulings.deny(ANNA, number, clauses=["2e"], text="Tjenesten ble levert i går.")
    assert desk.status(number) == status.DENIED
    said = desk.said(number, "agent")[-1]
    assert "§ 2e" in said
    assert "levert i går" in said
    assert desk.mails()[-1].text.count("§ 2e") == 1
    assert desk.remedies() == []


def test_an_override_is_counted_by_the_clauses_that_it_sets_aside(desk):
    number = desk.case(to=status.REVIEW)
    desk.decide(number, approval(outcome="deny", amount=None))
    desk.rulings.override(
        ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="records_wrong", clauses=["2a"]
    )
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row, ruling.clauses) == ("override", "N09f", ["2a"])


@pytest.mark.parametrize(
    "given",
    [
        {"remedy": "full_refund", "amount": nok("490.01"), "reason_code": "other"},
        {"remedy": "full_refund", "amount": nok("0.00"), "reason_code": "other"},
        {"remedy": "full_refund", "amount": nok("1.001"), "reason_code": "other"},
        {"remedy": "full_refund", "amount": Money(Decimal(1), "EUR"), "reason_code": "other"},
        {"remedy": "full_refund", "reason_code": "other"},
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
        desk.rulings.grant(ANNA, number, **given)
    assert (desk.told(number), len(desk.events(number))) == before
    assert desk.remedies() == []
    assert desk.mails() == []


def test_together_people_cannot_return_more_than_was_paid(desk):
    number = desk.reviewed()
    desk.rulings.grant(ANNA, number, remedy="partial_refund", amount=nok("300.00"), reason_code="other")
    with pytest.raises(ExceedsPaid):
        desk.rulings.goodwill(BO, number, amount=nok("200.00"), reason_code="other")
    assert len(desk.remedies()) == 1
    assert len(rulings(desk)) == 1


def test_a_closed_case_and_one_without_a_known_customer_cannot_be_decided(desk):
    closed = desk.reviewed()
    desk.rulings.deny(ANNA, closed, clauses=["1"])
    with pytest.raises(CannotBeDone, match="reopen"):
        desk.rulings.approve_recommended(ANNA, closed)
    with pytest.raises(CannotBeDone, match="matched"):
        desk.rulings.deny(ANNA, desk.case(verified=False), clauses=["1"])


def test_nothing_recommended_cannot_be_approved(desk):
    with pytest.raises(CannotBeDone, match="recommended"):
        desk.rulings.approve_recommended(ANNA, desk.case())


def test_above_the_limit_nothing_happens_until_a_second_person_says_yes(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.rulings.approve_recommended(ANNA, number)
    assert ruled.waits
    assert rich.remedies() == []
    assert rich.said(number, "agent") == []
    settled = rich.approvals.approve(SUSAN, ruled.approval_id)
    assert settled.state == "approved"
    assert [r.amount_minor for r in rich.remedies()] == [2000000]
    (ruling,) = rulings(rich)
    assert (ruling.decided_by, ruling.second_by) == ("ag_anna", "ag_susan")
    with pytest.raises(Conflict):
        rich.approvals.approve(STEN, ruled.approval_id)
    assert len(rich.remedies()) == 1


def test_nobody_is_their_own_second_person_and_agents_are_nobodys(database):
    desk = Desk(database, an_order("60000.00", total="60000.00"))
    number = desk.reviewed("60000.00")
    ruled = desk.rulings.approve_recommended(SUSAN, number)
    assert ruled.waits
    with pytest.raises(CannotBeDone, match="second person"):
        desk.approvals.approve(SUSAN, ruled.approval_id)
    with pytest.raises(NotPermitted):
        desk.approvals.approve(ANNA, ruled.approval_id)
    assert desk.approvals.approve(STEN, ruled.approval_id).state == "approved"


def test_the_database_itself_refuses_one_person_in_both_places(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.rulings.approve_recommended(ANNA, number)
    forged = text("UPDATE approvals SET state = 'approved', settled_by = asked_by WHERE id = :id")
    with pytest.raises(Exception, match="two_people"), rich.database.begin() as session:
        session.execute(forged, {"id": ruled.approval_id})


def test_an_approval_expires_when_the_case_changes(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.rulings.approve_recommended(ANNA, number)
    rich.decide(number, approval(outcome="deny", amount=None))
    assert rich.approvals.approve(SUSAN, ruled.approval_id).state == "expired"
    assert rich.remedies() == []
    assert approval_state(rich) == ["expired"]


def test_a_note_is_no_change(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.rulings.approve_recommended(ANNA, number)
    rich.caring.note(BO, number, "seen")
    assert rich.approvals.approve(SUSAN, ruled.approval_id).state == "approved"


def test_one_waits_at_a_time_and_a_refused_one_makes_room(rich):
    number = rich.reviewed("20000.00")
    first = rich.rulings.approve_recommended(ANNA, number)
    with pytest.raises(Conflict):
        rich.rulings.approve_recommended(BO, number)
    assert rich.approvals.refuse(ANNA, first.approval_id).state == "refused"
    assert rich.rulings.approve_recommended(BO, number).waits


def test_an_expired_one_makes_room_too(rich):
    number = rich.reviewed("20000.00")
    rich.rulings.approve_recommended(ANNA, number)
    rich.decide(number, approval(outcome="deny", amount=None))
    granted = {"remedy": "full_refund", "amount": nok("20000.00"), "reason_code": "other"}
    assert rich.rulings.grant(BO, number, **granted).waits
    assert approval_state(rich) == ["expired", "pending"]


def test_every_ruling_stands_in_the_audit_log_with_the_decision_and_who(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.rulings.approve_recommended(ANNA, number)
    rich.approvals.approve(SUSAN, ruled.approval_id)
    with rich.database.read() as session:
        log = [(entry.actor, entry.action) for entry in entries(session, "norrnet") if entry.subject == number]
        assert verify(session) == []
    assert log == [
        ("bot", "decision"),
        ("ag_anna", "approval_asked"),
        ("ag_susan", "approval_settled"),
        ("ag_anna", "decision"),
        ("ag_susan", "ruling"),
    ]
