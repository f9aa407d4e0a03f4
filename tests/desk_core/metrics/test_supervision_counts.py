"""What the database counts is what one would count by hand, row by row, over a drawn year of cases."""

from collections import Counter
from datetime import timedelta

import pytest

from amends.cases import status
from amends.cases.status import CaseStatus
from amends.db.session import Database
from amends.db.tables import CaseEntryRow, CaseRow, DecisionRow
from amends.desk.metrics.supervision import supervision
from benchmarks.desk.year import fill
from tests.desk_core.scene import MERCHANTS, SUSAN
from tests.postgres import BOTH, create_database, drop_database, postgres_template, sqlite_url
from tests.web_desk.house import House

CASES = 400
RANGES = ((366, -1), (90, 60), (30, -1), (1, 0))


@pytest.fixture(scope="module", params=BOTH)
def house(request, tmp_path_factory):
    """Its year is drawn once for each database: the tests only read."""
    on_sqlite = request.param == "sqlite"
    url = sqlite_url(tmp_path_factory.mktemp("year")) if on_sqlite else create_database(postgres_template())
    database = Database(url)
    made = House(database)
    fill(made, CASES)
    yield made
    database.close()
    if not on_sqlite:
        drop_database(url)


def by_hand(session, merchants, since, until):
    """Contained, resolved and opened cases; outcomes by row; outcomes by clause. One Python loop each."""
    cases = {case.id: case for case in session.query(CaseRow) if case.merchant in merchants}
    with_people = {
        entry.case_id
        for entry in session.query(CaseEntryRow)
        if entry.kind in {"handoff", "take_over", "reply"}
        or (entry.kind == "status" and entry.body["to"] == CaseStatus.REVIEW)
    }
    opened = [case for case in cases.values() if since <= case.created_at < until]
    last = {}
    for row in session.query(DecisionRow).order_by(DecisionRow.id):
        if row.case_id in cases and since <= row.at < until:
            last[row.case_id] = row
    return (
        sum(case.id not in with_people for case in opened if case.status in status.CLOSED),
        sum(case.status == "resolved" for case in opened),
        len(opened),
        Counter((row.row, row.outcome) for row in last.values()),
        Counter(
            (clause if len(merchants) == 1 else f"{cases[row.case_id].merchant} {clause}", row.outcome)
            for row in last.values()
            for clause in row.decision["clauses"]
        ),
    )


def test_the_databases_counting_agrees_with_counting_by_hand(house):
    with house.database.read() as session:
        for merchants in (frozenset({"norrnet"}), frozenset({"norrnet", "itnet"})):
            for before, after in RANGES:
                since, until = house.now - timedelta(days=before), house.now - timedelta(days=after)
                found = supervision(session, SUSAN, MERCHANTS, merchants, since, until, house.now)
                counted = (
                    found.containment.part,
                    found.resolution.part,
                    found.resolution.whole,
                    dict(found.outcomes),
                    dict(found.clauses),
                )
                assert counted == by_hand(session, merchants, since, until)


def test_every_time_is_in_one_step_of_its_spread(house):
    with house.database.read() as session:
        since, until = house.now - timedelta(days=366), house.now + timedelta(days=1)
        found = supervision(session, SUSAN, MERCHANTS, SUSAN.merchants, since, until, house.now)
    for times in (found.first_answer, found.resolution_by_bot, found.resolution_with_person):
        assert times.count > CASES / 10
        assert sum(count for _, count in times.spread) == times.count
        assert times.median <= times.p90
    assert sum(each.count for each in found.first_answer_over_time) == found.first_answer.count
