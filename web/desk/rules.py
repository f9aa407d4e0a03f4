"""What a merchant's desk works by, each with the file where it is set and changed; shown to everybody there."""

from starlette.responses import Response

from amends.desk.queries.queue import labels_in_use
from amends.merchants.desk_rules import CANNED_FILE, FILE
from amends.merchants.roles import Role
from amends.messages import moments
from web.desk.answers import chosen_merchant, merchants_of
from web.desk.routing import Visit


def show(visit: Visit) -> Response:
    """Limits, hours, promises, reasons and clauses of one merchant, and the labels in use."""
    context, merchant = visit.desk.context, chosen_merchant(visit)
    policies, rules = context.merchants[merchant], context.desk(merchant)
    known = policies.merchant
    newest = policies.in_force(visit.now)
    with context.database.read() as session:
        labels = labels_in_use(session, merchant)
    return visit.render(
        "rules.html",
        merchant=merchant,
        merchants=merchants_of(visit),
        rules=rules,
        currencies=sorted({currency for limits in rules.limits.values() for currency in limits}),
        roles=tuple(Role),
        hours=moments.hours(known.desk.days, known.desk.opens, known.desk.closes, "en"),
        known=known,
        clauses=newest.clauses,
        labels=labels,
        files={"desk": f"policies/{merchant}/{FILE}", "merchant": f"policies/{merchant}/merchant.yml",
               "canned": f"policies/{merchant}/{CANNED_FILE}"},
    )  # fmt: skip
