"""Both databases, and a desk on one in which people can be erased."""

import pytest

from amends.db.session import Database
from amends.evidence.store import FolderStore
from amends.privacy.leftovers import Leftovers
from amends.pseudonyms import Pseudonyms
from tests.desk_core.scene import Desk
from tests.postgres import database_url
from tests.privacy.scene import a_whole_story

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


@pytest.fixture
def evidence(tmp_path):
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def leftovers(database, evidence):
    return Leftovers(database, evidence)


@pytest.fixture
def story(desk, evidence):
    return a_whole_story(desk, evidence)
