"""Both databases, for the tests of this folder."""

from tests.postgres import database, database_url

__all__ = ["database", "database_url"]
