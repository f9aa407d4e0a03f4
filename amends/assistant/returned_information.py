"""What a person at the desk asked for has come: the case goes back to the desk with it."""

from dataclasses import replace

from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off
from amends.db.case_tables import CaseRow
from amends.errors import NotFound
from amends.messages import moments
from amends.messages.say import Say


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
        due = context.desk(merchant.id).answer_due(merchant, now)
        until = hand_off(session, case, due, "customer", now, EntryKind.INFORMATION_RETURNED, {"items": items})
        told = {"case": case.number, "due": moments.moment(until, merchant.zone, situation.language)}
        says = (Say("utter_information_returned", {**told, "merchant": merchant.name}),)
        keep(row, replace(situation, draft=draft.settle(turn)))
        return says
