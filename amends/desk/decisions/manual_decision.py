"""A person's decision: what was decided, how it came about, and the Decision that it makes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from amends.desk.decisions.basis import Standing
from amends.errors import CannotBeDone
from amends.merchants.desk_rules import DeskRules
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import MONEY_REMEDIES, REFUNDS, Decision, Outcome, Reason, Remedy, Right
from amends.policy.policy import Policy
from amends.policy.remedy_details import NEEDED, OF_A_PLAN
from amends.remedies.plan import BY_A_PERSON, PAYMENT, is_whole

KINDS = ("recommended", "grant", "goodwill", "set_off", "deny", "override")
WITH_AMOUNT = (*MONEY_REMEDIES, Remedy.REPLACEMENT_CREDIT, Remedy.CREDIT_NOTE)
CHOSEN = tuple(remedy for remedy in Remedy if remedy not in NEEDED)
"""What a person may choose: what takes more than an amount to say is written in a policy alone."""
GOODWILL, SET_OFF = Remedy.SERVICE_CREDIT, Remedy.CREDIT_NOTE
"""A goodwill gesture is a credit; what is set off is noted as credited, against what the customer owes."""


@dataclass(frozen=True)
class ManualDecision:
    """`remedy` is None for a denial. `text` are the person's own words to the customer, in the customer's language.

    `reason_code` is one of the merchant's desk; it is needed wherever the policy's own recommendation is not followed.
    """

    kind: str
    remedy: str | None = None
    amount: Money | None = None
    payment_id: str | None = None
    cancels_order: bool = False
    clauses: tuple[str, ...] = ()
    text: str = ""
    reason_code: str | None = None

    @property
    def no_precedent(self) -> bool:
        """A goodwill gesture binds nobody in the next case."""
        return self.kind == "goodwill"

    def as_json(self) -> dict[str, Any]:
        amount = None if self.amount is None else self.amount.as_json()
        return {**self.__dict__, "amount": amount, "clauses": list(self.clauses)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "ManualDecision":
        amount = document["amount"]
        money = None if amount is None else Money.from_json(amount)
        return cls(**{**document, "amount": money, "clauses": tuple(document["clauses"])})


def as_it_counts(ruling: ManualDecision, stands: Standing) -> ManualDecision:
    """A denial of what the policy grants, or a grant of what it denies, is an override, whatever it was called."""
    contradicts = (ruling.kind == "deny" and stands.grants) or (ruling.kind == "grant" and stands.denies)
    return replace(ruling, kind="override") if contradicts else ruling


def in_full(ruling: ManualDecision, left: Money) -> ManualDecision:
    """A full refund without an amount is one of all that is `left`."""
    if ruling.remedy != Remedy.FULL_REFUND or ruling.amount is not None:
        return ruling
    if not left:
        raise CannotBeDone("Nothing can be returned any more.")
    return replace(ruling, amount=left)


def decision_of(
    ruling: ManualDecision,
    policy: Policy,
    order: Order,
    rules: DeskRules,
    stands: Standing,
    rights: tuple[Right, ...] = (),
) -> Decision:
    """The decision that `ruling` makes. CannotBeDone says why it makes none. `rights` stand beside a denial."""
    if ruling.kind == "recommended":
        if stands.recommended is None:
            raise CannotBeDone("Nothing is recommended, so there is nothing to approve; choose a remedy, or deny.")
        return stands.recommended
    _check_reason(ruling, rules)
    clauses = _clauses(ruling, policy, rules, stands.latest)
    facts: list[tuple[str, Any]] = [("by", "a person"), ("kind", ruling.kind)]
    if ruling.remedy is None:
        return _decision(Outcome.DENY, clauses, facts, policy, rights=rights)
    _check_remedy(ruling, order)
    if ruling.remedy in REFUNDS and ruling.amount is not None:
        whole = is_whole(ruling.amount, order, ruling.payment_id)
        ruling = replace(ruling, remedy=Remedy.FULL_REFUND if whole else Remedy.PARTIAL_REFUND)
    if ruling.payment_id is not None:
        facts.append((PAYMENT, ruling.payment_id))
    return _decision(
        Outcome.APPROVE,
        clauses,
        facts,
        policy,
        remedy=ruling.remedy,
        amount=None if ruling.amount is None else ruling.amount.rounded(),
        cancels_order=ruling.cancels_order or ruling.remedy == Remedy.CANCELLATION,
    )


def _decision(
    outcome: Outcome, clauses: tuple[str, ...], facts: list[tuple[str, Any]], policy: Policy, **more: Any
) -> Decision:
    return Decision(
        outcome=outcome,
        row=BY_A_PERSON,
        clauses=clauses,
        shown_clauses=clauses,
        reasons=tuple(Reason(clause, tuple(facts)) for clause in clauses),
        policy=policy.version,
        **more,
    )


def _check_reason(ruling: ManualDecision, rules: DeskRules) -> None:
    if ruling.kind not in KINDS:
        raise CannotBeDone(f"{ruling.kind} is not a kind of decision.")
    if ruling.reason_code not in rules.reasons and not (ruling.kind == "deny" and ruling.reason_code is None):
        raise CannotBeDone(f"A reason is needed, one of: {', '.join(rules.reasons) or 'none is set up'}.")


def _clauses(ruling: ManualDecision, policy: Policy, rules: DeskRules, latest: Decision | None) -> tuple[str, ...]:
    if ruling.kind in {"goodwill", "set_off"}:
        clause = rules.goodwill_clause if ruling.kind == "goodwill" else rules.set_off_clause
        if clause is None:
            raise CannotBeDone(f"This merchant's policy has no clause for {ruling.kind.replace('_', '-')}.")
        return (clause,)
    grants = ruling.remedy is not None and ruling.kind != "override"
    granting = grants and latest is not None and latest.outcome != Outcome.DENY
    cited = ruling.clauses or (latest.clauses if granting and latest is not None else ())
    unknown = [clause for clause in cited if clause not in policy.clauses and clause not in policy.statute.clauses]
    if unknown:
        raise CannotBeDone(f"The policy has no clause {', '.join(unknown)}.")
    if not cited:
        raise CannotBeDone("Name the clauses that this decision rests on.")
    return cited


def _check_remedy(ruling: ManualDecision, order: Order) -> None:
    if ruling.remedy not in Remedy:
        raise CannotBeDone(f"{ruling.remedy} is not a remedy.")
    if ruling.remedy not in CHOSEN:
        raise CannotBeDone(f"{ruling.remedy} can only be granted as the policy recommends it.")
    if ruling.remedy in OF_A_PLAN and getattr(order.subscription, "period_ends_at", None) is None:
        raise CannotBeDone("The records do not tell when the period of the order ends.")
    if (ruling.amount is not None) != (ruling.remedy in WITH_AMOUNT):
        raise CannotBeDone(f"{ruling.remedy} {'needs an' if ruling.amount is None else 'has no'} amount.")
    if ruling.amount is None:
        return
    if ruling.amount.currency != order.total.currency:
        raise CannotBeDone(f"The order was paid in {order.total.currency}.")
    if ruling.amount.amount <= 0 or ruling.amount.rounded() != ruling.amount:
        raise CannotBeDone("The amount must be above zero, with no more decimals than the currency has.")
    captured = order.captured
    if ruling.payment_id is not None and ruling.payment_id not in {payment.id for payment in captured}:
        raise CannotBeDone(f"The order has no captured payment {ruling.payment_id}.")
    counted = [payment.remaining for payment in captured if ruling.payment_id in {None, payment.id}]
    left = sum(counted, Money.zero(order.total.currency))
    if ruling.amount > left:
        raise CannotBeDone(f"Only {left.text('en')} can still be returned.")
