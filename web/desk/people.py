"""People of the desk, as an administrator sees to them."""

from starlette.responses import Response

from amends.desk.people.administration import People
from amends.merchants.roles import Role
from web.desk.answers import merchants_of
from web.desk.routing import Visit

HERE = "/desk/people"


def show(visit: Visit) -> Response:
    """Everybody, with the forms to change them."""
    people = People(visit.desk.context)
    everybody = people.of(visit.actor)
    return visit.render(
        "people.html",
        people=everybody,
        changeable={each.id for each in everybody if people.may_change(visit.actor, each)},
        roles=tuple(Role),
        merchants=merchants_of(visit),
    )


def add(visit: Visit) -> Response:
    """Somebody new, who is written to."""
    form = visit.form
    People(visit.desk.context).add(
        visit.actor, form.one("name"), form.one("email"), form.one("role"), form.every("merchant")
    )
    return visit.done(HERE, "person_added")


def change(visit: Visit) -> Response:
    """Role and merchants."""
    form = visit.form
    People(visit.desk.context).change(visit.actor, visit.path("person"), form.one("role"), form.every("merchant"))
    return visit.done(HERE, "person_changed")


def disable(visit: Visit) -> Response:
    People(visit.desk.context).disable(visit.actor, visit.path("person"))
    return visit.done(HERE, "person_disabled")


def enable(visit: Visit) -> Response:
    People(visit.desk.context).enable(visit.actor, visit.path("person"))
    return visit.done(HERE, "person_enabled")


def send_link(visit: Visit) -> Response:
    People(visit.desk.context).send_link(visit.actor, visit.path("person"))
    return visit.done(HERE, "link_sent")


def end_second_factor(visit: Visit) -> Response:
    People(visit.desk.context).end_second_factor(visit.actor, visit.path("person"))
    return visit.done(HERE, "factor_ended")
