"""Writes the claim under way down: the draft with its conversation, and from the first verified word on, a case."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.assistant.acknowledgement import acknowledge, acknowledge_unread, is_acknowledged
from amends.assistant.claim_state import AskedByDesk, Parked, asking
from amends.assistant.context import Context
from amends.assistant.proposal import Proposal
from amends.assistant.same_matter import has_open_case
from amends.assistant.situation import Situation, hold, keep
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.reminder_jobs import LEFT, watch
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import files
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.messages.say import Say
from amends.orders.order import Order

PARKED_RETRY = timedelta(seconds=5)
"""How long after a silent order backend the worker first tries again; its own backoff follows."""


def keep_asking(
    context: Context,
    situation: Situation,
    asked: str | None,
    order: Order | None = None,
    proposal: Proposal | None = None,
) -> Situation:
    """Keep what was said, and that `asked` is the open question, under `proposal` where it wants a yes; the situation
    as it is kept. Tries count only for one question in a row. `order` is that of a verified customer: a withdrawal that
    was declared is acknowledged.

    From the first verified word on there is a case, unless the same was decided before: then there is one already. A
    withdrawal that was declared is one at once: it counts, whoever declared it.
    """
    now = context.clock()
    tries = situation.draft.tries if asked == situation.draft.asked else 0
    standing = situation.draft.state
    state = replace(standing, question=asked) if isinstance(standing, AskedByDesk) else asking(asked, proposal)
    situation = replace(situation, draft=replace(situation.draft, state=state, tries=tries))
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        if situation.verified and situation.draft.issue:
            before = closed_before(session, situation) or under_way(session, situation)
            case = case_of(session, situation, now) if before is None else before
            said: tuple[Say, ...] = ()
            if order is not None:
                policy = context.policy_of(situation, order)
                said = acknowledge(
                    session, context.sentences, case, order, situation.draft, policy, situation.language, now
                )
            own = situation.draft.case_id if before is not None else case.id
            leave_behind(session, situation.draft.case_id, own, now)
            situation = replace(situation, draft=replace(situation.draft, case_id=own)).say(*said)
        elif situation.draft.issue == "withdraw" and situation.draft.declared is not None:
            case = case_of(session, situation, now)
            if case.id != situation.draft.case_id:
                watch(session, case, now, now, LEFT)
            situation = replace(situation, draft=replace(situation.draft, case_id=case.id))
        keep(row, situation)
    return situation


def leave_behind(session: Session, before: int | None, now_about: int | None, now: datetime) -> None:
    """The claim has moved to another case: the one before is abandoned, unless a withdrawal was acknowledged in it."""
    left = session.get(CaseRow, before) if before is not None and before != now_about else None
    if left is not None and left.status == CaseStatus.COLLECTING and not is_acknowledged(session, left):
        store.move(session, left, CaseStatus.ABANDONED, "customer", now)


def closed_before(session: Session, situation: Situation) -> CaseRow | None:
    """The newest case in which the same matter of the same customer was decided and closed, unless the draft is about
    a case of its own already."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue is None or has_open_case(session, draft):
        return None
    return store.closed_before(session, situation.merchant, verified.order_number, draft.issue, verified.email)


def settled_before(context: Context, situation: Situation) -> CaseRow | None:
    """The case in which the same was settled for this order before, while the claim is not yet a case of its own."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue is None or draft.case_id is not None:
        return None
    with context.database.read() as session:
        return store.settled_before(session, situation.merchant, verified.order_number, draft.issue)


def keep_heard(context: Context, situation: Situation) -> None:
    """Keep what was said to a message that changes no claim: no question is open, and no case is opened."""
    with context.database.begin() as session:
        keep(hold(session, situation.conversation_id), situation)


def under_way(session: Session, situation: Situation) -> CaseRow | None:
    """The case of the same matter that is being carried out, or is with a person."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue in {None, "withdraw"}:
        return None
    found = store.newest(session, situation.merchant, verified.order_number, draft.issue or "", verified.email)
    return found if found is not None and found.status in {CaseStatus.CARRYING_OUT, CaseStatus.REVIEW} else None


def take_up(session: Session, case: CaseRow, situation: Situation, now: datetime) -> None:
    """A decided case is spoken of again: in this chat from now on, with the files that the customer sent for it."""
    draft = situation.draft
    files.link_to_case(session, [piece.id for piece in draft.evidence], case.id)
    claim = Claim.from_json(case.claim)
    known = {piece.id: piece for piece in (*claim.evidence, *draft.evidence)}
    first, then = (claim, draft) if case.status in {CaseStatus.CARRYING_OUT, CaseStatus.REVIEW} else (draft, claim)
    told = {name: getattr(first, name) or getattr(then, name) for name in ("explanation", "occurred_at")}
    store.go_on(session, case, situation.conversation_id, situation.language,
                replace(claim, evidence=tuple(known.values()), **told), now)  # fmt: skip


def park(context: Context, situation: Situation) -> tuple[Say, ...]:
    """The order backend is away: keep everything as a case, and have the worker go on when it is back. A withdrawal
    that was declared is acknowledged all the same."""
    now = context.clock()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = case_of(session, situation, now)
        policy = context.policy_of(situation, None)
        received = acknowledge_unread(
            session, context.sentences, case, situation.draft, policy, situation.language, now
        )
        says = (*received, Say("utter_parked", {"case": case.number}))
        keep(row, replace(situation, draft=replace(situation.draft, state=Parked(), case_id=case.id)))
        if not situation.draft.parked:
            outbox.enqueue(session, JobKind.DECIDE_CASE, {"case_id": case.id}, now, now + PARKED_RETRY)
            store.record(session, case, "bot", EntryKind.PARKED, {"why": "the order backend did not answer"}, now)
        return says


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
    another = known is not None and known.order_number is None and _going(session, situation) not in {None, known}
    if known is not None and not another and _is_being_filled_in(known, order_number):
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


def _going(session: Session, situation: Situation) -> CaseRow | None:
    """The case of the verified customer about this order and issue that is not yet final."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue is None:
        return None
    return store.going(session, situation.merchant, verified.order_number, draft.issue, verified.email)


def _is_being_filled_in(case: CaseRow, order_number: str | None) -> bool:
    return case.status in {CaseStatus.COLLECTING, CaseStatus.ON_HOLD} and case.order_number in {None, order_number}
