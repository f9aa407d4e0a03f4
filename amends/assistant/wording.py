"""Spans of days, moments and clauses in a customer's language: the arguments of sentences, not sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from amends.facts.reading import Kind, Reading
from amends.messages import moments
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.policy import Merchant, Policy, Row


def span(days: tuple[int, int]) -> str:
    """A range of days: 5–10."""
    low, high = days
    return str(low) if low == high else f"{low}–{high}"


def clauses(policy: Policy, ids: tuple[str, ...], language: str) -> str:
    """One line per clause with its words, for whoever wants to read what was decided by."""
    found = [policy.clause(clause_id) for clause_id in ids]
    return "\n".join(f"• {clause.heading[language]} (§ {clause.id}): {clause.text[language]}" for clause in found)


def headings(policy: Policy, ids: tuple[str, ...], language: str) -> str:
    """The same without the words: what each is about, and its number, for the customer to ask or to look up."""
    found = [policy.clause(clause_id) for clause_id in ids]
    return "\n".join(f"• {clause.heading[language]} (§ {clause.id})" for clause in found)


def turns_on(row: Row) -> str | None:
    """The clause on which a row turns: the last that it cites whatever the case, as a row goes from the rule to what
    follows from it."""
    cited = [cite.clause for cite in row.cites if not cite.when]
    return cited[-1] if cited else None


def deciding_clause(policy: Policy, decision: Decision) -> str:
    """The clause on which `decision` turns. Where no row decided, or its clause is not shown, the last that is."""
    rows = (row for row in (*policy.rows, *policy.statute.rows) if row.id == decision.row)
    found = next((turns_on(row) for row in rows), None)
    return found if found is not None and found in decision.shown_clauses else decision.shown_clauses[-1]


def written_out(reading: Reading, now: datetime, language: str) -> str:
    """A moment as a customer reads it: its day, of another year with that, and the time where one was said. `now` is in
    the merchant's zone."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    start, end = reading.start.astimezone(zone), reading.end.astimezone(zone)
    day = moments.day(start, zone, language) if start.year == now.year else moments.dated(start, zone, language)
    if reading.kind is Kind.INSTANT:
        return day + moments.at(start.time(), language)
    spans = reading.kind in {Kind.PART, Kind.SPAN}
    return day + moments.during(start.time(), end.time(), language) if spans else day


def titled(merchant: Merchant, issue: str, sentences: Sentences, language: str) -> str:
    """What stands on the button of a kind of problem: the merchant's words for its own."""
    own = merchant.issues.get(issue)
    return sentences.text(Say(f"utter_issue_{issue}"), language) if own is None else own.label[language]


def method(order: Order) -> str:
    """How the money came, and so how it goes back: Visa •••• 4242. Empty where the records do not say."""
    names = [payment.method for payment in order.captured if payment.method]
    return f"({names[-1]})" if names else ""
