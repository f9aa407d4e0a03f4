"""People decide: each decision is kept with who and why, goes through the ledger, and is told to the customer.

Above a person's limit it waits for a second one (amends/desk/decisions/approvals.py); nothing else is different then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from amends.assistant.context import Context
from amends.cases import approvals, satisfaction, status, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations.text import clean
from amends.db.desk_tables import ApprovalRow, RulingRow
from amends.desk import permissions, question
from amends.desk.actor import Actor
from amends.desk.decisions import messages, offers, set_off
from amends.desk.decisions.basis import Standing, granted_alone, standing
from amends.desk.decisions.case_state import seen_state, state_of
from amends.desk.decisions.manual_decision import GOODWILL, SET_OFF, ManualDecision, as_it_counts, decision_of, in_full
from amends.desk.locked_case import LockedCase, find, lock_case
from amends.desk.takeover import assign
from amends.errors import CannotBeDone, Conflict
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import REFUNDS, Decision, Outcome
from amends.policy.engine import on_the_merits, rights_beside_denial
from amends.remedies import ledger
from amends.remedies.balances import WHOLE_ORDER, left
from amends.remedies.confirmation import Act, Confirmation
from amends.remedies.plan import BY_A_PERSON

DECIDABLE = frozenset({CaseStatus.ON_HOLD, CaseStatus.OFFERED, CaseStatus.WAITING, CaseStatus.REVIEW})
"""A claim that is being filled in is decided when it is known; what is being carried out is decided already."""


@dataclass(frozen=True)
class Ruled:
    """What became of it: decided (`decision_id`), or waiting for a second person (`approval_id`). `offered`: nothing is
    done of it before the customer accepts."""

    decision_id: int | None = None
    approval_id: int | None = None
    offered: bool = False

    @property
    def waits(self) -> bool:
        return self.approval_id is not None


@dataclass(frozen=True)
class ManualDecisions:
    """All of them raise CannotBeDone or a LedgerError where it must not be, and BackendError while the order's records
    cannot be read; nothing is written then.

    `seen` is the state of the case that the person had before them (`case_state.seen_state`), with the `mark` of what
    was recommended where that is approved (`basis.Standing`). Conflict where it is
    another by now: a second click, or a second person, decides nothing that they have not seen.
    """

    context: Context

    def approve_recommended(self, actor: Actor, number: str, *, seen: str) -> Ruled:
        """What the engine would have done."""
        return self._rule(actor, number, "approve_recommended", ManualDecision("recommended"), seen)

    def grant(
        self,
        actor: Actor,
        number: str,
        *,
        seen: str,
        remedy: str,
        reason_code: str,
        amount: Money | None = None,
        payment_id: str | None = None,
        cancels_order: bool = False,
        clauses: Sequence[str] = (),
    ) -> Ruled:
        """Another remedy than the recommended one; a refund of `payment_id` only, where that is named. Where the policy
        denies, it is an override: counted by the clauses that are set aside, for there the policy may be wrong."""
        ruling = ManualDecision("grant", remedy, amount, payment_id, cancels_order, tuple(clauses), "", reason_code)
        return self._rule(actor, number, "grant", ruling, seen)

    def goodwill(self, actor: Actor, number: str, *, seen: str, amount: Money, reason_code: str) -> Ruled:
        """A credit to which nobody has a right, and which is not a precedent: offered, and given on a yes."""
        ruling = ManualDecision("goodwill", GOODWILL, amount, reason_code=reason_code)
        return self._rule(actor, number, "goodwill", ruling, seen)

    def set_off(self, actor: Actor, number: str, *, seen: str, amount: Money, reason_code: str) -> Ruled:
        """An amount that is not paid out but counted against what the customer owes, and not above that."""
        ruling = ManualDecision("set_off", SET_OFF, amount, reason_code=reason_code)
        return self._rule(actor, number, "set_off", ruling, seen)

    def deny(
        self,
        actor: Actor,
        number: str,
        *,
        seen: str,
        clauses: Sequence[str],
        text: str = "",
        reason_code: str | None = None,
    ) -> Ruled:
        """Nothing is granted, by these clauses; `text` is added in the person's own words. Where the policy grants, it
        is an override and needs a reason."""
        said = clean(text) if text.strip() else ""
        ruling = ManualDecision("deny", clauses=tuple(clauses), text=said, reason_code=reason_code)
        return self._rule(actor, number, "deny", ruling, seen)

    def _rule(self, actor: Actor, number: str, action: str, ruling: ManualDecision, seen: str) -> Ruled:
        order = self.order_of(actor, number, action)
        with self.context.database.begin() as session:
            held = lock_case(session, actor, action, number, self.context.clock())
            stands = self.stands(held, order)
            if seen != seen_state(session, held.case) + (stands.mark if ruling.kind == "recommended" else ""):
                raise Conflict("The case has changed since you saw it, and nothing was done. Look at it again.")
            most = left(session, order, ruling.payment_id or WHOLE_ORDER)
            counted = as_it_counts(in_full(ruling, most), stands)
            if counted.remedy in REFUNDS and _is_above(counted.amount, most):
                raise CannotBeDone(f"Only {most.text('en')} can still be returned.")
            if counted.kind == "override":
                permissions.check(actor, "override", held.case.merchant)
            decision = self.decision(held, counted, order, stands)
            if counted.remedy is not None:
                counted = replace(counted, remedy=decision.remedy)
            if offers.is_offered(counted, decision):
                offers.check(held, decision, order)
            if self._is_within_limit(held, decision):
                offered = offers.is_offered(counted, decision)
                return Ruled(decision_id=self.apply(held, counted, decision, order, stands), offered=offered)
            # What the page of the second person says; what they approve is looked at again then.
            counted = replace(counted, remedy=decision.remedy, amount=decision.amount)
            return Ruled(approval_id=_ask_second(held, counted, decision))

    def _is_within_limit(self, held: LockedCase, decision: Decision) -> bool:
        """What people granted alone on the order before counts too: a limit that starts again each time is not one."""
        if decision.amount is None:
            return True
        currency = decision.amount.currency
        before = granted_alone(held.session, held.case, currency) + offers.pending(held.session, held.case, currency)
        return self.context.desk(held.case.merchant).is_within_limit(held.actor.role, decision.amount + before)

    def order_of(self, actor: Actor, number: str, action: str) -> Order:
        """The order's records as they are now, read before anything is locked."""
        with self.context.database.read() as session:
            case = find(session, actor, action, number)
            merchant, order_number = case.merchant, case.order_number
        if order_number is None:
            raise CannotBeDone("No customer was matched with an order in this case, so there is nothing to decide on.")
        order = self.context.backends[merchant].order(order_number)
        if order is None:
            raise CannotBeDone(f"The order backend no longer knows order {order_number}.")
        return order

    def stands(self, held: LockedCase, order: Order) -> Standing:
        """The case as it stands, with what the policy says of it now."""
        policy = self.context.merchants[held.case.merchant].in_force(order.placed_at)
        says = on_the_merits(policy, order, Claim.from_json(held.case.claim), held.now)
        return standing(held.session, held.case, says)

    def decision(self, held: LockedCase, ruling: ManualDecision, order: Order, stands: Standing) -> Decision:
        """What the ruling decides, on the case as it `stands`."""
        if held.case.status not in DECIDABLE:
            hint = "; reopen it first" if held.case.status in status.CLOSED else ""
            raise CannotBeDone(f"The case is {held.case.status.replace('_', ' ')}{hint}.")
        if order.number != held.case.order_number:
            raise Conflict(f"case {held.case.number} is about another order now")
        policy = self.context.merchants[held.case.merchant].in_force(order.placed_at)
        rights = rights_beside_denial(policy, order, held.case.issue, held.now)
        decision = decision_of(ruling, policy, order, self.context.desk(held.case.merchant), stands, rights)
        set_off.check(held.session, ruling, order)
        return decision

    def apply(
        self,
        held: LockedCase,
        ruling: ManualDecision,
        decision: Decision,
        order: Order,
        stands: Standing,
        *,
        asked_by: str | None = None,
    ) -> int:
        """Keep it, enter what it grants in the ledger or offer it, move the case and tell the customer. The decision's
        id.

        `asked_by`: who decided, where `held.actor` is the second person.
        """
        session, case, actor = held.session, held.case, held.actor
        aside = stands.measure if ruling.kind == "override" else stands.latest
        decider = asked_by or actor.id
        row = store.save_decision(session, case, order, Claim.from_json(case.claim), decision, held.now, by=decider)
        session.add(
            RulingRow(
                decision_id=row.id,
                case_id=case.id,
                merchant=case.merchant,
                kind=ruling.kind,
                decided_by=decider,
                second_by=actor.id if asked_by else None,
                reason_code=ruling.reason_code,
                no_precedent=ruling.no_precedent,
                set_aside_row=aside.row if aside is not None and decision.row == BY_A_PERSON else None,
                clauses=list(aside.clauses) if aside is not None and ruling.kind == "override" else [],
                at=held.now,
            )
        )
        question.withdraw(held.conversation, case.id)
        offered = offers.is_offered(ruling, decision)
        if offered:
            offers.check(held, decision, order)
            offers.make(held, self.context, messages.what(held, self.context, ruling, decision, order), row)
        elif decision.outcome == Outcome.APPROVE:
            text = messages.what(held, self.context, ruling, decision, order)
            agreed = Confirmation(decider, held.now, text, Act.of(decision, order.number))
            entered = ledger.enter(session, case=case, decision=row, order=order, confirmation=agreed, now=held.now)
            if any(remedy.case_id != case.id for remedy in entered):
                raise CannotBeDone("The same was granted in another case of this order; nothing is done twice.")
            if not any(remedy.decision_id == row.id for remedy in entered):
                raise CannotBeDone("All of this has already been done. To do it again, grant it with a reason.")
            store.move(session, case, CaseStatus.CARRYING_OUT, actor.id, held.now)
        else:
            store.move(session, case, CaseStatus.DENIED, actor.id, held.now)
        if held.desk.assigned_to is None:
            assign(held, actor.id, actor.name)
        if not offered:
            messages.tell(held, self.context, ruling, decision, order)
        body = {"decision": row.id, "kind": ruling.kind, "reason_code": ruling.reason_code}
        amount = None if decision.amount is None else decision.amount.as_json()
        held.write_down(EntryKind.RULING, {**body, "remedy": decision.remedy, "amount": amount, "asked_by": asked_by})
        satisfaction.ask(session, case, self.context.sentences, held.now)
        return row.id


def _is_above(amount: Money | None, most: Money) -> bool:
    return amount is not None and amount.currency == most.currency and amount > most


def _ask_second(held: LockedCase, ruling: ManualDecision, decision: Decision) -> int:
    """Have it wait for a second person. What waited before on another state of the case has expired."""
    session, case = held.session, held.case
    present = state_of(session, case)
    waiting = session.scalar(
        select(ApprovalRow).where(ApprovalRow.case_id == case.id, ApprovalRow.state == "pending").with_for_update()
    )
    if waiting is not None:
        if waiting.case_state == present:
            raise Conflict("A decision on this case is already waiting for a second person.")
        approvals.expire(session, case, held.now)
    approval = ApprovalRow(
        case_id=case.id,
        merchant=case.merchant,
        ruling=ruling.as_json(),
        case_state=present,
        asked_by=held.actor.id,
        asked_name=held.actor.name,
        asked_at=held.now,
    )
    session.add(approval)
    try:
        session.flush()
    except IntegrityError as fault:
        raise Conflict("A decision on this case is already waiting for a second person.") from fault
    amount = None if decision.amount is None else decision.amount.as_json()
    body = {"approval": approval.id, "kind": ruling.kind, "remedy": decision.remedy, "amount": amount}
    held.write_down(EntryKind.APPROVAL_ASKED, body)
    if held.desk.assigned_to is None:  # what is refused comes back to whoever asked
        assign(held, held.actor.id, held.actor.name)
    return approval.id
