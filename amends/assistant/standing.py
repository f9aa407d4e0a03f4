"""Where a case stands whose claim is made again: whose it is, what was granted in it, and when that arrives."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from amends.assistant import timing
from amends.assistant.explanations import Explanation
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.remedy_tables import RemedyRow
from amends.messages import moments
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.policy import Policy
from amends.remedies import states, told


def of_case(session: Session, case: CaseRow, policy: Policy, sentences: Sentences, language: str) -> tuple[Say, ...]:
    """How it stands, and what was granted in it; nothing is done twice."""
    rows = remedies_of(session, case)
    if case.status == CaseStatus.RESOLVED:
        done = [row for row in rows if row.state == states.CONFIRMED]
        amounts = (told.confirmed(session, case, row, policy, sentences, language) for row in done)
        return (Say("utter_settled_before", {"case": case.number}), *amounts)
    due = {"due": moments.moment(case.due_at, policy.zone, language)} if case.due_at else {}
    stands = Say(f"utter_status_{case.status}", {"case": case.number, **due})
    if case.status != CaseStatus.CARRYING_OUT or not rows:
        return (stands,)
    row = session.get_one(DecisionRow, rows[-1].decision_id)
    telling = Explanation(policy, Order.from_json(row.order), case.number, language, sentences)
    acts = Say("utter_granted_before", {"acts": telling.acts(Decision.from_json(row.decision))})
    return (stands, acts, *timing.told({row.kind for row in rows}, policy))


def remedies_of(session: Session, case: CaseRow) -> list[RemedyRow]:
    """What counts of the case's entries in the ledger, in their order."""
    return list(session.scalars(counting(RemedyRow.case_id == case.id)))


def counting(whose: ColumnElement[bool]) -> Select[RemedyRow]:
    """The entries that count of those, in their order."""
    return select(RemedyRow).where(whose, RemedyRow.state.not_in(states.UNDONE)).order_by(RemedyRow.id)
