"""A customer who just said who they are, and whose case about this order is open in another conversation: asked whether
to go on with that one here, before a second one is begun."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends import addresses
from amends.assistant.claim_state import AskedByDesk, Collecting, Offered
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identity import Verified
from amends.assistant.situation import Situation, hold, keep
from amends.cases import move_codes, moved, status
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.messages.say import Say


def asked(context: Context, situation: Situation) -> tuple[Say, ...]:
    """What was said to the message so far and the question, which is put once for each case and kept with who the
    customer is; empty where there is nothing to ask, or the conversation knew them before.

    A problem that is named and is the case's own goes on here by itself, as one matter is one case (decision 0027). So
    it is asked only where something stands open there that cannot be had here otherwise; and always where the customer
    took the case from here.
    """
    verified, draft = situation.verified, situation.draft
    if verified is None or not situation.message or draft.case_id is not None:
        return ()
    if not isinstance(draft.state, Collecting) or draft.declared is not None:
        return ()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        taken = _taken_from_here(session, situation, verified)
        known = row.verified_order == verified.order_number
        case = taken or (None if known else _open_case(session, situation, verified))
        if case is None or (taken is None and move_codes.was_asked(session, row.id, case.number)):
            return ()
        move_codes.ask(session, row, case.number, context.clock())
        draft = draft.fresh() if taken else replace(draft, state=Collecting(), tries=0)
        keep(row, replace(situation, draft=draft))
    return (*situation.says, Say("utter_ask_to_move_known", {"case": case.number}))


def _taken_from_here(session: Session, situation: Situation, verified: Verified) -> CaseRow | None:
    """The case of just the problem that is named, where the customer took it elsewhere: only a code brings it back."""
    theirs = _open_elsewhere(session, situation, verified)
    of_it = (case for case in theirs if case.issue == situation.draft.issue)
    return next((case for case in of_it if moved.has_left(session, case, situation.conversation_id)), None)


def _open_case(session: Session, situation: Situation, verified: Verified) -> CaseRow | None:
    theirs = _open_elsewhere(session, situation, verified)
    return next((case for case in theirs if _is_meant(session, case, situation.draft)), None)


def _open_elsewhere(session: Session, situation: Situation, verified: Verified) -> list[CaseRow]:
    """Those of the customer about this order that are open in other conversations, the newest first."""
    found = select(CaseRow).where(
        CaseRow.merchant == situation.merchant,
        CaseRow.order_number == verified.order_number,
        CaseRow.status.not_in(status.CLOSED),
        CaseRow.conversation_id != situation.conversation_id,
    )
    newest_first = session.scalars(found.order_by(CaseRow.id.desc()))
    return [case for case in newest_first if addresses.same(case.email, verified.email)]


def _is_meant(session: Session, case: CaseRow, draft: Draft) -> bool:
    if draft.issue is None:
        return True
    there = session.get(ConversationRow, case.conversation_id)
    if draft.issue != case.issue or there is None:
        return False
    claim = Draft.from_json(there.draft)
    return claim.case_id == case.id and isinstance(claim.state, AskedByDesk | Offered)
