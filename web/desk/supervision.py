"""The supervisor's figures as pictures, over a range of days. Each has its definition one click away."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from amends.desk.metrics.comments import comments
from amends.desk.metrics.decisions import Counts, named
from amends.desk.metrics.supervision import DEFINITIONS, Supervision, supervision
from amends.desk.metrics.tiles import minutes, tiles
from amends.desk.metrics.times import Stretch
from amends.policy.decision import Outcome
from amends.policy.policy import MerchantPolicies
from amends.remedies.plan import BY_A_PERSON
from web.desk.charts import Bar, Column, bars, columns
from web.desk.routing import Visit
from web.desk.sentences import Choice, panel

MOST_ROWS, MOST_OVERRIDES, MOST_COMMENTS = 12, 5, 50
RANGES = (("7 days", 7), ("30 days", 30), ("90 days", 90), ("1 year", 365))
GRANTED = {Outcome.APPROVE, Outcome.OFFER}


def show(visit: Visit) -> Response:
    """All figures of one merchant, or of all of the person's."""
    context = visit.desk.context
    choice = Choice.of(visit, visit.query)
    with context.database.read() as session:
        found = supervision(
            session, visit.actor, context.merchants, choice.merchants, choice.since, choice.until, visit.now
        )
        sentences = panel(visit, session, choice)
        said, written = comments(session, visit.actor, choice.merchants, choice.since, choice.until, MOST_COMMENTS)
    every = sorted(visit.actor.merchants & set(context.merchants))
    return visit.render(
        "supervision.html",
        merchants=[(each, context.merchants[each].merchant.name) for each in every],
        figures=_figures(
            found, _clauses_in_words(context.merchants, choice.merchants), _rows_in_words(context.merchants)
        ),
        ranges=[(label, choice.today - timedelta(days=days - 1)) for label, days in RANGES],
        tiles=tiles(found),
        definitions=DEFINITIONS,
        comments=said,
        comments_left=written - len(said),
        **sentences,
    )


def _figures(found: Supervision, clauses: Mapping[str, str], rows: Mapping[str, str]) -> list[dict[str, Any]]:
    ages = [
        Bar(age.label, ((age.breached, "late"), (age.open - age.breached, "fine")), f"{age.open}, {age.breached} late")
        for age in found.ages
    ]
    answers = [Bar(label, ((count, "fine"),), str(count)) for label, count in found.first_answer.spread]
    waits = found.first_answer.unanswered
    if waits:
        answers.append(Bar("not answered yet", ((waits, "soon"),), str(waits)))
    alone, together = (
        [Bar(label, ((count, "fine"),), str(count)) for label, count in times.spread]
        for times in (found.resolution_by_bot, found.resolution_with_person)
    )
    stars = [
        Bar(f"{score} of 5", ((count, "fine"),), str(count)) for score, count in sorted(found.satisfaction.items())
    ]
    overrides = [Bar(clauses.get(name, name), ((count, "soon"),), str(count)) for name, count in found.overrides]
    return [
        _scale("ages", "Open cases by age, now", ages),
        _scale("first_answer", "First answer, in desk time", answers),
        _scale("resolution_by_bot", "Resolution time, by the bot alone", alone),
        _scale("resolution_with_person", "Resolution time, with a person", together),
        _over_time(found.first_answer_over_time),
        _scale("satisfaction", "Satisfaction", stars),
        _ranked("overrides", "Overrides by clause", overrides, MOST_OVERRIDES, above=True),
        _ranked("outcomes", "Outcomes by row", _counted(found.outcomes, rows), above=True),
        _ranked("clauses", "Outcomes by clause", _counted(found.clauses, clauses), above=True),
    ]  # fmt: skip


def _scale(key: str, title: str, rows: list[Bar]) -> dict[str, Any]:
    """Every step of the scale, also those that are empty: a gap would lie about its shape."""
    return _figure(key, title, bars(title, rows) if any(row.total for row in rows) else None)


def _ranked(key: str, title: str, rows: list[Bar], most: int = MOST_ROWS, *, above: bool = False) -> dict[str, Any]:
    picture = bars(title, rows[:most], above=above) if rows else None
    return _figure(key, title, picture, rows[most:])


def _figure(key: str, title: str, picture: Markup | None, rest: Sequence[Bar] = ()) -> dict[str, Any]:
    return {"key": key, "title": title, "picture": picture, "rest": rest}


def _counted(counts: Counts, in_words: Mapping[str, str]) -> list[Bar]:
    def kind(outcome: str) -> str:
        return "fine" if outcome in GRANTED else "late" if outcome == Outcome.DENY else "soon"

    return [
        Bar(in_words.get(name, name), ((count, kind(outcome)),), f"{count} {outcome.replace('_', ' ')}")
        for (name, outcome), count in counts
    ]


def _clauses_in_words(policies: Mapping[str, MerchantPolicies], merchants: frozenset[str]) -> dict[str, str]:
    """What each clause is about, by its name in the figures; the newest text that has the clause says it."""
    found = {}
    for merchant in sorted(merchants):
        whose = "" if len(merchants) == 1 else f"{policies[merchant].merchant.name} "
        for _, policy in policies[merchant].editions:
            for clause in (*policy.statute.clauses.values(), *policy.clauses.values()):
                found[named(merchant, clause.id, merchants)] = f"{whose}{clause.id} {clause.heading['en']}"
    return found


def _rows_in_words(policies: Mapping[str, MerchantPolicies]) -> dict[str, str]:
    """What each row of the policies rests on, by its name: that names a merchant's row for this house."""
    found = {BY_A_PERSON: "decided by a person"}
    for each in policies.values():
        for _, policy in each.editions:
            clauses = {**policy.statute.clauses, **policy.clauses}
            for row in (*policy.statute.rows, *policy.rows):
                about = "; ".join(clauses[cite.clause].heading["en"] for cite in row.cites if cite.clause in clauses)
                found[row.id] = f"{row.id} {about}".rstrip()
    return found


def _over_time(stretches: Sequence[Stretch]) -> dict[str, Any]:
    days = stretches[0].days
    title = "First answer over time" + (f", each {days} days" if days > 1 else "")
    form = "%-d %b %Y" if stretches[0].start.year != stretches[-1].start.year else "%-d %b"
    drawn = [Column(each.start.strftime(form), each.median, _median(each)) for each in stretches]
    known = any(each.count for each in stretches)
    return _figure("first_answer_over_time", title, columns(title, drawn) if known else None)


def _median(stretch: Stretch) -> str:
    return "none" if stretch.median is None else f"{minutes(stretch.median)}, median of {stretch.count}"
