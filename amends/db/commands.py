"""`amends db`: bring the database to the newest schema, say where it is, draft the next step."""

import argparse
import sys
from typing import Any


def register(subparsers: Any) -> None:
    """Add `amends db` to the command line."""
    parser = subparsers.add_parser("db", help="the database's schema")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, text, run in (
        ("upgrade", "bring the database to the newest schema", _upgrade),
        ("current", "print the database's revision and the newest", _current),
        ("draft", "write the next migration from the tables (for developers)", _draft),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("--url", help="SQLAlchemy URL; default: the setting AMENDS_DATABASE_URL")
        if name == "draft":
            action.add_argument("message", help="what changes, in a few words")
        action.set_defaults(run=run)


def _upgrade(arguments: argparse.Namespace) -> int:
    from amends.db import migrate  # noqa: PLC0415  # `amends decide` must not wait for SQLAlchemy

    url = _url(arguments)
    before = migrate.current(url)
    migrate.upgrade(url)
    sys.stdout.write(f"database: {before or 'empty'} -> {migrate.head()}\n")
    return 0


def _current(arguments: argparse.Namespace) -> int:
    """Exit code 1 where the database is not at the newest schema."""
    from amends.db import migrate  # noqa: PLC0415

    present = migrate.current(_url(arguments))
    sys.stdout.write(f"database: {present or 'empty'}, newest: {migrate.head()}\n")
    return 0 if present == migrate.head() else 1


def _draft(arguments: argparse.Namespace) -> int:
    from amends.db import migrate  # noqa: PLC0415

    migrate.draft(_url(arguments), arguments.message)
    return 0


def _url(arguments: argparse.Namespace) -> str:
    from amends import settings  # noqa: PLC0415
    from amends.db.existing import is_there  # noqa: PLC0415

    url: str = arguments.url or settings.load().database_url
    is_there(url)  # or what is no address at all would end in a traceback
    return url
