"""Whether a claim is one that was decided before, or a really different one: another disturbance, moment, country or
amount (docs/decisions/0028)."""

from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identity import same_email
from amends.assistant.situation import Situation
from amends.cases import status, store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.claims.extract import without_ids
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.remedy_tables import RemedyRow
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import on_the_merits
from amends.policy.facts import Facts
from amends.policy.policy import Policy
from amends.reading.thresholds import EXPLAINS_WORDS
from amends.remedies import ledger

_UNDER_WAY = frozenset({CaseStatus.CARRYING_OUT, CaseStatus.REVIEW})
_ONCE = frozenset({"service_credit", "replacement_credit", "credit_note"})
"""Granted once for one event, and not to be seen in an order's records: there what was refunded is gone, and what is
to be switched on again has failed anew."""


def same_case(
    session: Session, context: Context, situation: Situation, order: Order, decision: Decision
) -> CaseRow | None:
    """The newest decided case to which `decision` on this claim adds nothing; None where the claim is another, or is
    being filled in as a case of its own."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue is None or has_open_case(session, draft):
        return None
    policy, claim = context.policy_of(situation, order), draft.claim(order.number, order.customer.email)
    found = store.all_closed(session, situation.merchant, verified.order_number, draft.issue, verified.email)
    return next((case for case in found if _adds_nothing(session, case, policy, order, claim, decision, context)), None)


def said_again(session: Session, context: Context, situation: Situation, order: Order) -> CaseRow | None:
    """The case of just this claim that is with a person, being carried out, or done, where the customer tells nothing
    new of it; None otherwise. Nobody is asked once more for what such a case has."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue in {None, "withdraw"} or has_open_case(session, draft):
        return None
    case = store.newest(session, situation.merchant, verified.order_number, draft.issue or "", verified.email)
    if case is None or case.status not in _UNDER_WAY | {CaseStatus.RESOLVED} or draft.evidence:
        return None
    if draft.no_evidence and case.status in _UNDER_WAY:
        return None
    was, claim = Claim.from_json(case.claim), draft.claim(order.number, order.customer.email)
    policy, now = context.policy_of(situation, order), context.clock()
    told, before = (without_ids(each.explanation or "", context.numbers[case.merchant]) for each in (draft, was))
    tells = len(told.split()) >= EXPLAINS_WORDS and told != before  # fewer only name the problem once more
    tells = tells and not draft.no_evidence  # there is nothing to show for more than what was settled
    if _is_other_event(policy, order, was, case.opened_at, claim, now):
        return None
    if case.status in _UNDER_WAY:
        return case
    merits = on_the_merits(policy, order, claim, now)
    nothing_more = merits.outcome in {Outcome.DENY, Outcome.NEED_INFORMATION}
    return case if nothing_more and not tells and store.has_remedies(session, case) else None


def covered(
    session: Session, context: Context, situation: Situation, order: Order, decision: Decision
) -> RemedyRow | None:
    """The money that was granted for another event, where the ledger could not tell this one from it: it is not granted
    twice, nor asked about. None where it would be a first one, or the very same."""
    draft, verified = situation.draft, situation.verified
    if verified is None or draft.issue is None or decision.outcome != Outcome.APPROVE:
        return None
    held = ledger.held(session, situation.merchant, order, decision)
    if held is None or held.case_id == draft.case_id:
        return None
    before = session.get_one(CaseRow, held.case_id)
    if before.issue != draft.issue or not same_email(before.email, verified.email):
        return None
    policy, claim = context.policy_of(situation, order), draft.claim(order.number, order.customer.email)
    was = Claim.from_json(before.claim)
    other = _is_other_event(policy, order, was, before.opened_at, claim, context.clock())
    return held if other or before.status == CaseStatus.RESOLVED else None


def _is_other_event(policy: Policy, order: Order, was: Claim, then: datetime, claim: Claim, now: datetime) -> bool:
    """Whether two claims are known to tell of different disturbances, days or places."""
    events = (_event(policy, order, was, then), _event(policy, order, claim, now))
    places = {(each.destination or "").strip().casefold() for each in (was, claim)} - {""}
    return (None not in events and events[0] != events[1]) or len(places) > 1


def has_open_case(session: Session, draft: Draft) -> bool:
    """Whether the draft fills in a case of its own, about its issue and of a customer who was matched."""
    own = session.get(CaseRow, draft.case_id) if draft.case_id else None
    return (
        own is not None
        and own.order_number is not None
        and own.issue == draft.issue
        and own.status not in status.CLOSED
    )


def is_granted_already(
    session: Session, context: Context, situation: Situation, order: Order, decision: Decision
) -> bool:
    """Whether just this was granted and done before: nobody is asked for a yes to it again."""
    if decision.outcome != Outcome.APPROVE:
        return False
    before = same_case(session, context, situation, order, decision)
    return before is not None and before.status == CaseStatus.RESOLVED


def is_same(before: DecisionRow, decision: Decision) -> bool:
    """Whether a decision that was kept says what `decision` says: the same row, outcome, remedy and amount."""
    kept = Decision.from_json(before.decision)
    facts = [(each.row, each.outcome, each.remedy, each.amount, each.due_at) for each in (kept, decision)]
    if decision.outcome == Outcome.REVIEW:
        facts = [(row, outcome, remedy, amount, None) for row, outcome, remedy, amount, _ in facts]
    return facts[0] == facts[1]


def _adds_nothing(
    session: Session,
    before: CaseRow,
    policy: Policy,
    order: Order,
    claim: Claim,
    decision: Decision,
    context: Context,
) -> bool:
    latest = store.latest_decision(session, before)
    if latest is None:
        return before.status == CaseStatus.RESOLVED and decision.outcome == Outcome.DENY
    was = Claim.from_json(before.claim)
    if _is_other_event(policy, order, was, latest.at, claim, context.clock()):
        return False
    if before.status == CaseStatus.RESOLVED:
        return decision.outcome == Outcome.DENY or (decision.remedy in _ONCE and is_same(latest, decision))
    return is_same(latest, decision) or decision.outcome == Outcome.REVIEW


def _event(policy: Policy, order: Order, claim: Claim, now: datetime) -> str | None:
    """What happened, as far as it is known: the disturbance in today's records, else the day that was named."""
    incident = Facts(policy, order, claim, now).incident
    if incident is not None:
        return f"incident {incident.started_at.isoformat()}"
    return None if claim.occurred_at is None else f"day {claim.occurred_at.astimezone(policy.zone).date()}"
