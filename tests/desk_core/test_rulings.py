"""What people decide goes through the ledger, is kept with who and why, and is told to the customer."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text

from amends.audit.verify import entries, verify
from amends.cases import status
from amends.db.conversation_tables import ConversationRow
from amends.db.desk_tables import ApprovalRow, DeskCaseRow, RulingRow
from amends.desk.views.case import view
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
    ruled = desk.decides.approve_recommended(ANNA, number)
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


def test_a_goodwill_credit_is_marked_as_no_precedent_and_says_so(desk):
    number = desk.reviewed()
    desk.decides.goodwill(ANNA, number, amount=nok("50.00"), reason_code="special_hardship")
    assert rulings(desk)[0].no_precedent
    assert [(r.kind, r.amount_minor) for r in desk.remedies()] == [("credit", 5000)]
    assert "goodwill" in desk.said(number, "agent")[-1]


def test_a_merchant_whose_policy_has_no_set_off_cannot_set_off(desk):
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match="set-off"):
        desk.decides.set_off(ANNA, number, amount=nok("50.00"), reason_code="other")
    assert desk.remedies() == []


def test_a_denial_names_its_clauses_in_the_customers_language_with_the_persons_own_words(desk):
    number = desk.reviewed(language="nb")
    desk.decides.deny(ANNA, number, clauses=["2e"], text="Tjenesten ble levert i går.", reason_code="records_wrong")
    assert desk.status(number) == status.DENIED
    said = desk.said(number, "agent")[-1]
    assert "§ 2e" in said
    assert "levert i går" in said
    assert desk.mails()[-1].text.count("§ 2e") == 1
    assert desk.remedies() == []


def test_an_override_is_counted_by_the_clauses_that_it_sets_aside(desk):
    number = desk.case(to=status.REVIEW)
    desk.decide(number, approval(outcome="deny", amount=None))
    with pytest.raises(CannotBeDone, match="clauses"):
        desk.decides.grant(ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="records_wrong")
    desk.decides.grant(
        ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="records_wrong", clauses=["2c"]
    )
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row, ruling.clauses) == ("override", "N09f", ["2a"])


def test_to_deny_what_the_policy_grants_is_an_override_and_needs_a_reason(desk):
    number = desk.reviewed()
    with pytest.raises(CannotBeDone, match="reason"):
        desk.decides.deny(ANNA, number, clauses=["1"])
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="abuse")
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.set_aside_row) == ("override", "N09f")


def test_to_deny_what_the_policy_leaves_open_is_none(desk):
    number = desk.case()
    desk.decides.deny(ANNA, number, clauses=["1"])
    (ruling,) = rulings(desk)
    assert (ruling.kind, ruling.clauses, ruling.reason_code) == ("deny", [], None)


def test_a_second_click_grants_nothing_more(desk):
    number = desk.reviewed()
    seen = desk.seen(number)
    given = {"seen": seen, "amount": nok("50.00"), "reason_code": "other"}
    desk.rulings.goodwill(ANNA, number, **given)
    for who in (ANNA, BO):
        with pytest.raises(Conflict):
            desk.rulings.goodwill(who, number, **given)
    with pytest.raises(CannotBeDone, match="carrying out"):
        desk.decides.goodwill(BO, number, amount=nok("50.00"), reason_code="other")
    assert [r.amount_minor for r in desk.remedies()] == [5000]


def test_a_page_from_before_a_reopening_decides_nothing(desk):
    number = desk.reviewed()
    given = {"seen": desk.seen(number), "amount": nok("1.00"), "reason_code": "other"}
    desk.rulings.goodwill(ANNA, number, **given)
    desk.work()
    desk.caring.reopen(ANNA, number, "the customer called")
    with pytest.raises(Conflict):
        desk.rulings.goodwill(ANNA, number, **given)
    assert len(desk.remedies()) == 1


def test_the_limit_counts_what_was_granted_alone_on_the_order_before(database):
    desk = Desk(database, an_order("20000.00", total="20000.00"))
    number = desk.reviewed("100.00")
    gift = {"amount": nok("6000.00"), "reason_code": "other"}
    assert not desk.decides.goodwill(ANNA, number, **gift).waits
    desk.work()
    desk.caring.reopen(BO, number, "more")
    other = desk.case(issue="outage")
    for case in (number, other):
        assert desk.decides.goodwill(BO, case, **gift).waits, "12,000 NOK is above 10,000"
    assert len(desk.remedies()) == 1


def test_what_two_people_granted_does_not_count_against_one(rich):
    number = rich.reviewed("20000.00")
    rich.approvals.approve(SUSAN, rich.decides.grant(
        ANNA, number, remedy="partial_refund", amount=nok("15000.00"), reason_code="other").approval_id)  # fmt: skip
    rich.work()
    rich.caring.reopen(ANNA, number, "more")
    assert not rich.decides.goodwill(ANNA, number, amount=nok("100.00"), reason_code="other").waits


def test_what_a_person_granted_is_no_recommendation_after_a_reopening(desk):
    number = desk.reviewed()
    desk.decides.goodwill(ANNA, number, amount=nok("5.00"), reason_code="other")
    desk.work()
    desk.caring.reopen(ANNA, number, "the customer called")
    with pytest.raises(CannotBeDone, match="recommended"):
        desk.decides.approve_recommended(ANNA, number)
    assert len(desk.remedies()) == 1


def test_what_was_carried_out_is_not_recommended_again(desk):
    number = desk.reviewed()
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    desk.caring.reopen(ANNA, number, "the customer called")
    with pytest.raises(CannotBeDone, match="recommended"):
        desk.decides.approve_recommended(ANNA, number)
    desk.decides.deny(ANNA, number, clauses=["1"])
    assert rulings(desk)[-1].kind == "deny"


def test_nothing_is_promised_where_nothing_new_would_be_done(desk):
    again = approval(remedy="reactivation", amount=None)
    number = desk.case()
    desk.decide(number, again)
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    desk.caring.reopen(ANNA, number, "the customer called")
    desk.decide(number, again)  # the engine says the same anew
    before = desk.said(number, "agent")
    with pytest.raises(CannotBeDone, match="done already"):
        desk.decides.approve_recommended(ANNA, number)
    assert (desk.status(number), desk.said(number, "agent")) == (status.REVIEW, before)
    desk.decides.grant(ANNA, number, remedy="reactivation", reason_code="other")
    desk.work()
    assert [r.kind for r in desk.remedies()] == ["reactivation", "reactivation"]


def test_the_bots_question_is_withdrawn_with_the_decision(desk):
    number = desk.reviewed(to=status.OFFERED)
    with desk.database.begin() as session:
        talk = session.get_one(ConversationRow, desk.row(number).conversation_id)
        talk.draft = {"case_id": desk.row(number).id, "asked": "confirmation", "issue": "not_activated"}
    desk.decides.goodwill(ANNA, number, amount=nok("5.00"), reason_code="other")
    draft = desk.talk(number).draft
    assert (draft["asked"], draft["settled"], draft["revision"]) == (None, True, 1)


def test_a_claim_that_is_being_filled_in_is_not_decided(desk):
    number = desk.reviewed(to=status.COLLECTING)
    with pytest.raises(CannotBeDone, match="collecting"):
        desk.decides.goodwill(ANNA, number, amount=nok("5.00"), reason_code="other")


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


def test_above_the_limit_nothing_happens_until_a_second_person_says_yes(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
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
    ruled = desk.decides.approve_recommended(SUSAN, number)
    assert ruled.waits
    with pytest.raises(CannotBeDone, match="second person"):
        desk.approvals.approve(SUSAN, ruled.approval_id)
    with pytest.raises(NotPermitted):
        desk.approvals.approve(ANNA, ruled.approval_id)
    assert desk.approvals.approve(STEN, ruled.approval_id).state == "approved"


def test_the_database_itself_refuses_one_person_in_both_places(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    forged = text("UPDATE approvals SET state = 'approved', settled_by = asked_by WHERE id = :id")
    with pytest.raises(Exception, match="two_people"), rich.database.begin() as session:
        session.execute(forged, {"id": ruled.approval_id})


def test_an_approval_expires_when_the_case_changes(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    rich.decide(number, approval(outcome="deny", amount=None))
    assert approval_state(rich) == ["expired"], "nobody has to find out by trying"
    assert "approval_expired" in rich.told(number)
    with pytest.raises(Conflict, match="expired"):
        rich.approvals.approve(SUSAN, ruled.approval_id)
    assert rich.remedies() == []


def test_an_approval_expires_with_the_claim_that_it_was_asked_for(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    with rich.database.begin() as session:
        case = rich.row(number, session)
        case.claim = {**case.claim, "explanation": "It came after all."}
    assert rich.approvals.approve(SUSAN, ruled.approval_id).state == "expired"
    assert (rich.remedies(), approval_state(rich)) == ([], ["expired"])


def test_a_note_is_no_change(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    rich.caring.note(BO, number, "seen")
    assert rich.approvals.approve(SUSAN, ruled.approval_id).state == "approved"


def test_one_waits_at_a_time_and_a_refused_one_makes_room(rich):
    number = rich.reviewed("20000.00")
    first = rich.decides.approve_recommended(ANNA, number)
    with pytest.raises(Conflict):
        rich.decides.approve_recommended(BO, number)
    assert rich.approvals.refuse(ANNA, first.approval_id).state == "refused"
    assert rich.decides.approve_recommended(BO, number).waits


def test_an_expired_one_makes_room_too(rich):
    number = rich.reviewed("20000.00")
    rich.decides.approve_recommended(ANNA, number)
    rich.decide(number, approval(outcome="deny", amount=None))
    granted = {"remedy": "full_refund", "amount": nok("20000.00"), "reason_code": "other", "clauses": ["2a"]}
    assert rich.decides.grant(BO, number, **granted).waits
    assert approval_state(rich) == ["expired", "pending"]


def test_every_ruling_stands_in_the_audit_log_with_the_decision_and_who(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
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


def test_who_decides_a_case_of_nobody_has_it_from_then_on(desk):
    number = desk.reviewed()
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    with desk.database.read() as session:
        assert session.get_one(DeskCaseRow, desk.row(number).id).assigned_to == "ag_anna"


def test_a_refusal_stands_on_the_case_until_somebody_decides_or_asks_again(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)

    def turned_down():
        with rich.database.read() as session:
            return view(session, rich.context, ANNA, number).turned_down

    assert turned_down() is None
    rich.approvals.refuse(SUSAN, ruled.approval_id, "ask for the contract first")
    assert "ask for the contract first" in turned_down().text
    rich.decides.approve_recommended(ANNA, number)
    assert turned_down() is None
