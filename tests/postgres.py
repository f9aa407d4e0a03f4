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
from sqlalchemy import Engine, create_engine, text

from amends.db import migrate
from amends.db.session import Database
from tests.ports import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
TEMPLATE = "migrated"
STRATEGIES_SINCE = 150_000
UNSAFE = "-c fsync=off -c full_page_writes=off -c autovacuum=off -c max_wal_size=128MB"
"""What is here need not outlive a power cut, nor a day."""


def as_postgres() -> dict[str, str]:
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
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **as_postgres())

    data, port = str(folder / "data"), free_port()
    run(str(programs / "initdb"), "-D", data, "-U", "amends", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c max_connections=80 {UNSAFE}"
    run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")

    def stop() -> None:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql+psycopg://amends@127.0.0.1:{port}"


def create_database(template: str | None = None) -> str:
    """The URL of a new database; a copy of `template` where one is named."""
    name = f"t{uuid.uuid4().hex}" if template is not None else TEMPLATE
    _told(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}" {_by_file()}' if template else ""))
    return f"{cluster()}/{name}"


@cache
def _by_file() -> str:
    """Copying files takes half the time of writing all pages to the log, as PostgreSQL does by itself since it can."""
    with _keeper().connect() as connection:
        version = connection.scalar(text("SELECT current_setting('server_version_num')::int"))
    return "STRATEGY FILE_COPY" if version >= STRATEGIES_SINCE else ""


def drop_database(url: str) -> None:
    """Hundreds of them would fill the disk."""
    _told(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')


def _told(statement: str) -> None:
    with _keeper().connect() as connection:
        connection.execute(text(statement))


def told(url: str, *statements: str) -> None:
    """By the owner of that database, each by itself."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for each in statements:
            connection.execute(text(each))
    engine.dispose()


@cache
def _keeper() -> Engine:
    """What makes databases and drops them."""
    return create_engine(f"{cluster()}/postgres", isolation_level="AUTOCOMMIT")


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


class User:
    """Somebody who may use a database, and does not own it. `url` is the database's for them."""

    def __init__(self, of: str) -> None:
        self._of = of
        self.name = f"u{uuid.uuid4().hex}"
        self.url = of.replace("//amends@", f"//{self.name}@")
        told(of, f"CREATE ROLE {self.name} LOGIN")
        self.give("ALL TABLES IN SCHEMA public")
        self.give("ALL SEQUENCES IN SCHEMA public")

    def give(self, what: str) -> None:
        told(self._of, f"GRANT ALL ON {what} TO {self.name}")

    def take(self, what: str) -> None:
        told(self._of, f"REVOKE ALL ON {what} FROM {self.name}")

    def remove(self) -> None:
        told(self._of, f"DROP OWNED BY {self.name}", f"DROP ROLE {self.name}")


@pytest.fixture
def user():
    """Of a migrated PostgreSQL database."""
    url = create_database(postgres_template())
    user = User(url)
    yield user
    user.remove()
    drop_database(url)


BOTH = ("sqlite", "postgresql")
SQLITE_IS_ENOUGH = (
    "tests/accounts/test_demo.py", "tests/accounts/test_totp.py", "tests/accounts/test_user_command.py",
    "tests/backup/test_set_aside.py",
    "tests/desk_core/decisions/test_rights.py", "tests/desk_core/test_case_actions.py",
    "tests/desk_core/test_handover.py", "tests/desk_core/test_identifying.py", "tests/desk_core/test_information.py",
    "tests/desk_core/test_permissions.py", "tests/desk_core/test_satisfaction.py", "tests/desk_core/test_timeline.py",
    "tests/evidence/test_contradictions.py", "tests/evidence/test_in_claim.py",
    "tests/helpdesks/test_reply_text.py", "tests/messages/test_mail.py", "tests/messages/test_threads.py",
    "tests/verification/test_command.py", "tests/withdrawals/test_statement.py",
)  # fmt: skip
"""Files about rules and words, whose statements other files run on both databases (decision 0098)."""


def databases_for(file: str) -> tuple[str, ...]:
    """On which databases the tests of `tests/<folder>/<file>` run: on both, unless the table above excepts them."""
    return BOTH[:1] if file in SQLITE_IS_ENOUGH else BOTH


@pytest.fixture
def database_url(request, tmp_path):
    """Parametrized by tests/conftest.py."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    url = create_database(postgres_template())
    yield url
    drop_database(url)


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()
