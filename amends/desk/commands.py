"""`amends desk`: who may work there (amends/accounts/commands.py), and the sentences filed for the training data."""

import argparse
import sys
from datetime import UTC, date, datetime, time
from typing import Any

from amends.accounts import commands as accounts


def register(subparsers: Any) -> None:
    """Add `amends desk` to the command line."""
    desk = subparsers.add_parser("desk", help="the support desk").add_subparsers(required=True, metavar="what")
    accounts.register(desk)
    sentences = desk.add_parser(
        "sentences",
        help="print the sentences filed for the training data",
        description="Prints them as Rasa NLU YAML, by intent and language, for a person to review. Personal data are "
        "replaced where they are recognised: e-mail addresses, links, order, case and other long numbers; not names.",
    )
    sentences.add_argument("--merchant", action="append", help="of this one only; repeat for more. Default: all")
    sentences.add_argument("--language", help="in this language only, such as nb. Default: all")
    sentences.add_argument("--since", type=_day, metavar="DAY", help="filed on this day (UTC) or later")
    sentences.set_defaults(run=_sentences)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day. Write it as 2026-11-24.") from None


def _sentences(arguments: argparse.Namespace) -> int:
    from amends import settings  # noqa: PLC0415 - other commands must not wait for SQLAlchemy
    from amends.db.existing import open_existing  # noqa: PLC0415
    from amends.desk.unrecognised import intents, kept  # noqa: PLC0415
    from amends.desk.unrecognised.export import document  # noqa: PLC0415
    from amends.policy.loader import load_all  # noqa: PLC0415

    chosen = settings.load()
    merchants = load_all(chosen.policies_folder)
    wanted = frozenset(arguments.merchant or merchants)
    if unknown := sorted(wanted - set(merchants)):
        sys.stderr.write(f"amends: no merchant {', '.join(unknown)}. There are: {', '.join(sorted(merchants))}.\n")
        return 2
    since = arguments.since and datetime.combine(arguments.since, time(), UTC)
    with open_existing(chosen.database_url).read() as session:
        filed = kept.filed(session, wanted, since)
    filed = [each for each in filed if arguments.language in {None, each.language}]
    if not filed:
        sys.stderr.write("No such sentence is filed. That is done at the desk, on the page Supervision.\n")
        return 0
    numbers = (each.merchant.order_numbers for each in merchants.values())
    sys.stdout.write(document(filed, intents.read(chosen.domain_folder), numbers))
    return 0
