"""What follows from a statement of withdrawal: decided by the policy where order number and e-mail belong together,
else by a person. The worker's part; it asks nothing, and may be run twice."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import offer_answers
from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import HandoffReason, hand_off
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations.conversation import lock_conversations
from amends.db.case_tables import CaseRow
from amends.db.withdrawal_tables import WithdrawalRow
from amends.errors import RecordInvalid
from amends.messages import moments
from amends.messages.mail import queue_news
from amends.messages.say import Say
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import decide, declined
from amends.policy.policy import Policy
from amends.remedies import ledger
from amends.withdrawals.carrying import Carrying
from amends.withdrawals.declaring import ISSUE

OPEN = frozenset({CaseStatus.COLLECTING, CaseStatus.ON_HOLD, CaseStatus.OFFERED, CaseStatus.WAITING})
"""Whatever else the case is, it is with a person already, under way or over: it stays as it is."""


@dataclass(frozen=True)
class Deciding:
    """By the statement's id. One that somebody has decided on since is left alone."""

    context: Context

    def decide(self, withdrawal_id: int) -> None:
        """Decide its case. BackendUnavailable while the order system is away: call again later."""
        with self.context.database.read() as session:
            row = session.get_one(WithdrawalRow, withdrawal_id)
            case = session.get_one(CaseRow, row.case_id)
        if case.status not in OPEN:
            return
        number = self.context.numbers[row.merchant].find(row.contract, bare=True)
        try:
            order = None if number is None else self.context.backends[row.merchant].order(number)
        except RecordInvalid:
            self._to_person(row, HandoffReason.ORDER_UNREADABLE)
            return
        if order is None or order.merchant != row.merchant or not same_email(order.customer.email, row.email):
            self._to_person(row, HandoffReason.WITHDRAWAL_UNMATCHED)
            return
        self._decide(row, order)

    def _decide(self, row: WithdrawalRow, order: Order) -> None:
        context, now = self.context, self.context.clock()
        policy = context.merchants[row.merchant].in_force(order.placed_at)
        with context.database.begin() as session:
            case = self._held(session, row, order.number)
            if case.status not in OPEN or offer_answers.take_back(
                session, case, policy, now, by="customer", refused=False
            ):
                return
            store.identify(session, case, order.number, order.customer.email, now)
            date_back(session, case)
            claim = replace(Claim.from_json(case.claim), issue=ISSUE)
            decision = _for_nobody_there(policy, order, decide(policy, order, claim, now), now)
            Carrying(session, case, policy, context.sentences, now).out(row, order, claim, decision)

    def _to_person(self, row: WithdrawalRow, why: str) -> None:
        """The same words whether there is no such order or it is somebody else's."""
        context, now = self.context, self.context.clock()
        merchant = context.merchants[row.merchant].merchant
        with context.database.begin() as session:
            case = self._held(session, row, None)
            if case.status not in OPEN:
                return
            due = context.desk(merchant.id).answer_due(merchant, now)
            hand_off(session, case, due, "bot", now, EntryKind.HANDOFF, {"why": why})
            told = {"due": moments.moment(due, merchant.zone, case.language), "support": merchant.support_email}
            news = context.sentences.text(Say("utter_withdrawal_with_person", told), case.language)
            queue_news(session, context.sentences, case=case, merchant=merchant.name, news=news, now=now)

    def _held(self, session: Session, row: WithdrawalRow, order_number: str | None) -> CaseRow:
        """The case, locked after its conversation and the order, as everywhere (docs/ledger.md)."""
        case = session.get_one(CaseRow, row.case_id)
        lock_conversations(session, {case.conversation_id})
        if order_number is not None:
            ledger.hold_order(session, row.merchant, order_number)
        session.refresh(case, with_for_update=True)
        return case


def date_back(session: Session, case: CaseRow) -> None:
    """The first date on which this customer declared it for this order holds, unless they took it back."""
    earlier = select(CaseRow.opened_at).where(
        CaseRow.merchant == case.merchant,
        CaseRow.order_number == case.order_number,
        CaseRow.issue == ISSUE,
        CaseRow.email.is_not(None),
        CaseRow.status != CaseStatus.ABANDONED,
    )
    first = min([case.opened_at, *session.scalars(earlier)])
    store.update_claim(session, case, replace(Claim.from_json(case.claim), opened_at=first), case.opened_at)


def _for_nobody_there(policy: Policy, order: Order, decision: Decision, now: datetime) -> Decision:
    """Nobody is here to choose, to be asked or to wait: a person goes on then. The same where there is no right to
    withdraw and the merchant's own rows would give less than all: that was not what was confirmed."""
    if decision.outcome == Outcome.APPROVE:
        by_law = decision.row in {row.id for row in policy.statute.rows}
        as_confirmed = by_law or (decision.cancels_order and _gives_all(order, decision))
        return decision if as_confirmed else declined(policy, decision, now)
    return decision if decision.outcome in {Outcome.DENY, Outcome.REVIEW} else declined(policy, decision, now)


def _gives_all(order: Order, decision: Decision) -> bool:
    nothing = Money.zero(order.total.currency)
    left = sum((payment.remaining for payment in order.payments if payment.status == "captured"), start=nothing)
    return (decision.amount or nothing) >= left
