"""The supervisor's figures as pictures, over a range of days. Each has its definition one click away."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from amends.desk.supervision import DEFINITIONS, Supervision, Times, supervision
from web.desk.charts import Bar, bars
from web.desk.rendering import share, span
from web.desk.routing import Visit
from web.desk.sentences import Choice, panel

MOST_ROWS = 12
GRANTED = {"approve", "offer"}


def show(visit: Visit) -> Response:
    """All figures of one merchant, or of all of the person's."""
    context = visit.desk.context
    choice = Choice.of(visit, visit.query)
    with context.database.read() as session:
        found = supervision(
            session, visit.actor, context.merchants, choice.merchants, choice.since, choice.until, visit.now
        )
        sentences = panel(visit, session, choice)
    every = sorted(visit.actor.merchants & set(context.merchants))
    return visit.render(
        "supervision.html",
        merchants=[(each, context.merchants[each].merchant.name) for each in every],
        figures=_figures(found),
        tiles=_tiles(found),
        definitions=DEFINITIONS,
        **sentences,
    )


def _tiles(found: Supervision) -> list[tuple[str, str, str, str]]:
    answers = sum(score * count for score, count in found.satisfaction.items())
    given = sum(found.satisfaction.values())
    late = sum(age.breached for age in found.ages)
    return [
        ("Open now", str(sum(age.open for age in found.ages)), f"{late} late", "ages"),
        ("First answer", _minutes(found.first_answer.median), _spread(found.first_answer), "first_answer"),
        ("Resolution time", _minutes(found.resolution_time.median), _spread(found.resolution_time), "resolution_time"),
        ("Contained", share(found.containment.part, found.containment.whole), _of(found.containment), "containment"),
        ("Resolved", share(found.resolution.part, found.resolution.whole), _of(found.resolution), "resolution"),
        ("Satisfaction", f"{answers / given:.1f} of 5" if given else "–", f"{given} answers", "satisfaction"),
    ]  # fmt: skip


def _figures(found: Supervision) -> list[dict[str, Any]]:
    ages = [
        Bar(age.label, ((age.breached, "late"), (age.open - age.breached, "fine")), f"{age.open}, {age.breached} late")
        for age in found.ages
    ]
    stars = [
        Bar(f"{score} of 5", ((count, "fine"),), str(count)) for score, count in sorted(found.satisfaction.items())
    ]
    answers = [Bar(label, ((count, "fine"),), str(count)) for label, count in found.first_answer.spread]
    if found.first_answer.unanswered:
        answers.append(
            Bar("not answered", ((found.first_answer.unanswered, "soon"),), str(found.first_answer.unanswered))
        )
    endings = [Bar(label, ((count, "fine"),), str(count)) for label, count in found.resolution_time.spread]
    overrides = [Bar(f"clause {clause}", ((count, "soon"),), str(count)) for clause, count in found.overrides]
    return [
        _figure("ages", "Open cases by age", ages),
        _figure("first_answer", "First answer, in desk time", answers),
        _figure("resolution_time", "Resolution time", endings),
        _figure("satisfaction", "Satisfaction", stars),
        _figure("outcomes", "Outcomes by row", _counted(found.outcomes)),
        _figure("clauses", "Outcomes by clause", _counted(found.clauses, "clause ")),
        _figure("overrides", "Overrides by clause", overrides),
    ]  # fmt: skip


def _figure(key: str, title: str, rows: list[Bar]) -> dict[str, Any]:
    shown = [row for row in rows[:MOST_ROWS] if row.total or key == "ages"]
    return {"key": key, "title": title, "picture": bars(title, shown) if shown else None, "left": len(rows) - MOST_ROWS}


def _counted(counts: tuple[tuple[tuple[str, str], int], ...], before: str = "") -> list[Bar]:
    def kind(outcome: str) -> str:
        return "fine" if outcome in GRANTED else "late" if outcome == "deny" else "soon"

    return [
        Bar(f"{before}{name}, {outcome.replace('_', ' ')}", ((count, kind(outcome)),), str(count))
        for (name, outcome), count in counts
    ]


def _minutes(value: float | None) -> str:
    return "–" if value is None else span(timedelta(minutes=value))


def _spread(times: Times) -> str:
    more = f", {times.unanswered} unanswered" if times.unanswered else ""
    return f"median of {times.count}; 90 % within {_minutes(times.p90)}{more}" if times.count else f"none{more}"


def _of(counted: Any) -> str:
    return f"{counted.part} of {counted.whole} cases"
