"""Both databases, and a house in which everything is as it should be."""

import pytest

from tests.postgres import database, database_url
from tests.verification.house import House

__all__ = ["database", "database_url"]


@pytest.fixture
def house(database, tmp_path):
    """Two customers who were served, one by the bot and one by a person, and one who only said hello."""
    made = House(database, tmp_path)
    made.live()
    return made
