"""A shop's database with a chat, its picture and an entry in the audit log, and where a backup may come back to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from amends.audit import verify
from amends.audit.log import append
from amends.conversations import conversation, files
from amends.db.conversation_tables import ConversationRow
from amends.db.session import Database
from amends.evidence.intake import Accepted, Page
from amends.evidence.store import FolderStore, Store
from amends.random_ids import random_id
from tests.postgres import create_database, database, database_url

__all__ = ["database", "database_url"]

NOW = datetime(2026, 11, 30, 8, 7, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def key(database: Database, store: Store) -> str:
    """The folder of the one file that the database names."""
    key = random_id()
    for part in ("thumb", "1"):
        store.put(f"{key}/{part}.jpg", f"picture {part}".encode())
    accepted = Accepted(key, "a.jpg", "picture", "image/jpeg", 9, "0" * 64, (Page(1, 1, 9, "0" * 64),))
    with database.begin() as session:
        talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=NOW)
        append(session, merchant="norrnet", actor="ag_1", action="note", subject="AM-1", body={}, now=NOW)
        row = session.get_one(ConversationRow, talk.id)
        files.keep(session, row, accepted, client_id=key, now=NOW, per_hour=99, read=False)
    return key


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> str:
    """The URL of an empty database of the same kind."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/elsewhere/amends.db"
    return create_database("template1")


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def talks(url: str) -> tuple[int | None, list[tuple[str, int]]]:
    """How many conversations there are, and where each audit log ends."""
    database = Database(url)
    with database.read() as session:
        found = session.scalar(select(func.count()).select_from(ConversationRow))
        heads = [(head.merchant, head.count) for head in verify.heads(session)]
    database.close()
    return found, heads
