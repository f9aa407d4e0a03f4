"""The policy in force, a draft beside it, and what the draft would have made of the cases of the last weeks."""

from collections import Counter
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from amends.errors import PolicyError
from amends.policy import beside
from amends.policy.beside import Beside, Compared
from amends.policy.past_cases import past_cases
from amends.policy.policy import MerchantPolicies, Policy
from web.desk.answers import chosen_merchant, merchants_of
from web.desk.routing import Visit

MOST_CASES, MOST_SHOWN = 5000, 100
"""What one page works through, and how many cases it lists."""
SPANS = (7, 30, 90)


def show(visit: Visit) -> Response:
    """Of one merchant. With `days`, past cases are decided again by both texts."""
    merchant = chosen_merchant(visit)
    policies = visit.desk.context.merchants[merchant]
    present = policies.in_force(visit.now)
    draft, faults = _draft(visit, policies)
    return visit.render(
        "policy.html",
        merchant=merchant,
        merchants=merchants_of(visit),
        present=present,
        draft=draft,
        faults=faults,
        spans=SPANS,
        folder=visit.desk.drafts,
        **_differences(policies, present, draft),
        **_replayed(visit, policies, draft),
    )


def _draft(visit: Visit, policies: MerchantPolicies) -> tuple[Policy | None, list[str]]:
    """The draft, or what is wrong with its files."""
    try:
        return beside.draft_of(policies, visit.desk.drafts, visit.now), []
    except PolicyError as broken:
        return None, [str(fault) for fault in broken.faults]


def _differences(policies: MerchantPolicies, present: Policy, draft: Policy | None) -> dict[str, Any]:
    """Without a draft, the text in force beside itself."""
    language, other = policies.merchant.languages[0], draft or present
    parts = {
        "Rows": beside.rows(present, other),
        "Named conditions and amounts": beside.definitions(present, other),
        "Settings": beside.settings(present, other),
        "Clauses": beside.clauses(present, other, language),
    }
    return {
        "parts": {title: found for title, found in parts.items() if found},
        "changed": {title: _changed(found) for title, found in parts.items()},
        "moved": draft is not None and beside.moved(present, draft),
    }


def _changed(found: list[Beside]) -> int:
    return sum(each.compared is not Compared.SAME for each in found)


def _replayed(visit: Visit, policies: MerchantPolicies, draft: Policy | None) -> dict[str, Any]:
    days = next((each for each in SPANS if visit.query("days") == str(each)), None)
    if draft is None or days is None:
        return {"days": None}
    since = visit.now - timedelta(days=days)
    cases = past_cases(visit.desk.context.database, {policies.merchant.id}, since)
    found = beside.would_have(beside.at_most(cases, MOST_CASES), policies, draft)
    ends = Counter((str(change.before.outcome), str(change.after.outcome)) for change in found.changes)
    return {
        "days": days,
        "replayed": found,
        "money": found.money(),
        "ends": ends.most_common(),
        "changes": found.changes[:MOST_SHOWN],
        "is_cut": found.cases == MOST_CASES,
    }
