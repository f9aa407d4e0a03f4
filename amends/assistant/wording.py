"""Amounts, dates and clauses in a customer's language: the arguments of sentences, not sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton

from amends.policy.policy import Policy

_LOCALES = {"en": "en_GB", "nl": "nl_NL", "nb": "nb_NO"}


def moment(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day and a time of day, in the merchant's zone: Wednesday 25 November, 23:59."""
    local = instant.astimezone(zone)
    locale = _LOCALES[language]
    return f"{format_skeleton('EEEEdMMMM', local, locale=locale)}, {format_datetime(local, 'HH:mm', locale=locale)}"


def day(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A day in the merchant's zone: Wednesday 25 November."""
    return format_skeleton("EEEEdMMMM", instant.astimezone(zone), locale=_LOCALES[language])


def stamp(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """A date and time that stands for itself years later: Sunday 22 November 2026, 05:40:27 CET."""
    local = instant.astimezone(zone)
    locale = _LOCALES[language]
    return f"{format_skeleton('yEEEEdMMMM', local, locale=locale)}, {local:%H:%M:%S %Z}"


def span(days: tuple[int, int]) -> str:
    """A range of days: 5–10."""
    low, high = days
    return str(low) if low == high else f"{low}–{high}"


def clauses(policy: Policy, ids: tuple[str, ...], language: str) -> str:
    """One line a clause, with its number, for the customer to look up."""
    found = [policy.clause(clause_id) for clause_id in ids]
    return "\n".join(f"• {clause.heading[language]} (§ {clause.id}): {clause.text[language]}" for clause in found)
