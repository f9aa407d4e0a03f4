"""A database that is there already. What only reads must not make an empty one of a mistyped path."""

from pathlib import Path

from sqlalchemy import exc as sql
from sqlalchemy import inspect, make_url

from amends.db.session import Database
from amends.errors import SettingError

_UPGRADE = "Correct the setting AMENDS_DATABASE_URL or --url; for a new database, run `amends db upgrade`."


def open_existing(url: str) -> Database:
    """SettingError where there is none, or one without our tables; nothing is made then."""
    if not is_there(url):
        raise SettingError(f"there is no database at {make_url(url).database}. {_UPGRADE}")
    database = Database(url)
    try:
        with database.read() as session:
            ours = inspect(session.connection()).has_table("alembic_version")
    except sql.DatabaseError as fault:  # a file of another kind; what the database itself fails at is mapped already
        raise SettingError(f"{database.url.database} is not a database. {_UPGRADE}") from fault
    if not ours:
        database.close()
        raise SettingError(f"the database {database.url.database} has no tables of ours. {_UPGRADE}")
    return database


def is_there(url: str) -> bool:
    """False only for a file of SQLite that does not exist. SettingError where `url` is no address of a database."""
    try:
        address = make_url(url)
    except sql.ArgumentError as fault:
        example = "Write it as sqlite:///var/amends.db or postgresql+psycopg://user@host/name."
        raise SettingError(
            f"What AMENDS_DATABASE_URL or --url has is not the address of a database. {example}"
        ) from fault
    name = address.database
    in_a_file = address.get_backend_name() == "sqlite" and bool(name) and name != ":memory:"
    return not in_a_file or Path(str(name)).is_file()
