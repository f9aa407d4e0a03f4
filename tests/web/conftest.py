from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amends.conversations import delivery
from amends.db.session import Database
from tests.postgres import sqlite_url
from tests.web.server import LATE_AFTER_S, Customer, Web
from tests.web.stand_in import StandInRasa, running


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(sqlite_url(tmp_path))
    yield database
    database.close()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the clock that a test puts forward makes a delay: on a busy machine an answer may take its five seconds."""
    monkeypatch.setattr(delivery, "TELL_DELAY_AFTER", timedelta(seconds=LATE_AFTER_S))


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
