"""Teams of a desk: who is in them, what each person takes on, and whether cases are given to them by themselves."""

from urllib.parse import quote

from starlette.responses import Response

from amends.accounts import account
from amends.claims.claim import ISSUES
from amends.desk.teams.administration import Teams, of_merchant, work_of
from amends.errors import CannotBeDone, NotFound
from web.desk.answers import chosen_merchant, merchant_of_form, merchants_of
from web.desk.form import Form
from web.desk.queue import number_of
from web.desk.routing import Visit

HERE = "/desk/teams"


def show(visit: Visit) -> Response:
    """All of one desk, with what its people take on."""
    context, merchant = visit.desk.context, chosen_merchant(visit)
    with context.database.read() as session:
        teams = of_merchant(session, merchant, visit.now)
        people = account.at_desk(session, merchant)
        work = {each.id: work_of(session, each.id) for each in people}
    return visit.render(
        "teams.html",
        teams=teams,
        people=people,
        work=work,
        issues=ISSUES,
        languages=context.merchants[merchant].merchant.languages,
        merchant=merchant,
        merchants=merchants_of(visit),
        away=work[visit.actor.id].away if visit.actor.id in work else False,
    )


def add(visit: Visit) -> Response:
    merchant = merchant_of_form(visit)
    Teams(visit.desk.context).add(visit.actor, merchant, visit.form.one("name"))
    return _done(visit, merchant, "team_added")


def save(visit: Visit) -> Response:
    """Name, people, and what it does by itself."""
    form = visit.form
    Teams(visit.desk.context).save(
        visit.actor,
        _team(visit),
        form.one("name"),
        form.every("person"),
        hands_out=bool(form.one("hands_out")),
        takes_new=bool(form.one("takes_new")),
    )
    return _done(visit, form.one("merchant"), "team_saved")


def remove(visit: Visit) -> Response:
    Teams(visit.desk.context).remove(visit.actor, _team(visit))
    return _done(visit, visit.form.one("merchant"), "team_removed")


def set_work(visit: Visit) -> Response:
    """Languages, issues and how many cases of one person."""
    merchant, form = merchant_of_form(visit), visit.form
    most = number_of(form.one("most"))
    if not most:
        raise CannotBeDone("Write how many cases they have at once, as a number.")
    Teams(visit.desk.context).set_work(
        visit.actor, merchant, visit.path("person"), form.every("language"), form.every("issue"), int(most)
    )
    return _done(visit, merchant, "work_saved")


def set_away(visit: Visit) -> Response:
    """One's own."""
    away = visit.form.one("away") == "1"
    Teams(visit.desk.context).set_away(visit.actor, away=away)
    return visit.done(HERE, "away" if away else "back")


def team_of(form: Form) -> int | None:
    """The team that was chosen in it; None for no team."""
    wanted = form.one("team")
    if wanted and not number_of(wanted):
        raise CannotBeDone("There is no such team.")
    return int(wanted) if wanted else None


def _team(visit: Visit) -> int:
    if not (found := number_of(visit.path("team"))):
        raise NotFound("There is no such team.")
    return int(found)


def _done(visit: Visit, merchant: str, said: str) -> Response:
    return visit.done(f"{HERE}?merchant={quote(merchant)}", said)
