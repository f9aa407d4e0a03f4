"""Spans of days and clauses in a customer's language: the arguments of sentences, not sentences."""

from amends.policy.policy import Policy


def span(days: tuple[int, int]) -> str:
    """A range of days: 5–10."""
    low, high = days
    return str(low) if low == high else f"{low}–{high}"


def clauses(policy: Policy, ids: tuple[str, ...], language: str) -> str:
    """One line per clause, with its number, for the customer to look up."""
    found = [policy.clause(clause_id) for clause_id in ids]
    return "\n".join(f"• {clause.heading[language]} (§ {clause.id}): {clause.text[language]}" for clause in found)
