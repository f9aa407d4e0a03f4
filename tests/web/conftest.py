from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.db.session import Database
from amends.db.tables import Base
from tests.web.server import Customer, Web
from tests.web.stand_in import StandInRasa, running


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/amends.db")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def rasa() -> Iterator[StandInRasa]:
    with running() as rasa:
        yield rasa


@pytest.fixture
def web(database: Database, rasa: StandInRasa) -> Iterator[Web]:
    web = Web(database, rasa).start()
    yield web
    web.stop()


@pytest.fixture
def customer(web: Web) -> Customer:
    return Customer(web.url)
