"""Webhooks, as an administrator sees to them."""

from starlette.responses import Response

from amends.accounts import account
from amends.desk.webhooks.events import CHOOSABLE
from web.desk.answers import merchant_of_form, merchants_of
from web.desk.routing import Visit

HERE = "/desk/webhooks"


def show(visit: Visit) -> Response:
    """All of the person's merchants, with their last calls and the form for one more."""
    return _page(visit, "")


def add(visit: Visit) -> Response:
    """A new one. This answer shows its secret, and nothing shows it again."""
    form = visit.form
    _, secret = visit.desk.webhooks.add(visit.actor, merchant_of_form(visit), form.one("url"), form.every("event"))
    return _with_secret(visit, secret)


def renew(visit: Visit) -> Response:
    """A new secret, shown as the first was."""
    return _with_secret(visit, visit.desk.webhooks.renew(visit.actor, visit.path("webhook")))


def change(visit: Visit) -> Response:
    form = visit.form
    visit.desk.webhooks.change(visit.actor, visit.path("webhook"), form.one("url"), form.every("event"))
    return visit.done(HERE, "webhook_changed")


def test(visit: Visit) -> Response:
    visit.desk.webhooks.test(visit.actor, visit.path("webhook"))
    return visit.done(HERE, "webhook_tested")


def switch_off(visit: Visit) -> Response:
    visit.desk.webhooks.switch_off(visit.actor, visit.path("webhook"))
    return visit.done(HERE, "webhook_off")


def switch_on(visit: Visit) -> Response:
    visit.desk.webhooks.switch_on(visit.actor, visit.path("webhook"))
    return visit.done(HERE, "webhook_on")


def remove(visit: Visit) -> Response:
    visit.desk.webhooks.remove(visit.actor, visit.path("webhook"))
    return visit.done(HERE, "webhook_removed")


def redeliver(visit: Visit) -> Response:
    visit.desk.webhooks.redeliver(visit.actor, visit.path("webhook"), visit.path("delivery"))
    return visit.done(HERE, "webhook_again")


def _with_secret(visit: Visit, secret: str) -> Response:
    return visit.render("_webhook_made.html", secret=secret) if visit.is_fragment else _page(visit, secret)


def _page(visit: Visit, secret: str) -> Response:
    merchants = merchants_of(visit)
    with visit.desk.context.database.read() as session:
        people = account.names(session)
    return visit.render(
        "webhooks.html",
        webhooks=visit.desk.webhooks.of(visit.actor),
        merchants=merchants,
        merchant_names=dict(merchants),
        people=people,
        events=CHOOSABLE,
        secret=secret,
    )
