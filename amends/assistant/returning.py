"""What a person at the desk asked for has come: the case goes back to the desk with it."""

from dataclasses import replace

from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.cases import status, store
from amends.db.case_tables import CaseRow
from amends.desk import sla
from amends.errors import NotFound
from amends.notices import moments
from amends.notices.say import Say


def return_to_desk(context: Context, situation: Situation, turn: str) -> tuple[Say, ...]:
    """Keep the answers with the case, and have a person look at it again. `turn` is the message that completed them."""
    now, draft = context.clock(), situation.draft
    merchant = context.merchants[situation.merchant].merchant
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = session.get(CaseRow, draft.case_id) if draft.case_id else None
        if case is None:
            raise NotFound(f"conversation {row.id} answers for a case that is not there")
        store.update_claim(session, case, draft.claim(case.order_number, case.email), now)
        items = [item for item, _ in draft.wanted]
        if case.status != status.REVIEW and status.REVIEW in status.TRANSITIONS[case.status]:
            due_at = sla.due(merchant, now, context.desk(merchant.id).first_answer_minutes)
            store.move(session, case, status.REVIEW, "customer", now, due_at)
        store.record(session, case, "customer", "information_returned", {"items": items}, now)
        due = moments.moment(case.due_at, merchant.zone, situation.language) if case.due_at else ""
        says = (Say("utter_information_returned", {"case": case.number, "due": due, "merchant": merchant.name}),)
        settled = replace(draft, wanted=(), asked=None, tries=0, settled=True, concluded_turn=turn, concluded_says=says)
        keep(row, replace(situation, draft=settled))
        return says
