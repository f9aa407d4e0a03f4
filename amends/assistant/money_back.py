"""When the money of a case is there, by the ledger: what was paid back, on which day, and by when it usually arrives.

Told to whoever asks when, or how it stands, whoever has the case by now.
"""

from sqlalchemy.orm import Session

from amends.assistant import order_state, timing
from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.assistant.situation import Situation
from amends.assistant.standing import remedies_of
from amends.assistant.status_answers import StatusAnswers
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import RemedyRow
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.backend import RemedyKind
from amends.policy.policy import Policy
from amends.remedies import states
from amends.remedies import told as telling


def told(context: Context, situation: Situation) -> tuple[Say, ...]:
    """How the case stands that this conversation is about, or was last, and when what was granted in it arrives; empty
    where it has no case."""
    case_id = situation.draft.case_id or situation.last_case
    if case_id is None:
        return ()
    with context.database.read() as session:
        case = session.get_one(CaseRow, case_id)
        return (*StatusAnswers(context).of(situation), *of_case(context, session, situation, case))


def of_case(context: Context, session: Session, situation: Situation, case: CaseRow) -> tuple[Say, ...]:
    """When what was granted in `case` arrives; where its ledger holds nothing, what the order's records say was paid
    back. Only to the case's customer, matched not long ago: the words name an amount."""
    verified = situation.verified
    if verified is None or not same_email(case.email, verified.email) or context.is_stale(situation):
        return ()
    rows = remedies_of(session, case)
    if not rows:
        paid = order_state.paid_back(context, situation)
        return () if paid is None else (paid,)
    order = telling.decided_on(session, rows[-1])
    policy = context.merchants[case.merchant].in_force(order.placed_at)
    made = [row for row in rows if row.kind == RemedyKind.REFUND and row.state == states.CONFIRMED]
    others = {row.kind for row in rows if row not in made}
    says = (_made(context, session, situation, case, row, policy) for row in made)
    return (*says, *timing.told(others, policy))


def _made(
    context: Context, session: Session, situation: Situation, case: CaseRow, row: RemedyRow, policy: Policy
) -> Say:
    on, language = row.settled_at or row.created_at, situation.language
    by = moments.working_days_later(on, policy.settings.payout_days[1], policy.zone)
    args = telling.about(case, telling.decided_on(session, row), row, policy, context.sentences, language)
    args |= {"on": moments.day(on, policy.zone, language), "by": moments.day(by, policy.zone, language)}
    return Say("utter_refund_arrives_by" if context.clock() <= by else "utter_refund_should_be_there", args)
