"""How long the queue and a case page take with many open cases: python -m benchmarks.desk.measure [cases [URL]]

Real HTTP against the real application on loopback, one client, on a database of its own; times in milliseconds.
1,000 cases unless told otherwise. Without the URL of a database: a SQLite file and, where it is installed, a PostgreSQL
cluster of its own.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx

from amends.accounts import sessions
from amends.conversations import log
from amends.db.session import Database
from amends.db.tables import AgentRow, CaseEntryRow, CaseRow, ConversationRow
from tests.postgres import PROGRAMS, create_database, postgres_template, sqlite_url
from tests.web.stand_in import running
from tests.web_desk.house import House, review_scenarios
from web import logs
from web.desk.guard import COOKIE

CASES = 1000
MESSAGES = 6
ROUNDS = 60


def main() -> None:
    logs.configure("ERROR")
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    for url in sys.argv[2:] or databases():
        database = Database(url)
        sys.stdout.write(f"{database.engine.dialect.name}, {cases} open cases\n")
        with running() as rasa:
            _measure(House(database, rasa), cases)
        database.close()


def databases() -> list[str]:
    """Migrated and empty: a SQLite file, and a PostgreSQL database where that is installed."""
    return [sqlite_url(Path(tempfile.mkdtemp())), *([create_database(postgres_template())] if PROGRAMS else [])]


def _measure(house: House, cases: int) -> None:
    house.people()
    scenarios = review_scenarios()
    made = []
    for number in range(cases):
        case, chat = house.review(scenarios[number % len(scenarios)], due=timedelta(minutes=5 * number - 600))
        for each in range(MESSAGES - 3):
            house.says(chat, f"Message {each}: when do I get my money back? {case}")
        made.append(case)
    _annotate(house)
    with supervisor(house) as http:
        measure(http, "queue", lambda _: "/desk")
        measure(http, "queue, page 10", lambda _: "/desk?view=open&page=10")
        measure(http, "rows alone", lambda _: "/desk/rows")
        measure(http, "search, number", lambda n: f"/desk?q={made[n]}")
        measure(http, "search, words", lambda n: f"/desk?q=money+back%3F+{made[n]}")
        measure(http, "search, note", lambda n: f"/desk?q=note+about+{made[n]}")
        measure(http, "search, in vain", lambda n: f"/desk?q=nobody+said+{made[n]}")
        measure(http, "case page", lambda n: f"/desk/cases/{made[n]}")
        measure(http, "supervision", lambda _: "/desk/supervision")


def _annotate(house: House) -> None:
    """An answer and a note of a person in each case."""
    now = house.context.clock()
    with house.database.begin() as session:
        for case in session.query(CaseRow):
            chat = session.get_one(ConversationRow, case.conversation_id)
            log.append(
                session, chat, kind="reply", author="agent", body={"text": f"It is paid: {case.number}"}, now=now
            )
            body = {"name": "Siri Dahl", "text": f"A note about {case.number}"}
            session.add(CaseEntryRow(case_id=case.id, at=now, actor="ag_siri", kind="note", body=body))


@contextmanager
def supervisor(house: House) -> Iterator[httpx.Client]:
    """The house served, and the requests of a person who is signed in."""
    house.web.start()
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email="siri@example.com").one()
        token = sessions.begin(session, agent.id, house.context.clock())
    with httpx.Client(
        base_url=house.web.url, headers={"Cookie": f"{COOKIE}={token}"}, trust_env=False, timeout=60
    ) as http:
        yield http
    house.web.stop()


def measure(http: httpx.Client, name: str, path: Callable[[int], str]) -> None:
    """The page's times, as one line of the report. `path` is the address of each round; what it does is not timed."""
    taken = []
    for number in range(ROUNDS):
        address = path(number)
        start = time.perf_counter()
        answer = http.get(address)
        taken.append((time.perf_counter() - start) * 1000)
        answer.raise_for_status()
        assert answer.status_code == 200
    taken = sorted(taken[3:])
    sys.stdout.write(f"  {name:22} p50 {taken[len(taken) // 2]:6.1f}  p95 {taken[int(len(taken) * 0.95)]:6.1f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
