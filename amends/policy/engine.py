"""Decides a claim: rows in order, then completeness, cap, authority, review time and rights
(docs/decision-table.md, part 2).

Pure and total: no I/O, no clock of its own; the same policy, order, claim and instant give the same decision.
The cap (never more than what is refundable) is in the facts themselves: no amount rule can exceed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from amends.claims.claim import Claim
from amends.money import Money
from amends.orders.order import Order
from amends.policy import calendar
from amends.policy.decision import REFUNDS, Decision, Outcome, Reason, Right
from amends.policy.facts import Facts
from amends.policy.finding import Found, find, unknown
from amends.policy.logic import hold
from amends.policy.policy import AS_CANCEL, STATUTE, Policy, Row
from amends.policy.remedy_details import OF_A_PLAN
from amends.policy.rules import DUE_TIMES, MISSING, amount_of, facts_used
from amends.policy.shares import shares_of
from amends.policy.withdrawal import money_right_until


@dataclass(frozen=True)
class Trace:
    """A decision and the ids of the rows that led to it, in order: `("N05", "W02", "N11b")`."""

    decision: Decision
    rows: tuple[str, ...]


def decide(policy: Policy, order: Order | None, claim: Claim, now: datetime) -> Decision:
    """What `policy` says about `claim` at `now`. `order` is None where no such order exists."""
    return trace(policy, order, claim, now).decision


def on_the_merits(policy: Policy, order: Order, claim: Claim, now: datetime) -> Decision:
    """Who is right on the claim as it stands, whatever the merchant's procedure would still ask for: what a person's
    decision is measured by."""
    return trace(policy, order, claim, now, asks=False).decision


def trace(policy: Policy, order: Order | None, claim: Claim, now: datetime, *, asks: bool = True) -> Trace:
    """The same with the rows on the way. `asks`: with the completeness step."""
    facts = Facts(policy, order, claim, now)
    found = find(policy.rows_for(claim.issue), facts)
    row = found.row
    if row.outcome == STATUTE and not found.open:
        return _withdrawal(policy, row, facts)
    draft, path = _decided(found, facts)
    incomplete = _incomplete(policy, found.open[0] if found.open else row, facts) if asks else None
    if incomplete is not None:
        return Trace(incomplete, (*path, incomplete.row))
    return Trace(_with_rights(_within_authority(policy, draft, now, _granting(found.row, facts)), facts), path)


def declined(policy: Policy, decision: Decision, now: datetime) -> Decision:
    """The customer does not want a remedy that is not money: a person decides, with it as recommended."""
    return _to_review(policy, decision, now)


def _withdrawal(policy: Policy, sent_by: Row, facts: Facts) -> Trace:
    found = find(policy.statute.rows, facts)
    statutory = found.row
    draft, way = _decided(found, facts) if found.open or statutory.outcome != AS_CANCEL else (None, (statutory.id,))
    path: tuple[str, ...] = (sent_by.id, *way)
    if draft is not None:
        return Trace(_within_authority(policy, draft, facts.now, _granting(statutory, facts)), path)
    # No completeness on this way: a withdrawal needs no explanation, so none is asked for when it fails.
    cancel = Facts(policy, facts.order, replace(facts.claim, issue="cancel"), facts.now)
    own = find(policy.rows_for("cancel"), cancel)
    draft, way = _decided(own, cancel)
    why_not = _reasons(statutory, facts)
    draft = replace(
        draft,
        clauses=(*(reason.clause for reason in why_not), *draft.clauses),
        shown_clauses=(*(reason.clause for reason in why_not), *draft.shown_clauses),
        reasons=(*why_not, *draft.reasons),
    )
    return Trace(_within_authority(policy, draft, facts.now, _granting(own.row, cancel)), (*path, *way))


def _decided(found: Found, facts: Facts) -> tuple[Decision, tuple[str, ...]]:
    """What comes of the rows, with the ids of those that had a part in it."""
    if not found.open:
        return _draft(found.row, facts), (found.row.id,)
    citing = found.open if any(row.cites for row in found.open) else (*found.open, found.row)
    return _left_open(citing, facts), tuple(dict.fromkeys(row.id for row in (*found.open, found.row)))


def _left_open(rows: tuple[Row, ...], facts: Facts) -> Decision:
    """The records do not tell what it takes to decide: a person does, told what is lacking. Nothing is recommended,
    for that would be a guess."""
    reasons = {reason.clause: reason for row in reversed(rows) for reason in _reasons(row, facts, unknown(row, facts))}
    shown = [clause for row in rows for clause in (row.shown or [reason.clause for reason in _reasons(row, facts)])]
    return Decision(
        outcome=Outcome.REVIEW,
        row=rows[0].id,
        clauses=tuple(reasons),
        shown_clauses=tuple(dict.fromkeys(shown)),
        reasons=tuple(reasons.values()),
        policy=facts.policy.version,
        due_at=review_due(facts.policy, facts.now),
    )


def _draft(row: Row, facts: Facts) -> Decision:
    """The decision that a row makes, before the steps that follow the rows; of an offer from which the customer picked
    one of the row's own options, what that grants."""
    row = _granting(row, facts)
    if row.remedy in OF_A_PLAN and getattr(facts.order.subscription, "period_ends_at", None) is None:
        return _unreckoned(row, facts, ("period_end",))
    amount = None if row.amount is None else amount_of(row.amount, facts)
    own = None if row.amount is None else facts.policy.amounts.get(row.amount)
    if row.amount is not None and (amount is None or not (amount or row.where_nothing)):
        return _unreckoned(row, facts, () if own is None else own.unknown(facts))
    reasons = _reasons(row, facts)
    clauses = tuple(reason.clause for reason in reasons)
    remedy = row.remedy
    if amount is not None and row.where_nothing and not amount:
        remedy, amount = row.where_nothing, None
    elif amount is not None and row.where_all and amount == facts.refundable:
        remedy = row.where_all
    due_at = None if row.due is None or (row.amount and amount is None) else DUE_TIMES[row.due](facts)
    if row.outcome == Outcome.REVIEW:
        due_at = review_due(facts.policy, facts.now)
    return Decision(
        outcome=Outcome(row.outcome),
        row=row.id,
        clauses=clauses,
        shown_clauses=row.shown or clauses,
        reasons=reasons,
        policy=facts.policy.version,
        remedy=remedy,
        amount=amount,
        cancels_order=row.cancels,
        options=row.options,
        missing=row.missing if row.missing_from is None else MISSING[row.missing_from](facts),
        due_at=due_at,
        detail=row.detail if remedy == row.remedy else None,
        items=shares_of(own, amount, facts) if own and amount and remedy in REFUNDS else (),
    )


def _unreckoned(row: Row, facts: Facts, lacking: tuple[str, ...]) -> Decision:
    """A row that would grant a sum which cannot be reckoned, or comes to nothing without saying what then: a person."""
    reasons = _reasons(row, facts, lacking)
    clauses = tuple(reason.clause for reason in reasons)
    return Decision(
        outcome=Outcome.REVIEW,
        row=row.id,
        clauses=clauses,
        shown_clauses=row.shown or clauses,
        reasons=reasons,
        policy=facts.policy.version,
        due_at=review_due(facts.policy, facts.now),
    )


def _reasons(row: Row, facts: Facts, lacking: tuple[str, ...] = ()) -> tuple[Reason, ...]:
    """One reason a clause. On a neutral row the clauses that the customer sees carry no fact, so that nothing that
    reaches them tells one kind of review from another; the facts stand with the others, for staff."""
    used = facts_used(row.when, row.amount, facts)
    used = (*used, ("unknown", list(lacking))) if lacking else used
    cited = [cite for cite in row.cites if hold(cite.when, facts)]
    return tuple(
        Reason(
            cite.clause,
            () if cite.clause in row.shown else (*used, *(facts_used(cite.when, None, facts) if cite.when else ())),
        )
        for cite in cited
    )


def _incomplete(policy: Policy, row: Row, facts: Facts) -> Decision | None:
    """The merchant's procedure asks only where an answer matters: nobody is asked in vain before a denial."""
    if not row.completeness or row.outcome in {Outcome.DENY, Outcome.NEED_INFORMATION}:
        return None
    step = policy.completeness
    asked = [need.item for need in step.needs if hold(need.when, facts)]
    missing = tuple(item for item in asked if not (getattr(facts.claim, item) or "").strip())
    if not missing:
        return None
    return Decision(
        outcome=Outcome.NEED_INFORMATION,
        row=step.row,
        clauses=step.cites,
        shown_clauses=step.cites,
        reasons=tuple(Reason(clause, (("missing", list(missing)),)) for clause in step.cites),
        policy=policy.version,
        missing=missing,
    )


def _within_authority(policy: Policy, decision: Decision, now: datetime, row: Row) -> Decision:
    """An approve above the limit of the text, or of the row that grants, goes to a person; so does one in a currency
    without one."""
    if decision.outcome != Outcome.APPROVE or decision.amount is None:
        return decision
    if _is_within(decision.amount, policy.settings.approval_limits) and _is_within(decision.amount, row.limit):
        return decision
    return _to_review(policy, decision, now)


def _is_within(amount: Money, limits: Mapping[str, Decimal] | None) -> bool:
    if limits is None:
        return True
    limit = limits.get(amount.currency)
    return limit is not None and amount.amount <= limit


def _granting(row: Row, facts: Facts) -> Row:
    """The row, or the option of it that the customer picked."""
    return row.choices.get(facts.claim.accepts or "", row) if row.choices else row


def _to_review(policy: Policy, decision: Decision, now: datetime) -> Decision:
    return Decision(
        outcome=Outcome.REVIEW,
        row=decision.row,
        clauses=decision.clauses,
        shown_clauses=decision.shown_clauses,
        reasons=decision.reasons,
        policy=decision.policy,
        due_at=review_due(policy, now),
        recommended=decision,
    )


def review_due(policy: Policy, now: datetime) -> datetime:
    """Until when a person answers whose decision is the policy's: days in which its merchant works."""
    return calendar.end_of_business_day(now, policy.settings.review_days, policy.zone, policy.country)


def rights_beside_denial(policy: Policy, order: Order, issue: str, now: datetime) -> tuple[Right, ...]:
    """The statutory right that a denial tells of, whoever denies: where it would still return money today."""
    until = None if issue == "withdraw" else money_right_until(policy, order, now)
    return () if until is None else (Right("withdrawal", until),)


def _with_rights(decision: Decision, facts: Facts) -> Decision:
    if decision.outcome != Outcome.DENY:
        return decision
    return replace(decision, rights=rights_beside_denial(facts.policy, facts.order, facts.claim.issue, facts.now))
