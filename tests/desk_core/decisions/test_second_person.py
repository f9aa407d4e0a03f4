"""Above a limit two people decide: what waits, who may say yes, and when it no longer counts."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from amends.audit.verify import entries, verify
from amends.cases import store
from amends.claims.claim import Claim
from amends.db.desk_tables import ApprovalRow
from amends.desk.queries.case import view
from amends.errors import CannotBeDone, Conflict, NotPermitted
from tests.desk_core.scene import ANNA, BO, STEN, SUSAN, Desk, nok, rulings
from tests.remedies.scene import an_order, approval


def approval_state(desk):
    with desk.database.read() as session:
        return session.scalars(select(ApprovalRow.state).order_by(ApprovalRow.id)).all()


@pytest.fixture
def rich(database):
    """An order of more than one person may grant alone (10,000 NOK)."""
    return Desk(database, an_order("20000.00", total="20000.00"))


def test_the_limit_counts_what_was_granted_alone_on_the_order_before(database):
    desk = Desk(database, an_order("20000.00", total="20000.00"))
    number = desk.reviewed("100.00")
    gift = {"remedy": "partial_refund", "amount": nok("6000.00"), "reason_code": "other", "clauses": ["2a"]}
    assert not desk.decides.grant(ANNA, number, **gift).waits
    desk.work()
    desk.case_actions.reopen(BO, number, "more")
    other = desk.case(issue="outage")
    for case in (number, other):
        assert desk.decides.grant(BO, case, **gift).waits, "12,000 NOK is above 10,000"
    assert len(desk.remedies()) == 1


def test_what_two_people_granted_does_not_count_against_one(rich):
    number = rich.reviewed("20000.00")
    rich.approvals.approve(SUSAN, rich.decides.grant(
        ANNA, number, remedy="partial_refund", amount=nok("15000.00"), reason_code="other").approval_id)  # fmt: skip
    rich.work()
    rich.case_actions.reopen(ANNA, number, "more")
    assert not rich.decides.goodwill(ANNA, number, amount=nok("100.00"), reason_code="other").waits


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


def tell(desk, number, explanation):
    """The customer says it in the chat, or once more in another window."""
    with desk.database.begin() as session:
        case = desk.row(number, session)
        store.update_claim(session, case, replace(Claim.from_json(case.claim), explanation=explanation), desk.now)


def test_an_approval_expires_with_the_claim_that_it_was_asked_for(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    tell(rich, number, "It came after all.")
    assert approval_state(rich) == ["expired"]
    assert "approval_expired" in rich.told(number), "the page says what became of it"
    with pytest.raises(Conflict, match="expired"):
        rich.approvals.approve(SUSAN, ruled.approval_id)
    assert rich.remedies() == []


def test_the_same_words_again_change_nothing(rich):
    number = rich.reviewed("20000.00")
    tell(rich, number, "It never came.")
    ruled = rich.decides.approve_recommended(ANNA, number)
    tell(rich, number, "It never came.")
    assert rich.approvals.approve(SUSAN, ruled.approval_id).state == "approved"


def test_whatever_way_the_case_changed_it_is_not_carried_out(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    with rich.database.begin() as session:
        rich.row(number, session).email = "ola@example.com"
    assert rich.approvals.approve(SUSAN, ruled.approval_id).state == "expired"
    assert (rich.remedies(), approval_state(rich)) == ([], ["expired"])


def test_a_note_is_no_change(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    rich.case_actions.note(BO, number, "seen")
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


def test_whoever_did_not_see_that_a_colleague_asked_decides_nothing(rich):
    number = rich.reviewed("20000.00")
    before = rich.seen(number)
    rich.decides.approve_recommended(ANNA, number)
    with pytest.raises(Conflict, match="changed since you saw it"):
        rich.rulings.deny(SUSAN, number, seen=before, clauses=["1"], reason_code="abuse")
    assert approval_state(rich) == ["pending"]
    rich.decides.deny(SUSAN, number, clauses=["1"], reason_code="abuse")
    assert approval_state(rich) == ["expired"]
    assert rich.notices(ANNA, number) == ["ended"]


def test_whoever_asked_is_told_that_it_was_approved_and_not_of_what_they_took_back(rich):
    number = rich.reviewed("20000.00")
    ruled = rich.decides.approve_recommended(ANNA, number)
    rich.approvals.refuse(ANNA, ruled.approval_id)
    assert rich.notices(ANNA, number) == []
    rich.approvals.approve(SUSAN, rich.decides.approve_recommended(ANNA, number).approval_id)
    assert rich.notices(ANNA, number) == ["approved"]
