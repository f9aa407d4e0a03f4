"""How long the queue takes where all cases are open: python -m benchmarks.desk.waiting [how many cases [URL]]

As measure.py measures, over copies of real cases (archive.py) that are open: a reply is awaited in each, some late
already; a third of them is a team's, every tenth presses, every other one has somebody. 10,000 without a number. The
counts of the tabs are kept while nothing happens: "after news" something has happened before each request.
"""

import sys
import time
from datetime import timedelta

from sqlalchemy import insert, select

from amends.db.session import Database
from amends.db.tables import CaseEntryRow, CaseRow, DeskCaseRow, ReplyTargetRow, TeamRow
from benchmarks.desk.archive import fill
from benchmarks.desk.measure import databases, measure, supervisor
from benchmarks.desk.year import let_the_database_count
from tests.web.stand_in import running
from tests.web_desk.house import House
from web import logs

CASES = 10_000


def main() -> None:
    logs.configure("ERROR")
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    for url in sys.argv[2:] or databases():
        database = Database(url)
        sys.stdout.write(f"{database.engine.dialect.name}, {cases} open cases with a reply awaited in each\n")
        with running() as rasa:
            _measure(House(database, rasa), cases)
        database.close()


def _measure(house: House, cases: int) -> None:
    house.people()
    start = time.perf_counter()
    fill(house, cases, cases)
    _await(house)
    let_the_database_count(house.database)
    sys.stdout.write(f"  filled in {time.perf_counter() - start:.0f} s\n")
    with supervisor(house) as http:
        measure(http, "queue", lambda _: "/desk")
        measure(http, "queue, after news", lambda _: _news(house, "/desk"))
        measure(http, "queue, page 10", lambda _: _news(house, "/desk?view=open&page=10"))
        measure(http, "rows, after news", lambda _: _news(house, "/desk/rows"))
        measure(http, "by reply", lambda _: _news(house, "/desk?view=open&sort=reply"))
        measure(http, "replies late", lambda _: _news(house, "/desk?view=open&reply=late"))
        measure(http, "most urgent", lambda _: _news(house, "/desk?view=open&sort=priority"))
        measure(http, "of one team", lambda _: _news(house, "/desk?view=open&team=1"))


def _news(house: House, path: str) -> str:
    """Something happens to a case before the page is asked for."""
    with house.database.begin() as session:
        session.add(CaseEntryRow(case_id=1, at=house.context.clock(), actor="ag_siri", kind="note", body={}))
    return path


def _await(house: House) -> None:
    now = house.context.clock()
    with house.database.begin() as session:
        team = TeamRow(merchant="norrnet", name="First line", changed_by="ag_siri", changed_at=now)
        session.add(team)
        session.flush()
        cases = session.execute(select(CaseRow.id, CaseRow.merchant).where(CaseRow.closed_at.is_(None))).all()
        session.execute(
            insert(DeskCaseRow),
            [
                {
                    "case_id": case, "reopened": 0, "priority": "normal" if n % 10 else "urgent",
                    "team_id": None if n % 3 else team.id, "assigned_to": f"ag_{n % 40}" if n % 2 else None,
                    "assigned_name": f"Agent {n % 40}" if n % 2 else None,
                }
                for n, (case, _) in enumerate(cases)
            ],
        )  # fmt: skip
        session.execute(
            insert(ReplyTargetRow),
            [
                {
                    "case_id": case, "merchant": merchant, "waits": "first", "begun_at": now, "minutes": 60,
                    "used": 0.0, "since": now, "due_at": now + timedelta(minutes=3 * n - 300), "missed": False,
                }
                for n, (case, merchant) in enumerate(cases)
            ],
        )  # fmt: skip


if __name__ == "__main__":
    main()
