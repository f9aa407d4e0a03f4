"""Views of the queue under a name: saved from what the page shows, and taken away again."""

from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from amends.desk.prepared.views import Views
from amends.desk.queries.filters import Filters
from amends.errors import NotFound
from web.desk.routing import Visit

MOST_DIGITS = 9


def save(visit: Visit) -> Response:
    """What the list shows now, but for the page of it."""
    query = {key: value for key, value in parse_qsl(visit.form.one("query")) if key in Filters().as_query()}
    merchant = visit.form.one("merchant") or None
    made = Views(visit.desk.context).save(visit.actor, visit.form.one("name"), query, merchant)
    return visit.done("/desk?" + urlencode({**query, "saved": made}), "view_saved")


def remove(visit: Visit) -> Response:
    """Gone for everybody who had it."""
    view = visit.path("view")
    if not (view.isascii() and view.isdigit() and len(view) <= MOST_DIGITS):
        raise NotFound("There is no such view.")
    Views(visit.desk.context).remove(visit.actor, int(view))
    return visit.done("/desk", "view_removed")
