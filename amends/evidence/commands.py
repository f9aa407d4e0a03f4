"""`amends evidence`: what is done with all of the customers' pictures at once."""

import argparse
import sys
from typing import Any


def register(subparsers: Any) -> None:
    """Add `amends evidence` to the command line."""
    evidence = subparsers.add_parser("evidence", help="customers' pictures: encrypt them under the key that is set")
    commands = evidence.add_subparsers(required=True, metavar="command")
    reseal = commands.add_parser("reseal", help="encrypt all of them under AMENDS_EVIDENCE_KEY as it is now")
    reseal.description = (
        "While everything runs, and as often as wanted. What cannot be opened is named and stays as it is."
    )
    reseal.set_defaults(run=_reseal)


def _reseal(_arguments: argparse.Namespace) -> int:
    """Exit code 1 where pictures could not be opened."""
    from amends import settings  # noqa: PLC0415  # `amends decide` must not wait for any of this
    from amends.db import migrate  # noqa: PLC0415
    from amends.db.session import Database  # noqa: PLC0415
    from amends.errors import SettingError  # noqa: PLC0415
    from amends.evidence.resealing import reseal  # noqa: PLC0415
    from amends.evidence.sealed_store import store_of  # noqa: PLC0415

    chosen = settings.load()
    if chosen.evidence_key is None:
        raise SettingError("AMENDS_EVIDENCE_KEY is not set: there is nothing to encrypt with.")
    migrate.require_newest(chosen.database_url)
    database = Database(chosen.database_url)
    try:
        done = reseal(database, store_of(chosen))
    finally:
        database.close()
    for each in done.unopened:
        sys.stdout.write(f"left as it is: {each}\n")
    sys.stdout.write(f"{done.anew} pictures are encrypted anew, {done.before} were before\n")
    return 1 if done.unopened else 0
