"""The figures of Supervision, as its page counts them."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from amends.desk.metrics.supervision import DEFINITIONS, supervision
from amends.errors import CannotBeDone
from web.desk_api.calling import Reports
from web.desk_api.problems import Told, responses
from web.desk_api.schemas import Report

router = APIRouter(prefix="/v1/desk/reports", tags=["reports"], route_class=Told)

MOST_DAYS = 366
YEARS = range(2000, 2100)


@router.get("/supervision", responses=responses(409))
def read_supervision(
    caller: Reports,
    since: Annotated[date, Query(description="The first day, in the merchant's zone.")],
    until: Annotated[date, Query(description="The last day, which is counted too.")],
) -> Report:
    """Of at most a year."""
    if since > until or (until - since).days >= MOST_DAYS or since.year not in YEARS or until.year not in YEARS:
        raise CannotBeDone(f"Choose a range of 1 to {MOST_DAYS} days that does not run backwards.")
    context, merchant = caller.context, caller.token.merchant
    zone = context.merchants[merchant].merchant.zone
    begin = datetime.combine(since, time(), zone).astimezone(UTC)
    end = datetime.combine(until + timedelta(days=1), time(), zone).astimezone(UTC)
    with context.database.read() as session:
        chosen = (frozenset({merchant}), begin, end, caller.now)
        found = supervision(session, caller.actor, context.merchants, *chosen)
    return Report(merchant=merchant, since=begin, until=end, figures=_figures(asdict(found)), definitions=DEFINITIONS)


def _figures(found: dict[str, object]) -> dict[str, object]:
    """By name, as JSON has them: what is counted by two things is a list of them."""
    return {
        **found,
        "outcomes": [{"row": key[0], "outcome": key[1], "count": count} for key, count in found["outcomes"]],  # type: ignore[attr-defined]
        "clauses": [{"clause": key[0], "outcome": key[1], "count": count} for key, count in found["clauses"]],  # type: ignore[attr-defined]
        "overrides": [{"clause": clause, "count": count} for clause, count in found["overrides"]],  # type: ignore[attr-defined]
    }
