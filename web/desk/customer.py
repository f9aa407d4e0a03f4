"""The customer of a case: all of their orders, cases, conversations and channels at its merchant."""

from starlette.responses import Response

from amends.desk.queries.customer import customer_of
from web.desk.queue import TONES
from web.desk.routing import Visit


def show(visit: Visit) -> Response:
    """The page; by the number of the case, so that no address stands in the browser's history."""
    context = visit.desk.context
    with context.database.read() as session:
        found = customer_of(session, visit.actor, visit.path("number"))
    merchant = found.case.merchant
    name = context.merchants[merchant].merchant.name
    return visit.render("customer.html", c=found, tones=TONES, zone=visit.zone(merchant), merchant_name=name)
