"""How long a search takes after some years: python -m benchmarks.desk.search [how many cases ...]

As measure.py measures, on SQLite and, where it is installed, PostgreSQL. Without numbers: 10,000 and 100,000 cases, of
which 1,000 are open.
"""

import sys
import time

from amends.db.session import Database
from benchmarks.desk.archive import fill
from benchmarks.desk.measure import databases, measure, supervisor
from tests.web.stand_in import running
from tests.web_desk.house import House
from web import logs


def main() -> None:
    logs.configure("ERROR")
    for cases in [int(each) for each in sys.argv[1:]] or [10_000, 100_000]:
        for url in databases():
            database = Database(url)
            sys.stdout.write(f"{database.engine.dialect.name}, {cases} cases\n")
            with running() as rasa:
                _measure(House(database, rasa), cases)
            database.close()


def _measure(house: House, cases: int) -> None:
    house.people()
    start = time.perf_counter()
    made = fill(house, cases)
    sys.stdout.write(f"  filled in {time.perf_counter() - start:.0f} s\n")
    step = len(made) // 60
    with supervisor(house) as http:
        measure(http, "queue", lambda _: "/desk")
        measure(http, "search, number", lambda n: f"/desk?q={made[n * step]}")
        measure(http, "search, order", lambda n: f"/desk?q=NN-{700_000 + n * step}")
        measure(http, "search, e-mail", lambda n: f"/desk?q=CUSTOMER{n * step}@example.com")
        measure(http, "search, note", lambda n: f"/desk?q=note+about+{made[n * step]}")
        measure(http, "search, in vain", lambda n: f"/desk?q=nobody+said+{made[n * step]}")
        measure(http, "search, rare word", lambda _: "/desk?q=terms+and+conditions")
        measure(http, "search, common word", lambda _: "/desk?q=money")
        measure(http, "search, every text", lambda _: "/desk?q=am-")
        measure(http, "search, two letters", lambda _: "/desk?q=am")


if __name__ == "__main__":
    main()
