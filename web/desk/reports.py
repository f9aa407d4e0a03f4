"""Figures by mail, as each person asks for them."""

from starlette.responses import Response

from amends.desk.reports.periods import Every
from amends.desk.reports.subscribing import Reports
from amends.errors import NotFound
from web.desk.answers import merchants_of
from web.desk.queue import number_of
from web.desk.routing import Visit

HERE = "/desk/reports"


def show(visit: Visit) -> Response:
    """What the person gets, and the form for more."""
    with visit.desk.context.database.read() as session:
        mine = Reports(visit.desk.context).of(session, visit.actor)
    merchants = merchants_of(visit)
    return visit.render("reports.html", reports=mine, merchants=merchants, names=dict(merchants), every=tuple(Every))


def ask(visit: Visit) -> Response:
    Reports(visit.desk.context).ask(visit.actor, visit.form.one("merchant"), visit.form.one("every"))
    return visit.done(HERE, "report_asked")


def end(visit: Visit) -> Response:
    if not (report := number_of(visit.path("report"))):
        raise NotFound("There is no such report.")
    Reports(visit.desk.context).end(visit.actor, int(report))
    return visit.done(HERE, "report_ended")
