"""Both databases, and a desk on one in which people can be erased."""

import pytest

from amends.db.session import Database
from amends.pseudonyms import Pseudonyms
from tests.desk_core.scene import Desk
from tests.postgres import database_url

__all__ = ["database_url"]

PSEUDONYMS = Pseudonyms(lambda: "a secret of the tests, 32 letters long")


@pytest.fixture
def database(database_url):
    database = Database(database_url, PSEUDONYMS)
    yield database
    database.close()


@pytest.fixture
def desk(database):
    return Desk(database)
