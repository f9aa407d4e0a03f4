import pytest

from amends.db.session import Database
from tests.postgres import sqlite_url
from tests.web.stand_in import running
from tests.web_desk.browser import Watched, chromium
from tests.web_desk.house import PASSWORD, House

NO_PICTURE = b"\xff\xd8\xff\xd9"
"""A JPEG's beginning and end: evidence has its place on the page, and nothing to see."""


@pytest.fixture
def database(tmp_path):
    database = Database(sqlite_url(tmp_path))
    yield database
    database.close()


@pytest.fixture
def house(database):
    """Served, with people and no case yet."""
    with running() as rasa:
        house = House(database, rasa, picture=lambda _key, _part: NO_PICTURE)
        house.people()
        house.web.start()
        house.url = house.web.url
        yield house
        house.web.stop()


@pytest.fixture(scope="package")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def window(browser, house):
    """Opens a watched browser window; signed in where a name is given. At its end nothing forbidden happened."""
    windows = []

    def open_window(who=None, **looks):
        watched = Watched(browser, house.url, **looks)
        windows.append(watched)
        if who is not None:
            watched.enter(who, PASSWORD)
        return watched

    yield open_window
    for each in windows:
        assert each.all_faults() == []
        each.context.close()
