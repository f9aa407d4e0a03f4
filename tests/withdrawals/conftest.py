"""Both databases, and a shop on them."""

import pytest

from tests.postgres import database, database_url
from tests.withdrawals.scene import Scene

__all__ = ["database", "database_url"]


@pytest.fixture
def scene(database):
    return Scene(database)
