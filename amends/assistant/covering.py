"""A claim that what was granted before already stands for, as far as the records can tell: nothing moves twice.

The customer hears which case that is and what it covers, and a person can look at the second claim.
"""

from dataclasses import replace

from sqlalchemy.orm import Session

from amends.assistant.claim_records import case_of
from amends.assistant.context import Context
from amends.assistant.situation import Situation, keep
from amends.cases import status, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import RemedyRow
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.order import Order


def told(
    session: Session,
    context: Context,
    situation: Situation,
    row: ConversationRow,
    order: Order,
    held: RemedyRow,
    turn: str,
) -> tuple[Say, ...]:
    """What is said of the claim for which `held` was entered already. It is kept as a case of its own where the earlier
    one is over, for a person to take up; else a person sees it in the earlier one."""
    now, before = context.clock(), session.get_one(CaseRow, held.case_id)
    case = case_of(session, situation, now) if before.status in status.FINAL else before
    if case.id != before.id:
        store.record(session, case, "bot", EntryKind.NOT_ENTERED, {"why": f"granted once, in {before.number}"}, now)
        store.move(session, case, CaseStatus.ABANDONED, "bot", now)
    draft = replace(situation.draft, case_id=case.id)
    keep(row, replace(situation, draft=draft.settle(turn)))
    zone, language = context.policy_of(situation, order).zone, situation.language
    assert held.amount is not None
    args = {
        "order": order.number,
        "case": before.number,
        "amount": held.amount.text(language),
        "at": moments.day(held.created_at, zone, language),
    }
    happened = Claim.from_json(before.claim).occurred_at
    if happened is None:
        return (Say("utter_covered_already", args),)
    return (Say("utter_covered_already_on", {**args, "day": moments.day(happened, zone, language)}),)
