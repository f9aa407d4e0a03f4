"""A case for a customer who telephoned: asked for on a page, opened by the core."""

from starlette.responses import Response

from amends.desk.case_actions import settable
from amends.desk.phoning import Phoning, Told
from web.desk.answers import chosen_merchant, merchant_of_form, merchants_of
from web.desk.routing import Visit


def show(visit: Visit) -> Response:
    """The form."""
    merchant = chosen_merchant(visit)
    known = visit.desk.context.merchants[merchant].merchant
    return visit.render(
        "new_case.html",
        merchant=merchant,
        merchants=merchants_of(visit),
        languages=known.languages,
        issues=settable(known),
        example=known.order_numbers.example,
    )


def add(visit: Visit) -> Response:
    """To the page of the case: a new one, or the one that the customer has about it."""
    form = visit.form
    told = Told(
        merchant=merchant_of_form(visit),
        language=form.one("language"),
        issue=form.one("issue"),
        text=form.one("text"),
        order_number=form.one("order"),
        email=form.one("email"),
    )
    number = Phoning(visit.desk.context).open(visit.actor, told)
    return visit.done(f"/desk/cases/{number}", "opened")
