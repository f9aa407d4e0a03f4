"""One way to the database: a write transaction, or a read. SQLite by default, PostgreSQL to scale.

A write transaction is serialised on SQLite (BEGIN IMMEDIATE; write_queue.py has the order) and READ COMMITTED with row
locks on PostgreSQL.
Every failure of the database itself becomes `DatabaseUnavailable`, a right that was taken away and a damaged file among
them; broken constraints stay SQLAlchemy's `IntegrityError`, for whoever wrote the row to read, and so does a value that
no column takes (`DataError`).
"""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy import exc as sql
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.orm import Session

from amends.db import erased
from amends.db.write_queue import WriteQueue, begin_writing
from amends.errors import DatabaseUnavailable
from amends.pseudonyms import NOBODY, Pseudonyms

BUSY_TIMEOUT_MS = 5000
QUEUE_TIMEOUT_S = 10.0
"""How long a writer waits for others of its own process, each of which is done within moments."""
CONNECT_TIMEOUT_S = 3
POOL_TIMEOUT_S = 5
UNAVAILABLE = (
    sql.OperationalError, sql.InterfaceError, sql.InternalError, sql.TimeoutError, sql.ProgrammingError,
    sql.NotSupportedError,
)  # fmt: skip
SPOILT = frozenset({
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PERM,
})  # fmt: skip
"""Errors after which a connection of SQLite is not used again. Above all one that was opened while the file could not
be written: it stays read-only for as long as it lives, and a pool would keep it."""


class Database:
    """A database by its SQLAlchemy URL. Thread-safe; open no connection before a fork. `pseudonyms` are what people
    who were erased stand under in it."""

    def __init__(self, url: str, pseudonyms: Pseudonyms = NOBODY) -> None:
        self.url = make_url(url)
        self.pseudonyms = pseudonyms
        self.engine = _engine(self.url)
        self._readers = self.engine.execution_options(amends_read=True)
        self._queue = WriteQueue(QUEUE_TIMEOUT_S) if self.url.get_backend_name() == "sqlite" else None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One write transaction: committed at the end of the block, rolled back by any exception in it."""
        with (
            _mapped(),
            self._writing(),
            Session(self.engine, expire_on_commit=False, info=self._info()) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent look. What is changed in it is thrown away."""
        reader = Session(self._readers, expire_on_commit=False, autoflush=False, info=self._info())
        with _mapped(), reader as session:
            yield session

    def check(self) -> None:
        """DatabaseUnavailable where it does not answer."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def _info(self) -> dict[Any, Any]:
        return {erased.KEY: self.pseudonyms}

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection, outside of any transaction, while nobody else of this process writes: for what the
        database does to its file as a whole."""
        with _mapped(), self._writing():
            raw = self.engine.raw_connection()
            try:
                yield raw.driver_connection  # type: ignore[misc]  # SQLite's own
            except sqlite3.Error as fault:
                raise sql.OperationalError("the whole file", None, fault, hide_parameters=True) from fault
            finally:
                raw.close()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def _writing(self) -> AbstractContextManager[None]:
        return nullcontext() if self._queue is None else self._queue.turn()


class OneTransaction(Database):
    """The same database for one piece of work: within `whole`, every `begin` and `read` is part of one transaction,
    which commits at its end or leaves nothing behind. A `begin` that fails inside takes back what it did alone.

    What was read by its key stays at hand, and is read again only to lock it. For one thread. Whatever is waited for
    (an order system above all) is waited for before `whole` begins: on SQLite it keeps every other writer waiting.
    """

    def __init__(self, database: Database) -> None:
        self.url, self.engine, self._readers = database.url, database.engine, database._readers
        self._queue, self.pseudonyms = database._queue, database.pseudonyms
        self._session: Session | None = None

    @contextmanager
    def whole(self) -> Iterator[Session]:
        """The one transaction."""
        with super().begin() as session:
            self._session = session
            at_hand: list[object] = []  # a session itself forgets what nobody holds
            event.listen(session, "loaded_as_persistent", lambda _, row: at_hand.append(row))
            event.listen(session, "pending_to_persistent", lambda _, row: at_hand.append(row))
            try:
                yield session
            finally:
                self._session = None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A part of it that stands or falls by itself; before and after it, a transaction as everywhere."""
        if self._session is None:
            with super().begin() as session:
                yield session
        else:
            with self._session.begin_nested():
                yield self._session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """What the transaction sees, its own changes among it."""
        if self._session is None:
            with super().read() as session:
                yield session
        else:
            self._session.flush()
            yield self._session


@contextmanager
def _mapped() -> Iterator[None]:
    try:
        yield
    except UNAVAILABLE as fault:
        raise _unavailable(fault) from fault
    except sql.DatabaseError as fault:
        # The driver's own word for a damaged file. One that never was a database is for amends/db/migrate.py to say.
        if type(fault) is not sql.DatabaseError or getattr(fault.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            raise
        raise _unavailable(fault) from fault


def _unavailable(fault: sql.SQLAlchemyError) -> DatabaseUnavailable:
    reason = str(getattr(fault, "orig", None) or fault).strip().splitlines()[0]
    return DatabaseUnavailable(f"the database did not answer: {reason}")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    settings = f"-c statement_timeout={BUSY_TIMEOUT_MS} -c lock_timeout={BUSY_TIMEOUT_MS}"
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=POOL_TIMEOUT_S,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "options": f"{settings} -c idle_in_transaction_session_timeout=30000 -c timezone=UTC",
        },
    )


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    patience = {"timeout": BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, hide_parameters=True, pool_timeout=POOL_TIMEOUT_S, connect_args=patience)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _note_spoilt)
    return engine


def _is_spoilt(fault: BaseException | None) -> bool:
    # The first byte is the kind: behind it stands why.
    return isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", 0) & 0xFF in SPOILT


def _note_spoilt(context: ExceptionContext) -> None:
    """SQLAlchemy then closes the connection, and every other that its pool holds."""
    if _is_spoilt(context.original_exception):
        context.is_disconnect = True


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """WAL lets readers and the writer work at once; FULL makes a commit outlive a power cut; what is deleted is
    overwritten. What customers write is
    for this user alone to read; SQLite makes the files beside it as it finds this one."""
    for _number, _name, file in connection.execute("PRAGMA database_list"):
        for part in ("", "-wal", "-shm") if file else ():
            _keep_private(Path(file + part))
    connection.isolation_level = None  # or the driver would begin transactions of its own
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _keep_private(file: Path) -> None:
    with suppress(FileNotFoundError, PermissionError):  # not there; somebody else's, who decides who may read it
        mode = stat.S_IMODE(file.stat().st_mode)
        if mode & 0o077:
            file.chmod(mode & ~0o077)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("amends_read", False):
        connection.exec_driver_sql("BEGIN")
        return
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]  # SQLite's own
    try:
        begin_writing(driver, BUSY_TIMEOUT_MS / 1000)
    except sqlite3.Error as fault:
        if _is_spoilt(fault):
            connection.invalidate(fault)
            connection.engine.dispose()
        raise sql.OperationalError("BEGIN IMMEDIATE", None, fault, hide_parameters=True) from fault
