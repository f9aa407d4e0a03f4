"""Spans of days, moments and clauses in a customer's language: the arguments of sentences, not sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from amends.facts.reading import Kind, Reading
from amends.messages import moments
from amends.policy.policy import Policy


def span(days: tuple[int, int]) -> str:
    """A range of days: 5–10."""
    low, high = days
    return str(low) if low == high else f"{low}–{high}"


def clauses(policy: Policy, ids: tuple[str, ...], language: str) -> str:
    """One line per clause, with its number, for the customer to look up."""
    found = [policy.clause(clause_id) for clause_id in ids]
    return "\n".join(f"• {clause.heading[language]} (§ {clause.id}): {clause.text[language]}" for clause in found)


def written_out(reading: Reading, now: datetime, language: str) -> str:
    """A moment as a customer reads it: its day, of another year with that, and the time where one was said. `now` is in
    the merchant's zone."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    start, end = reading.start.astimezone(zone), reading.end.astimezone(zone)
    day = moments.day(start, zone, language) if start.year == now.year else moments.dated(start, zone, language)
    if reading.kind is Kind.INSTANT:
        return f"{day}, {start:%H:%M}"
    return f"{day}, {start:%H:%M}–{end:%H:%M}" if reading.kind in {Kind.PART, Kind.SPAN} else day
