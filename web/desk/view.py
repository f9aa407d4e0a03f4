"""Everything that the page of one case shows, read in one look. The merchant's staff may see all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import numbers, status
from amends.db.tables import (
    AgentRow,
    ApprovalRow,
    CaseEntryRow,
    CaseRow,
    ConversationRow,
    DecisionRow,
    DeskCaseRow,
    EvidenceRow,
    LabelRow,
    PaymentBalanceRow,
    RemedyRow,
    RulingRow,
)
from amends.errors import BackendError
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.policy import Clause, Policy
from web.desk.talk import Said, said_in

MOST_EARLIER = 12
_NOT_FACTS = {"issue", "opened_at", "order_number", "email", "evidence"}
_NOT_TEXT = {"name", "text", "decision", "remedy", "event", "turn"}


@dataclass(frozen=True)
class Taken:
    """A decision as it was taken: when, by whom, with the clauses of the policy it was taken under."""

    at: datetime
    by: str
    decision: Decision
    clauses: Mapping[str, Clause]


@dataclass(frozen=True)
class Happened:
    """A line of the timeline, or a note."""

    at: datetime
    who: str
    kind: str
    text: str


@dataclass(frozen=True)
class CaseView:
    """`refundable` is what may still be returned by our own books; None where no order is known."""

    case: CaseRow
    desk: DeskCaseRow | None
    chat: ConversationRow | None
    merchant_name: str
    order: Order | None
    policy: Policy
    decisions: tuple[Taken, ...]
    timeline: tuple[Happened, ...]
    notes: tuple[Happened, ...]
    talk: tuple[Said, ...]
    more_talk: bool
    evidence: tuple[EvidenceRow, ...]
    remedies: tuple[dict[str, Any], ...]
    labels: tuple[str, ...]
    earlier: tuple[CaseRow, ...]
    approval: ApprovalRow | None
    merged_into: str | None
    refundable: Money | None

    def __getattr__(self, name: str) -> Any:
        """The case's own columns: number, status, issue, email, order_number, due_at..."""
        return getattr(self.case, name)

    @property
    def open(self) -> bool:
        return self.case.status not in status.CLOSED

    @property
    def assigned_to(self) -> str | None:
        return self.desk.assigned_to if self.desk else None

    @property
    def assigned_name(self) -> str | None:
        return self.desk.assigned_name if self.desk else None

    @property
    def owner(self) -> str:
        return self.chat.owner if self.chat else "person"

    @property
    def channel(self) -> str | None:
        return self.chat.channel if self.chat else None

    @property
    def language_name(self) -> str:
        names = {"en": "English", "nl": "Dutch", "nb": "Norwegian"}
        return names.get(self.case.language, self.case.language)

    @property
    def claim_facts(self) -> list[tuple[str, Any]]:
        return [(name, value) for name, value in self.case.claim.items() if name not in _NOT_FACTS and value]

    @property
    def recommended(self) -> Decision | None:
        """What a person can approve as it stands."""
        if not self.decisions:
            return None
        last = self.decisions[-1].decision
        found = last.recommended if last.outcome == "review" else last
        return found if found is not None and found.outcome == "approve" and self.open else None

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


def view(session: Session, context: Context, case: CaseRow) -> CaseView:
    """The case as it is now. `case` was found for somebody who may see it."""
    merchant = context.merchants[case.merchant]
    rows = session.scalars(select(DecisionRow).where(DecisionRow.case_id == case.id).order_by(DecisionRow.id)).all()
    order = _order(context, case, rows[-1] if rows else None)
    policy = merchant.in_force(order.placed_at if order else None)
    names = {row.id: row.name for row in session.scalars(select(AgentRow))}
    entries = session.scalars(select(CaseEntryRow).where(CaseEntryRow.case_id == case.id).order_by(CaseEntryRow.id))
    happened = [_happened(entry, names) for entry in entries]
    desk = session.get(DeskCaseRow, case.id)
    chat = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
    talk, more = said_in(session, chat) if chat else ((), False)
    merged = session.get(CaseRow, desk.merged_into) if desk and desk.merged_into else None
    return CaseView(
        case=case,
        desk=desk,
        chat=chat,
        merchant_name=merchant.merchant.name,
        order=order,
        policy=policy,
        decisions=_decisions(session, case, rows, policy, names),
        timeline=tuple(each for each in happened if each.kind != "note"),
        notes=tuple(each for each in happened if each.kind == "note"),
        talk=talk,
        more_talk=more,
        evidence=tuple(
            session.scalars(
                select(EvidenceRow)
                .where((EvidenceRow.case_id == case.id) | (EvidenceRow.conversation_id == case.conversation_id))
                .order_by(EvidenceRow.created_at)
            )
        ),
        remedies=tuple(
            _remedy(row)
            for row in session.scalars(select(RemedyRow).where(RemedyRow.case_id == case.id).order_by(RemedyRow.id))
        ),
        labels=tuple(
            session.scalars(select(LabelRow.label).where(LabelRow.case_id == case.id).order_by(LabelRow.label))
        ),
        earlier=_earlier(session, case),
        approval=session.scalar(
            select(ApprovalRow).where(ApprovalRow.case_id == case.id, ApprovalRow.state == "pending")
        ),
        merged_into=merged.number if merged else None,
        refundable=_refundable(session, order),
    )


def number_of(text: str) -> str:
    """A case number as it is kept."""
    return numbers.read(text)[:12]


def _order(context: Context, case: CaseRow, last: DecisionRow | None) -> Order | None:
    """As it was decided on; read anew where nothing was decided. None where the backend cannot say just now."""
    if last is not None and last.order is not None:
        return Order.from_json(last.order)
    if case.order_number is None:
        return None
    try:
        return context.backends[case.merchant].order(case.order_number)
    except BackendError:
        return None


def _decisions(
    session: Session, case: CaseRow, rows: Any, policy: Policy, names: Mapping[str, str]
) -> tuple[Taken, ...]:
    rulings = {row.decision_id: row for row in session.scalars(select(RulingRow).where(RulingRow.case_id == case.id))}
    clauses = {**policy.statute.clauses, **policy.clauses}

    def by(decision_id: int) -> str:
        ruling = rulings.get(decision_id)
        if ruling is None:
            return "by the policy"
        people = [ruling.decided_by, *([ruling.second_by] if ruling.second_by else [])]
        reason = f", {ruling.reason_code.replace('_', ' ')}" if ruling.reason_code else ""
        return "by " + " and ".join(names.get(who, who) for who in people) + reason

    return tuple(Taken(row.at, by(row.id), Decision.from_json(row.decision), clauses) for row in rows)


def _happened(entry: CaseEntryRow, names: Mapping[str, str]) -> Happened:
    who = str(entry.body.get("name") or names.get(entry.actor, entry.actor))
    if entry.kind == "note":
        return Happened(entry.at, who, entry.kind, str(entry.body.get("text", "")))
    if entry.kind == "status":
        return Happened(entry.at, who, entry.kind, f"{entry.body['from']} → {entry.body['to']}".replace("_", " "))
    told = [f"{key} {value}" for key, value in entry.body.items() if key not in _NOT_TEXT and value not in (None, "")]
    return Happened(entry.at, who, entry.kind, ", ".join(told))


def _remedy(row: RemedyRow) -> dict[str, Any]:
    money = (
        None if row.amount_minor is None or row.currency is None else Money.from_minor(row.amount_minor, row.currency)
    )
    return {"kind": row.kind, "amount": money, "state": row.state, "reference": row.reference}


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
    left = Money.zero(order.total.currency)
    for payment in order.payments:
        if payment.status == "captured":
            left = left + payment.remaining
    kept = session.get(PaymentBalanceRow, (order.merchant, order.number, ""))
    if kept is None:
        return left
    booked = Money.from_minor(kept.paid_minor - kept.committed_minor - kept.elsewhere_minor, kept.currency)
    return min(left, booked) if booked.currency == left.currency else left
