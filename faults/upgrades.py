"""An upgrade of the schema, killed at every statement and started again: by SIGKILL, in a process of its own."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from amends.db import migrate
from amends.db.session import Database
from tests import postgres
from tests.verification.house import House

PRELOADED = "faults.upgrades"
QUESTIONS = ("SELECT", "PRAGMA")
"""Statements before which nothing has changed since the one before."""


class Killed:
    """One step of the schema, on a database with what two customers left in it. `kills` counts, `found` are what was
    not as it should be. Needs no system; PostgreSQL where `kind` says so."""

    def __init__(self, kind: str, step: str) -> None:
        self.kind, self.step = kind, step
        self.kills = 0
        self.found: list[str] = []

    def run(self) -> None:
        """At each of its statements that changes something, and before the commit that ends it."""
        with ExitStack() as stack:
            before = stack.enter_context(_copy(self.kind, _house(self.kind)))
            migrate.downgrade(before, _before(self.step))
            reference = stack.enter_context(_copy(self.kind, before))
            work = stack.enter_context(_copy(self.kind, before))
            statements = _told(reference, self.step)
            at_first, in_the_end = contents(before), contents(reference)
            changing = [at for at, each in enumerate(statements, 1) if not each.lstrip().upper().startswith(QUESTIONS)]
            for statement in (*changing, len(statements) + 1):
                self._kill(work, statement)
                if contents(work) != at_first:
                    self.found.append(f"Killed at statement {statement} of {len(statements)}, it left a part behind.")
            migrate.upgrade(work, self.step)
            if contents(work) != in_the_end:
                self.found.append("Started again, it came to something else than without the kills.")
            migrate.upgrade(work)
            if migrate.differences(work):
                self.found.append("Brought to the newest schema, it differs from the tables.")

    def _kill(self, url: str, statement: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([PRELOADED])
        process = context.Process(target=upgrade_until, args=(url, self.step, statement))
        process.start()
        process.join()
        if process.exitcode != -signal.SIGKILL:
            self.found.append(f"At statement {statement} it ended with {process.exitcode} and was not killed.")
        self.kills += 1


def upgrade_until(url: str, step: str, statement: int) -> None:
    """In a process that does not outlive it: SIGKILL right before that statement, or before the commit."""
    told = 0

    def next_one(*_: Any) -> None:
        nonlocal told
        told += 1
        if told == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", next_one)
    event.listen(Engine, "commit", lambda _connection: os.kill(os.getpid(), signal.SIGKILL))
    migrate.upgrade(url, step)


def contents(url: str) -> list[str]:
    """The schema and every row, line by line. In which order a table was told its constraints does not matter."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            lines = [line for statement in connection.iterdump() for line in statement.splitlines()]
        finally:
            connection.close()
    else:
        dump = postgres.PROGRAMS[-1].with_name("pg_dump")
        plain = url.replace("postgresql+psycopg", "postgresql")
        told = subprocess.run([str(dump), plain], check=True, capture_output=True, text=True).stdout  # noqa: S603
        lines = [line for line in told.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    return sorted(line.strip().rstrip(",") for line in lines)


def _told(url: str, step: str) -> list[str]:
    """The statements of an upgrade to that step, which is done."""
    told: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        migrate.upgrade(url, step)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return told


@cache
def _house(kind: str) -> str:
    """The URL of a database of the newest schema in which something happened. It stays until the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="amends-upgrades-"))
    url = postgres.sqlite_url(folder) if kind == "sqlite" else postgres.create_database(postgres.postgres_template())
    database = Database(url)
    House(database, folder).live()  # type: ignore[no-untyped-call]  # a scene of the tests
    database.close()
    return url


@contextmanager
def _copy(kind: str, url: str) -> Iterator[str]:
    """The URL of a copy."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="amends-upgrades-") as folder:
            shutil.copy(url.removeprefix("sqlite:///"), f"{folder}/amends.db")
            yield f"sqlite:///{folder}/amends.db"
        return
    copy = postgres.create_database(url.rpartition("/")[2])
    try:
        yield copy
    finally:
        postgres.drop_database(copy)


def _before(step: str) -> str:
    steps = migrate.steps()
    at = steps.index(step)
    return steps[at - 1] if at else "base"
