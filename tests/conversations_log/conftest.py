from datetime import UTC, datetime

import pytest

from amends.conversations import conversation
from amends.db.session import Database
from tests.postgres import database, database_url

__all__ = ["database", "database_url"]

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)


@pytest.fixture
def opened(database: Database) -> str:
    """The id of a conversation."""
    with database.begin() as session:
        row, _ = conversation.create(session, merchant="norrnet", language="nl", channel="web", now=NOW)
        return row.id
