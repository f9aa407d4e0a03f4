"""What assessments come to: of the bot and of each person, by criterion, and week by week."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.quality_tables import AssessmentRow
from amends.desk.actor import Actor
from amends.desk.days import monday_of
from amends.desk.permissions import check
from amends.desk.quality.criteria import MOST_POINTS, POINTS, Criterion


@dataclass(frozen=True)
class Score:
    """Points of those that could be had, over so many conversations."""

    points: int = 0
    most: int = 0
    conversations: int = 0

    @property
    def of_one(self) -> float | None:
        return None if self.most == 0 else self.points / self.most


@dataclass(frozen=True)
class Figures:
    """`whole` of each, by whose; `by_criterion` and `by_week` likewise, the weeks by their Mondays."""

    whole: Mapping[str, Score]
    by_criterion: Mapping[str, Mapping[str, Score]]
    by_week: Mapping[str, Mapping[date, Score]]
    weeks: tuple[date, ...]


def figures(
    session: Session, actor: Actor, merchants: Iterable[str], since: datetime, until: datetime, zone: ZoneInfo
) -> Figures:
    """Of conversations that ended from `since` up to and without `until`; weeks begin in `zone`. `since` is the first
    instant of one."""
    wanted = sorted(merchants)
    for merchant in wanted:
        check(actor, "score", merchant)
    rows = session.scalars(
        select(AssessmentRow).where(
            AssessmentRow.merchant.in_(wanted), AssessmentRow.closed_at >= since, AssessmentRow.closed_at < until
        )
    ).all()
    whole: dict[str, list[AssessmentRow]] = defaultdict(list)
    weekly: dict[str, dict[date, list[AssessmentRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        whole[row.whose].append(row)
        weekly[row.whose][monday_of(row.closed_at.astimezone(zone).date())].append(row)
    first, last = monday_of(since.astimezone(zone).date()), until.astimezone(zone).date()
    weeks = tuple(first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1))
    return Figures(
        {whose: _score(theirs, Criterion) for whose, theirs in whole.items()},
        {whose: {each: _score(theirs, [each]) for each in Criterion} for whose, theirs in whole.items()},
        {whose: {week: _score(found, Criterion) for week, found in theirs.items()} for whose, theirs in weekly.items()},
        tuple(week for week in weeks if week < last),
    )


def _score(rows: Iterable[AssessmentRow], criteria: Iterable[str]) -> Score:
    """Each conversation weighs as much as it has grades."""
    wanted = frozenset(criteria)
    grades = [[grade for criterion, grade in row.grades.items() if criterion in wanted] for row in rows]
    given = [each for each in grades if each]
    return Score(
        sum(POINTS[str(grade)] for each in given for grade in each),
        MOST_POINTS * sum(len(each) for each in given),
        len(given),
    )
