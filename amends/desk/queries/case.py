"""Everything that the page of one case shows, read in one look. The merchant's staff may see all of it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import status
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.tables import (
    AgentRow,
    ApprovalRow,
    CaseRow,
    ConversationRow,
    DecisionRow,
    DeskCaseRow,
    EvidenceRow,
    LabelRow,
    RemedyRow,
    RulingRow,
    WithdrawalRow,
)
from amends.desk import chats
from amends.desk.actor import Actor
from amends.desk.chats import Chat
from amends.desk.decisions.basis import Standing, granted_alone, standing
from amends.desk.decisions.case_state import seen_state, state_of
from amends.desk.decisions.service import DECIDABLE
from amends.desk.locked_case import find
from amends.desk.queries import targets
from amends.desk.queries.history import Taken, taken
from amends.desk.queries.order_changes import Change, changes
from amends.desk.queries.talk import Said, said_in
from amends.desk.queries.targets import Target
from amends.desk.queries.timeline import Happened, timeline, turned_down
from amends.errors import InvalidDocument
from amends.languages import name_of
from amends.merchants.desk_targets import Priority
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.engine import on_the_merits
from amends.policy.policy import Clause, Policy
from amends.remedies import balances

log = logging.getLogger("amends.desk")

MOST_EARLIER = 12
_NOT_FACTS = {"issue", "opened_at", "order_number", "email", "evidence"}


@dataclass(frozen=True)
class CaseView:
    """`order` is the one that was decided on (`snapshot`), or as it was read for this look; None where neither is.
    `now` is the latter, and `changes` how it differs from what was decided on. `refundable` is what may still be
    returned by our own books; None where no order is known. The transcript is of all `chats`; `statements` were sent
    from the page for withdrawals. `state` is what a decision on this page rests on, `granted_alone` what people granted
    on the order so far without a second person."""

    case: CaseRow
    desk: DeskCaseRow | None
    merchant_name: str
    order: Order | None
    snapshot: bool
    now: Order | None
    changes: tuple[Change, ...]
    policy: Policy
    decisions: tuple[Taken, ...]
    timeline: tuple[Happened, ...]
    notes: tuple[Happened, ...]
    chats: tuple[Chat, ...]
    talk: tuple[Said, ...]
    more_talk: bool
    statements: tuple[WithdrawalRow, ...]
    evidence: tuple[EvidenceRow, ...]
    remedies: tuple[dict[str, Any], ...]
    labels: tuple[str, ...]
    earlier: tuple[CaseRow, ...]
    approval: ApprovalRow | None
    turned_down: Happened | None
    merged_into: str | None
    merged_here: tuple[str, ...]
    refundable: Money | None
    standing: Standing
    granted_alone: Money | None
    state: str
    target: Target | None

    @property
    def open(self) -> bool:
        return self.case.status not in status.CLOSED

    @property
    def decidable(self) -> bool:
        """A person may decide in the status that it has."""
        return self.case.status in DECIDABLE

    @property
    def assigned_to(self) -> str | None:
        return self.desk.assigned_to if self.desk else None

    @property
    def assigned_name(self) -> str | None:
        return self.desk.assigned_name if self.desk else None

    @property
    def priority(self) -> str:
        return self.desk.priority if self.desk else Priority.NORMAL

    @property
    def chat(self) -> ConversationRow | None:
        """The case's own; None for a case without one."""
        return next((each.row for each in self.chats if each.own), None)

    @property
    def owner(self) -> str:
        return self.chat.owner if self.chat else "person"

    @property
    def channel(self) -> str | None:
        return self.chat.channel if self.chat else None

    @property
    def language_name(self) -> str:
        return name_of(self.case.language)

    @property
    def answers_to(self) -> str | None:
        """Where answers go by e-mail while nobody is matched: the address that the latest statement names."""
        return self.statements[-1].email if self.statements and not self.case.email else None

    @property
    def claim_facts(self) -> list[tuple[str, Any]]:
        return [(name, value) for name, value in self.case.claim.items() if name not in _NOT_FACTS and value]

    @property
    def recommended(self) -> Decision | None:
        """What a person can approve as it stands."""
        return self.standing.recommended if self.open else None

    @property
    def thread(self) -> list[Said | Happened]:
        """What was said, with the notes of staff between as they were written; none older than the first entry shown
        where there were more before."""
        begin = self.talk[0].at if self.talk and self.more_talk else None
        notes = [each for each in self.notes if begin is None or each.at >= begin]
        everything: list[Said | Happened] = [*self.talk, *notes]
        return sorted(everything, key=lambda each: each.at)

    @property
    def files(self) -> Mapping[int, EvidenceRow]:
        """By the entry of the chat that they came with."""
        return {each.event_id: each for each in self.evidence}

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """Of the policy that the order is under, with the statute's."""
        return {**self.policy.statute.clauses, **self.policy.clauses}

    @property
    def internal(self) -> list[tuple[str, Any]]:
        """What a neutral review keeps from the customer: facts under clauses that are not shown to them."""
        if not self.decisions:
            return []
        last = self.decisions[-1].decision
        hidden = [reason for reason in last.reasons if reason.clause not in last.shown_clauses]
        found = [fact for reason in hidden for fact in reason.facts]
        if self.order is not None and self.order.hold_reason:
            found.append(("hold_reason", self.order.hold_reason))
        return list(dict(found).items())


def view(session: Session, context: Context, actor: Actor, number: str, read_anew: Order | None = None) -> CaseView:
    """The case as it is now. NotFound or NotPermitted where `actor` may not see it.

    `read_anew`: its order as it is now. The order backend is not asked here: it may
    take its time, and whoever waits for it holds a connection to the database.
    """
    case = find(session, actor, "see", number)
    merchant = context.merchants[case.merchant]
    rows = session.scalars(select(DecisionRow).where(DecisionRow.case_id == case.id).order_by(DecisionRow.id)).all()
    decided_on = _decided_on(rows)
    order = decided_on or read_anew
    policy = merchant.in_force(order.placed_at if order else context.clock())
    names = {row.id: row.name for row in session.scalars(select(AgentRow))}
    happened = timeline(session, case, names)
    desk = session.get(DeskCaseRow, case.id)
    state = state_of(session, case)
    joined = chats.merged_here(session, case)
    talks = chats.of_cases(session, case, joined)
    talk, more = said_in(session, talks)
    merged = session.get(CaseRow, desk.merged_into) if desk and desk.merged_into else None
    remedies = session.scalars(select(RemedyRow).where(RemedyRow.case_id == case.id).order_by(RemedyRow.id))
    labels = session.scalars(select(LabelRow.label).where(LabelRow.case_id == case.id).order_by(LabelRow.label))
    return CaseView(
        case=case,
        desk=desk,
        merchant_name=merchant.merchant.name,
        order=order,
        snapshot=decided_on is not None,
        now=read_anew,
        changes=changes(decided_on, read_anew) if decided_on and read_anew else (),
        policy=policy,
        decisions=taken(session, case, rows, policy, names),
        timeline=tuple(each for each in happened if each.kind != "note"),
        notes=tuple(each for each in happened if each.kind == "note"),
        chats=tuple(talks),
        talk=talk,
        more_talk=more,
        statements=_statements(session, [case, *joined]),
        evidence=_evidence(session, [case, *joined], [chat.row.id for chat in talks]),
        remedies=tuple(_remedy(session, row) for row in remedies),
        labels=tuple(labels),
        earlier=_earlier(session, case),
        approval=_approval(session, case, state),
        turned_down=turned_down(session, case, names),
        merged_into=merged.number if merged and case.status == CaseStatus.MERGED else None,
        merged_here=tuple(each.number for each in joined),
        refundable=_refundable(session, read_anew or order),
        standing=standing(session, case, _on_the_merits(policy, read_anew or order, case, context.clock())),
        granted_alone=granted_alone(session, case, order.total.currency) if order else None,
        state=seen_state(session, case),
        target=targets.of_case(session, case.id),
    )


def _on_the_merits(policy: Policy, order: Order | None, case: CaseRow, now: datetime) -> Decision | None:
    """On the order that the page shows: what is read anew when somebody decides may tell otherwise. None for a claim
    that breaks its schema too: the page shows what there is, and whoever decides on it is refused."""
    try:
        return None if order is None else on_the_merits(policy, order, Claim.from_json(case.claim), now)
    except InvalidDocument:
        log.error("desk_claim_invalid", extra={"case": case.number})
        return None


def _approval(session: Session, case: CaseRow, state: str) -> ApprovalRow | None:
    """What waits for a second person, on the case as it is."""
    waiting = select(ApprovalRow).where(ApprovalRow.case_id == case.id, ApprovalRow.state == "pending")
    found = session.scalar(waiting)
    return found if found is not None and found.case_state == state else None


def _statements(session: Session, cases: Sequence[CaseRow]) -> tuple[WithdrawalRow, ...]:
    theirs = select(WithdrawalRow).where(WithdrawalRow.case_id.in_([each.id for each in cases]))
    return tuple(session.scalars(theirs.order_by(WithdrawalRow.id)))


def _evidence(session: Session, cases: Sequence[CaseRow], talks: Sequence[str]) -> tuple[EvidenceRow, ...]:
    """The files of the cases, and those of their conversations that are no case's yet or anymore."""
    theirs = or_(EvidenceRow.case_id.in_([each.id for each in cases]), EvidenceRow.conversation_id.in_(talks))
    return tuple(session.scalars(select(EvidenceRow).where(theirs).order_by(EvidenceRow.created_at)))


def _decided_on(decisions: Sequence[DecisionRow]) -> Order | None:
    """The order as the latest decision saw it; None also where what was kept then does not fit the contract of now."""
    kept = decisions[-1].order if decisions else None
    try:
        return None if kept is None else Order.from_json(kept)
    except InvalidDocument:
        return None


def _remedy(session: Session, row: RemedyRow) -> dict[str, Any]:
    ruling = session.get(RulingRow, row.decision_id)
    kind = "set_off" if ruling is not None and ruling.kind == "set_off" else row.kind
    return {"kind": kind, "amount": row.amount, "state": row.state, "reference": row.reference}


def _earlier(session: Session, case: CaseRow) -> tuple[CaseRow, ...]:
    if case.email is None:
        return ()
    others = select(CaseRow).where(
        CaseRow.merchant == case.merchant, CaseRow.email == case.email, CaseRow.id != case.id
    )
    return tuple(session.scalars(others.order_by(CaseRow.id.desc()).limit(MOST_EARLIER)))


def _refundable(session: Session, order: Order | None) -> Money | None:
    """What was captured and is neither returned nor on its way. The ledger has the last word when it is entered."""
    if order is None:
        return None
    return balances.left(session, order)
