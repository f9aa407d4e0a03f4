"""A PostgreSQL cluster of the tests' own, on loopback, and a fixture that runs a test on both databases."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from amends.db import migrate
from amends.db.session import Database
from tests.ports import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
TEMPLATE = "migrated"


def _as_postgres() -> dict[str, str]:
    """PostgreSQL refuses to run as root."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


@cache
def cluster() -> str:
    """The URL of a fresh cluster without a database name; started once a test run, stopped at its end."""
    if not PROGRAMS:
        message = "PostgreSQL is not installed: apt-get install -y postgresql"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    programs = PROGRAMS[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="amends-postgres-"))
    if os.geteuid() == 0:
        entry = pwd.getpwnam("postgres")
        os.chown(folder, entry.pw_uid, entry.pw_gid)

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **_as_postgres())

    data, port = str(folder / "data"), free_port()
    run(str(programs / "initdb"), "-D", data, "-U", "amends", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=80"
    run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")

    def stop() -> None:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql+psycopg://amends@127.0.0.1:{port}"


def create_database(template: str | None = None) -> str:
    """The URL of a new database; a copy of `template` where one is named."""
    name = f"t{uuid.uuid4().hex}" if template is not None else TEMPLATE
    engine = create_engine(f"{cluster()}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else "")))
    engine.dispose()
    return f"{cluster()}/{name}"


@cache
def postgres_template() -> str:
    migrate.upgrade(create_database())
    return TEMPLATE


@cache
def sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="amends-sqlite-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrate.upgrade(f"sqlite:///{folder}/template.db")
    return folder / "template.db"


def sqlite_url(folder: Path) -> str:
    """The URL of a migrated SQLite file in `folder`."""
    shutil.copy(sqlite_template(), folder / "amends.db")
    return f"sqlite:///{folder}/amends.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return create_database(postgres_template())


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()
