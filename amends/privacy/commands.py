"""`amends export-person` and `amends erase-person`: a copy of all that is known of one customer, and its erasure."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amends.privacy.leftovers import Leftovers
    from amends.privacy.person import Person
    from amends.settings import Settings


def register(subparsers: Any) -> None:
    """Add both to the command line."""
    export = subparsers.add_parser("export-person", help="a copy of a customer's data, for them (docs/privacy.md)")
    _whose(export)
    export.add_argument("--output", type=Path, required=True, help="a new file that ends in .zip, or a new folder")
    export.add_argument(
        "--unproven",
        action="store_true",
        help="also where their address was only typed: it may have been somebody else",
    )
    export.set_defaults(run=_export)
    erase = subparsers.add_parser("erase-person", help="erase a customer's data; shows first what goes and what stays")
    _whose(erase)
    erase.add_argument("--dry-run", action="store_true", help="only show it")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    erase.add_argument("--also-open", action="store_true", help="close cases that are open, and erase them too")
    erase.add_argument("--by", default=None, help="who does it, for the audit log; default: this machine's user")
    erase.set_defaults(run=_erase)


def _whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="the customer's e-mail address")
    parser.add_argument("--merchant", help="only there; default: at all merchants")
    parser.add_argument("--order", help="also what names this order and was matched with nobody")


def _export(given: argparse.Namespace) -> int:
    from amends.errors import CannotBeDone  # noqa: PLC0415 - other commands must not wait for it
    from amends.privacy.export import copy_of  # noqa: PLC0415

    chosen, person = _start(given)
    left = _leftovers(chosen, make=False)
    copied = copy_of(left.database, left.store, person, unproven=given.unproven)
    for sentence in copied.left_out:
        sys.stdout.write(f"left out: {sentence}\n")
    if not copied.files:
        sys.stdout.write("Nothing is known of them here.\n")
        return 1
    try:
        copied.write(given.output)
    except FileExistsError:
        raise CannotBeDone(
            f"{given.output} is there already. Nothing was written; name a new file or folder."
        ) from None
    except OSError as fault:
        raise CannotBeDone(f"{given.output} could not be written: {fault.strerror}.") from fault
    sys.stdout.write(f"{given.output}: {len(copied.files)} files. Read them before you send them.\n")
    return 0


def _erase(given: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415
    from amends.errors import AmendsError  # noqa: PLC0415
    from amends.privacy import erasing, telling  # noqa: PLC0415

    chosen, person = _start(given)
    left = _leftovers(chosen, make=not given.dry_run)
    with left.database.read() as session:
        planned = erasing.plan(session, person)
        sys.stdout.write(telling.plan(session, planned))
    sentence = planned.in_the_way.sentence(also_open=given.also_open)
    if sentence is not None:
        sys.stderr.write(f"amends: {sentence}\n")
        return 2
    if given.dry_run:
        return 0
    if planned.found and not given.yes and not _agreed(person.email):
        sys.stderr.write("amends: nothing was erased.\n")
        return 2
    by = given.by or _user()
    done = erasing.erase(left.database, person, by=by, now=clock.now(), also_open=given.also_open)
    if planned.found:
        sys.stdout.write(f"Erased in the database; stands there as {done.pseudonym}.\n")
    try:
        left.remove_all(clock.now())
    except AmendsError as fault:
        sys.stdout.write(f"Files and Rasa's events are not all removed yet: {fault}. A worker goes on with it.\n")
        return 1
    sys.stdout.write("Files and Rasa's events are removed.\n")
    if (remains := left.overwrite()) is not None:
        sys.stdout.write(f"{remains}\n")
        return 1
    return 0


def _start(given: argparse.Namespace) -> "tuple[Settings, Person]":
    from amends import settings  # noqa: PLC0415
    from amends.addresses import to_send  # noqa: PLC0415
    from amends.errors import CannotBeDone  # noqa: PLC0415
    from amends.privacy.person import Person  # noqa: PLC0415

    try:
        to_send(given.email)
    except ValueError:
        raise CannotBeDone(f"{given.email} is not an e-mail address. Write it as the customer did.") from None
    return settings.load(), Person(given.email.strip(), given.merchant, given.order)


def _leftovers(chosen: "Settings", *, make: bool) -> "Leftovers":
    """With the parts that the settings name. SettingError where there is no database, or one of another release."""
    from amends.bootstrap import pseudonyms_of  # noqa: PLC0415
    from amends.db import migrate  # noqa: PLC0415
    from amends.db.session import Database  # noqa: PLC0415
    from amends.evidence.sealed_store import store_of  # noqa: PLC0415
    from amends.privacy.leftovers import Leftovers  # noqa: PLC0415

    migrate.require_newest(chosen.database_url)
    database = Database(chosen.database_url, pseudonyms_of(chosen, make=make))
    return Leftovers(database, store_of(chosen))


def _user() -> str:
    """Whoever is signed in on this machine."""
    from amends.errors import CannotBeDone  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # in a container, users may have no names
        raise CannotBeDone("This machine does not know who you are. Nothing was changed; add --by NAME.") from None


def _agreed(email: str) -> bool:
    """The address once more, typed by a person."""
    if not sys.stdin.isatty():
        sys.stderr.write("amends: add --yes, or run this where you can be asked.\n")
        return False
    return input(f"This cannot be taken back. Type {email} to go on: ").strip() == email
