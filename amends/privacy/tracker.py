"""What Rasa's tracker store has of a conversation: read for the person, removed when they are erased.

It is Rasa's database. Its table `events` has a row for each event, by `sender_id`, the id of the conversation.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    NullPool,
    column,
    create_engine,
    delete,
    event,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from amends.db.existing import is_there
from amends.errors import DatabaseUnavailable

_EVENTS = table("events", column("id"), column("sender_id"), column("data"))
WAIT_S = 5


class Tracker:
    """By the setting AMENDS_TRACKER_URL. A store that was never made holds nothing."""

    def __init__(self, url: str) -> None:
        plain = make_url(url)
        self._url = plain.set(drivername="postgresql+psycopg") if plain.get_backend_name() == "postgresql" else plain
        self._is_sqlite = plain.get_backend_name() == "sqlite"

    def events(self, conversation_id: str) -> list[dict[str, Any]]:
        """Everything that is stored of a conversation, oldest first. DatabaseUnavailable: try again."""
        with self._connection() as connection:
            if connection is None:
                return []
            rows = select(_EVENTS.c.data).where(_EVENTS.c.sender_id == conversation_id).order_by(_EVENTS.c.id)
            return [json.loads(data) for data in connection.scalars(rows)]

    def forget(self, conversation_ids: Iterable[str]) -> int:
        """Remove all of these conversations; how many events. Nothing of them stays in the file either."""
        with self._connection() as connection:
            if connection is None:
                return 0
            gone = sum(
                connection.execute(delete(_EVENTS).where(_EVENTS.c.sender_id == each)).rowcount
                for each in sorted(conversation_ids)
            )
            connection.commit()
            if self._is_sqlite:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            return gone

    @contextmanager
    def _connection(self) -> Iterator[Connection | None]:
        if not is_there(self._url.render_as_string(hide_password=False)):
            yield None
            return
        arguments = {"timeout": WAIT_S} if self._is_sqlite else {"connect_timeout": WAIT_S}
        engine = create_engine(self._url, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
        if self._is_sqlite:
            event.listen(engine, "connect", _overwrite)
        try:
            with engine.connect() as connection:
                yield connection if inspect(connection).has_table("events") else None
        except SQLAlchemyError as fault:
            raise DatabaseUnavailable(f"Rasa's tracker store did not answer: {type(fault).__name__}") from fault
        finally:
            engine.dispose()


def _overwrite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA secure_delete=ON")
