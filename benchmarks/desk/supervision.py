"""How long supervision takes over a year of cases: python -m benchmarks.desk.supervision [how many cases ...]

As measure.py measures, on SQLite and, where it is installed, PostgreSQL. Without numbers: 1,000 and 10,000 cases.
"""

import sys
from datetime import timedelta

from amends.db.session import Database
from benchmarks.desk.measure import databases, measure, supervisor
from benchmarks.desk.year import DAYS, fill
from tests.web.stand_in import running
from tests.web_desk.house import House
from web import logs


def main() -> None:
    logs.configure("ERROR")
    for cases in [int(each) for each in sys.argv[1:]] or [1_000, 10_000]:
        for url in databases():
            database = Database(url)
            sys.stdout.write(f"{database.engine.dialect.name}, {cases} cases over a year\n")
            with running() as rasa:
                _measure(House(database, rasa), cases)
            database.close()


def _measure(house: House, cases: int) -> None:
    house.people()
    fill(house, cases)
    year = (house.now - timedelta(days=DAYS)).date().isoformat()
    with supervisor(house) as http:
        measure(http, "30 days", lambda _: "/desk/supervision")
        measure(http, "the year", lambda _: f"/desk/supervision?since={year}")
        measure(http, "the year, one merchant", lambda _: f"/desk/supervision?since={year}&merchant=norrnet")


if __name__ == "__main__":
    main()
