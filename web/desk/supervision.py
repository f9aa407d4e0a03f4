"""The supervisor's figures as pictures, over a range of days. Each has its definition one click away."""

from datetime import date, datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from amends.desk import misunderstood
from amends.desk.supervision import DEFINITIONS, Supervision, Times, supervision
from web.desk.charts import Bar, bars
from web.desk.rendering import share, span
from web.desk.routing import Visit

DEFAULT_DAYS = 30
MOST_ROWS = 12
MOST_SENTENCES = 50
MOST_DIGITS = 9
TO_REVIEW = "to_review"
GRANTED = {"approve", "offer"}


def show(visit: Visit) -> Response:
    """All figures of one merchant, or of all of the person's."""
    context = visit.desk.context
    every = sorted(visit.actor.merchants & set(context.merchants))
    wanted = frozenset([visit.query("merchant")] if visit.query("merchant") in every else every)
    zone = visit.zone(every[0])
    today = visit.now.astimezone(zone).date()
    first = _day(visit.query("since")) or today - timedelta(days=DEFAULT_DAYS - 1)
    last = max(first, _day(visit.query("until")) or today)
    since, until = datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
    with context.database.read() as session:
        found = supervision(session, visit.actor, context.merchants, wanted, since, until, visit.now)
        sentences = misunderstood.sentences(session, visit.actor, wanted, since, until, MOST_SENTENCES)
    return visit.render(
        "supervision.html",
        first=first,
        last=last,
        today=today,
        merchant=next(iter(wanted)) if len(wanted) == 1 else "",
        merchants=[(each, context.merchants[each].merchant.name) for each in every],
        figures=_figures(found),
        tiles=_tiles(found),
        sentences=sentences,
        definitions=DEFINITIONS,
        zone=zone,
    )


def file(visit: Visit) -> Response:
    """One sentence to the others that are reviewed for the training data; the reviewer gives it its intent."""
    return _take(visit, TO_REVIEW)


def set_aside(visit: Visit) -> Response:
    """It teaches nothing."""
    return _take(visit, misunderstood.SET_ASIDE)


def _take(visit: Visit, intent: str) -> Response:
    event = visit.path("event")
    number = int(event) if event.isascii() and event.isdigit() and len(event) <= MOST_DIGITS else 0
    with visit.desk.context.database.begin() as session:
        misunderstood.take(session, visit.actor, number, intent, visit.now)
    return visit.done("/desk/supervision", "filed")


def _day(text: str) -> date | None:
    """A day as the browser's field writes it; None for anything else, and for years that no zone reaches."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None


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
    overrides = [Bar(f"clause {clause}", ((count, "soon"),), str(count)) for clause, count in found.overrides]
    return [
        _figure("ages", "Open cases by age", ages),
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
