"""What a case on hold still needs of its customer: told to whoever asks, and taken where the chat can take it.

Papers go by e-mail, as the merchant asks; a number that stands for one is taken here, and a person checks it.
"""

from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.explanations import Explanation
from amends.assistant.handoff import Handoff
from amends.assistant.situation import Situation
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.reading.message import Message


def told(context: Context, situation: Situation) -> tuple[Say, ...]:
    """Exactly what this chat's case still needs; empty where it is not on hold."""
    with context.database.read() as session:
        case, latest = _on_hold(session, situation)
        if case is None or latest is None or latest.order is None:
            return ()
        order = Order.from_json(latest.order)
        policy = context.merchants[case.merchant].in_force(order.placed_at)
        telling = Explanation(policy, order, case.number, situation.language, context.sentences)
        return (telling.of(Decision.from_json(latest.decision), situation.draft)[0],)


def given(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to the number that the case needs: it is kept with the case, which goes to a person. Empty for any
    other message."""
    if message.is_button or message.said.ends_in_question:
        return ()
    with context.database.read() as session:
        case, latest = _on_hold(session, situation)
        missing = () if latest is None else Decision.from_json(latest.decision).missing
    if case is None or not any(message.said.gives(item) for item in missing):
        return ()
    with context.database.begin() as session:
        case = session.get_one(CaseRow, case.id)
        store.record(session, case, "customer", EntryKind.ADDED, {"turn": message.turn}, context.clock())
        number = case.number
    handed = Handoff(context).to_person(situation.conversation_id, message.turn, "given")
    return (Say("utter_added_to_case", {"case": number}), *handed)


def _on_hold(session: Session, situation: Situation) -> tuple[CaseRow | None, DecisionRow | None]:
    draft = situation.draft
    case = session.get(CaseRow, draft.case_id) if draft.settled and draft.case_id else None
    if case is None or case.status != CaseStatus.ON_HOLD:
        return None, None
    return case, store.latest_decision(session, case)
