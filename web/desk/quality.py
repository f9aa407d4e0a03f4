"""Finished conversations that a supervisor looks at: a week's sample, the grades of each, and a test made of one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session
from starlette.responses import Response

from amends.accounts import account
from amends.desk.days import monday_of
from amends.desk.locked_case import find
from amends.desk.metrics.tiles import share
from amends.desk.quality import scenario
from amends.desk.quality.assessing import Assessing
from amends.desk.quality.criteria import Criterion, Grade
from amends.desk.quality.figures import Figures, Score, figures
from amends.desk.quality.sampling import BOT
from amends.desk.quality.scenario import ScenarioFile
from web.desk.routing import Visit

WEEKS = 8
"""That the figures go back."""
SHORT = {
    Criterion.UNDERSTOOD: "Understood",
    Criterion.RIGHT: "Right",
    Criterion.CLEAR: "Clear, friendly",
    Criterion.EFFORT: "No needless effort",
}


def show(visit: Visit) -> Response:
    """What the week has to look at, and the figures of the weeks until then."""
    context = visit.desk.context
    every = sorted(visit.actor.merchants & set(context.merchants))
    chosen = visit.query("merchant") if visit.query("merchant") in every else ""
    merchants = [chosen] if chosen else every
    zone = visit.zone(merchants[0])
    this_week = monday_of(visit.now.astimezone(zone).date())
    monday = min(_day(visit.query("week")) or this_week - timedelta(weeks=1), this_week)
    assessing = Assessing(context)
    with context.database.read() as session:
        looked = [(each, assessing.of_week(session, visit.actor, each, monday)) for each in merchants]
        since, until = assessing.week(merchants[0], monday)
        found = figures(session, visit.actor, merchants, since - timedelta(weeks=WEEKS - 1), until, zone)
        people = _people(session)
    return visit.render(
        "quality.html",
        looked=looked,
        names={each: context.merchants[each].merchant.name for each in every},
        merchants=[(each, context.merchants[each].merchant.name) for each in every],
        merchant=chosen,
        monday=monday,
        sunday=monday + timedelta(days=6),
        earlier=monday - timedelta(weeks=1),
        later=monday + timedelta(weeks=1) if monday < this_week else None,
        people=people,
        criteria=SHORT,
        of_one=_of_one,
        **_tables(found, people),
    )


def show_one(visit: Visit) -> Response:
    """The conversation beside the form for its grades."""
    with visit.desk.context.database.read() as session:
        looked = Assessing(visit.desk.context).of_case(session, visit.actor, visit.path("number"))
        people = _people(session)
    return visit.render(
        "quality_case.html", looked=looked, people=people, criteria=tuple(Criterion), grades=tuple(Grade)
    )


def score(visit: Visit) -> Response:
    form, number = visit.form, visit.path("number")
    grades = {str(each): form.one(each) for each in Criterion}
    Assessing(visit.desk.context).score(visit.actor, number, grades, form.one("comment"))
    return visit.done(f"/desk/quality/{number}", "scored")


def show_test(visit: Visit) -> Response:
    """The file to read before it is taken."""
    return visit.render("quality_test.html", file=_file(visit), number=visit.path("number"))


def download_test(visit: Visit) -> Response:
    found = _file(visit)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"', "Cache-Control": "no-store"}
    return Response(found.text, media_type="application/yaml; charset=utf-8", headers=headers)


def _file(visit: Visit) -> ScenarioFile:
    context = visit.desk.context
    with context.database.read() as session:
        case = find(session, visit.actor, "score", visit.path("number"))
        return scenario.of_case(session, case, context.numbers[case.merchant])


def _tables(found: Figures, people: Mapping[str, str]) -> dict[str, Any]:
    """The bot first, then people by name."""
    order = sorted(found.whole, key=lambda whose: (whose != BOT, people.get(whose, whose).casefold()))
    return {"scores": found, "whose": order}


def _of_one(score: Score | None) -> str:
    return "–" if score is None else share(score.points, score.most)


def _people(session: Session) -> dict[str, str]:
    return {BOT: "The bot", **account.names(session)}


def _day(typed: str) -> date | None:
    """The Monday of the day's week; None for what is no day that a calendar of ours has."""
    try:
        found = datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, and no instant
    except ValueError:
        return None
    return monday_of(found) if 2000 <= found.year <= 2099 else None
