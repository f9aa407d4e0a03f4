"""A decision in words for staff and developers: outcome, rows on the way, clauses with their text and facts.

Not for customers: what they read stands in domain/ and in the clauses themselves.
"""

import json

from amends.policy.decision import Decision
from amends.policy.engine import Trace
from amends.policy.policy import Policy


def explain(policy: Policy, traced: Trace, language: str) -> str:
    """Plain text, ending in a line feed."""
    decision = traced.decision
    lines = [
        f"{policy.merchant.name}, policy of {decision.policy.version}",
        f"Outcome: {_outcome(decision, language)}",
        f"Row: {' > '.join(traced.rows)}",
    ]
    if decision.missing:
        lines.append(f"Missing: {', '.join(decision.missing)}")
    if decision.options:
        lines.append(f"Options: {', '.join(decision.options)}")
    if decision.due_at is not None:
        lines.append(f"Due: {decision.due_at.isoformat()}")
    if decision.recommended is not None:
        lines.append(f"Recommended: {_outcome(decision.recommended, language)}")
    lines += [f"Right: {right.right} until {right.until.isoformat()}" for right in decision.rights]
    for reason in decision.reasons:
        clause = policy.clause(reason.clause)
        shown = "" if reason.clause in decision.shown_clauses else " (staff only)"
        lines += ["", f"Clause {clause.id}: {clause.heading[language]}{shown}", f"  {clause.text[language]}"]
        lines += [f"  - {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in reason.facts]
    return "\n".join(lines) + "\n"


def _outcome(decision: Decision, language: str) -> str:
    parts: list[str] = [decision.outcome]
    if decision.remedy is not None:
        parts.append(decision.remedy)
    if decision.amount is not None:
        parts.append(decision.amount.text(language))
    if decision.detail is not None:
        parts.append(decision.detail)
    if decision.cancels_order:
        parts.append("cancels the order")
    return ", ".join(parts)
