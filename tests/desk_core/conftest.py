"""Both databases, and a desk on them."""

import pytest

from tests.desk_core.scene import Desk
from tests.postgres import database, database_url

__all__ = ["database", "database_url"]


@pytest.fixture
def desk(database):
    return Desk(database)
