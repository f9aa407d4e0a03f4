"""Second thoughts about what was agreed to and is done, or is being done: it is told what that was, and since when.

Nothing is undone on these words. A person can look at what is still possible.
"""

from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.explanations import Explanation
from amends.assistant.situation import Situation
from amends.assistant.standing import remedies_of
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.backend import RemedyKind
from amends.orders.order import Order
from amends.policy.decision import Decision


def ends_the_order(session: Session, case: CaseRow) -> bool:
    """Whether an order is ended in `case`, or was."""
    return any(remedy.kind == RemedyKind.CANCELLATION for remedy in remedies_of(session, case))


def told(context: Context, session: Session, case: CaseRow, language: str) -> tuple[Say, ...]:
    """What is done in `case`, or being done, and since when; empty where nothing is."""
    done = remedies_of(session, case)
    if not done or case.status not in {CaseStatus.CARRYING_OUT, CaseStatus.RESOLVED}:
        return ()
    row = session.get_one(DecisionRow, done[-1].decision_id)
    order, decision = Order.from_json(row.order), Decision.from_json(row.decision)
    policy = context.merchants[case.merchant].in_force(order.placed_at)
    telling = Explanation(policy, order, case.number, language, context.sentences)
    over = case.status == CaseStatus.RESOLVED
    at = max(remedy.settled_at or remedy.created_at for remedy in done) if over else done[0].created_at
    args = {"case": case.number, "acts": telling.acts(decision), "at": moments.moment(at, policy.zone, language)}
    return (Say("utter_done_already" if over else "utter_being_done", args),)


def done(context: Context, situation: Situation) -> tuple[Say, ...]:
    """The same of this chat's case, for whoever wants it stopped."""
    draft = situation.draft
    if not draft.settled or draft.case_id is None:
        return ()
    with context.database.read() as session:
        return told(context, session, session.get_one(CaseRow, draft.case_id), situation.language)
