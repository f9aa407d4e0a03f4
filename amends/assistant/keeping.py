"""Writes the claim under way down: the draft with its conversation, and from the first verified word on, a case."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.cases import status, store
from amends.conversations import files
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.notices.say import Say

PARKED_RETRY = timedelta(seconds=5)
"""How long after a silent order backend the worker first tries again; its own backoff follows."""


def keep_asking(context: Context, situation: Situation, asked: str | None) -> None:
    """Keep what was said, and that `asked` is the open question. Tries count only for one question in a row."""
    now = context.clock()
    tries = situation.draft.tries if asked == situation.draft.asked else 0
    situation = replace(situation, draft=replace(situation.draft, asked=asked, tries=tries, parked=False))
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        if situation.verified and situation.draft.issue:
            case = case_of(session, situation, now)
            situation = replace(situation, draft=replace(situation.draft, case_id=case.id))
        keep(row, situation)


def settled_before(context: Context, situation: Situation) -> tuple[Say, ...]:
    """That the same was settled for this order before, said once, where the claim is not yet a case of its own."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue is None or draft.case_id is not None:
        return ()
    with context.database.read() as session:
        earlier = store.settled_before(session, situation.merchant, verified.order_number, draft.issue)
    return () if earlier is None else (Say("utter_settled_before", {"case": earlier.number}),)


def keep_heard(context: Context, situation: Situation) -> None:
    """Keep what was said to a message that changes no claim: no question is open, and no case is opened."""
    with context.database.begin() as session:
        keep(hold(session, situation.conversation_id), situation)


def park(context: Context, situation: Situation) -> Say:
    """The order backend is away: keep everything as a case, and have the worker go on when it is back."""
    now = context.clock()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = case_of(session, situation, now)
        say = Say("utter_parked", {"case": case.number})
        draft = replace(
            situation.draft,
            parked=True,
            asked=None,
            case_id=case.id,
            heard_says=(*situation.draft.heard_says, say),
        )
        keep(row, replace(situation, draft=draft))
        if not situation.draft.parked:
            outbox.enqueue(session, "case.decide", {"case_id": case.id}, now, now + PARKED_RETRY)
            store.record(session, case, "bot", "parked", {"why": "the order backend did not answer"}, now)
        return say


def case_of(session: Session, situation: Situation, now: datetime) -> CaseRow:
    """The case that the draft fills in, with its files: the one it has, or the one about this order and issue."""
    case = _case_of(session, situation, now)
    files.link_to_case(session, [piece.id for piece in situation.draft.evidence], case.id)
    return case


def _case_of(session: Session, situation: Situation, now: datetime) -> CaseRow:
    draft, verified = situation.draft, situation.verified
    order_number = verified.order_number if verified else None
    email = verified.email if verified else None
    claim = draft.claim(order_number, email)
    known = session.get(CaseRow, draft.case_id) if draft.case_id else None
    if known is not None and _is_being_filled_in(known, order_number):
        known.order_number, known.email = order_number, email
        store.update_claim(session, known, claim, now)
        return known
    return store.open_case(
        session,
        merchant=situation.merchant,
        conversation_id=situation.conversation_id,
        language=situation.language,
        order_number=order_number,
        email=email,
        claim=claim,
        now=now,
    )


def _is_being_filled_in(case: CaseRow, order_number: str | None) -> bool:
    return case.status in {status.COLLECTING, status.ON_HOLD} and case.order_number in {None, order_number}
