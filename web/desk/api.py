"""Tokens of the API, as an administrator sees to them."""

from starlette.responses import Response

from amends.accounts import account
from amends.desk.api.scopes import Scope
from amends.desk.api.tokens import LIFETIMES, LONGEST_NAME, ApiToken, ApiTokens
from amends.errors import CannotBeDone
from web.desk.answers import merchant_of_form, merchants_of
from web.desk.routing import Visit

HERE = "/desk/api"


def show(visit: Visit) -> Response:
    """All of the person's merchants, with the form for one more."""
    return _page(visit, None)


def make(visit: Visit) -> Response:
    """A new one. This answer shows it, and nothing shows it again."""
    form = visit.form
    days = form.one("days")
    if days and days not in map(str, LIFETIMES):
        raise CannotBeDone("Choose how long the token holds.")
    made, token = ApiTokens(visit.desk.context).make(
        visit.actor, merchant_of_form(visit), form.one("name"), form.every("scope"), int(days) if days else None
    )
    if visit.is_fragment:
        return visit.render("_api_made.html", made=made, token=token)
    return _page(visit, made, token)


def revoke(visit: Visit) -> Response:
    ApiTokens(visit.desk.context).revoke(visit.actor, visit.path("token"))
    return visit.done(HERE, "token_revoked")


def _page(visit: Visit, made: ApiToken | None, token: str = "") -> Response:
    merchants = merchants_of(visit)
    with visit.desk.context.database.read() as session:
        people = account.names(session)
    return visit.render(
        "api.html",
        tokens=ApiTokens(visit.desk.context).of(visit.actor),
        merchants=merchants,
        merchant_names=dict(merchants),
        people=people,
        scopes=tuple(Scope),
        lifetimes=LIFETIMES,
        longest=LONGEST_NAME,
        made=made,
        token=token,
    )
