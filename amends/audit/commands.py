"""`amends audit`: prove that the log is as it was written, and print where it ends."""

import argparse
import sys
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add `amends audit` to the command line."""
    parser = subparsers.add_parser("audit", help="the log of staff actions and decisions")
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser(
        "verify",
        help="find any edit, deletion or reordering (exit 1)",
        description="Names the first entry of each chain that is not as it was written. Whoever owns the "
        "database and drops its triggers can rewrite a whole chain with its end: only a head noted elsewhere shows it.",
    )
    verify.add_argument("--noted", type=Path, help="a file that `amends audit heads` wrote before, kept elsewhere")
    verify.set_defaults(run=_verify)
    heads = actions.add_parser("heads", help="print where each chain ends, to be kept elsewhere")
    heads.set_defaults(run=_heads)
    for action in (verify, heads):
        action.add_argument("--url", help="SQLAlchemy URL; default: the setting AMENDS_DATABASE_URL")


def _verify(arguments: argparse.Namespace) -> int:
    from amends.audit import verify  # noqa: PLC0415  # `amends decide` must not wait for SQLAlchemy

    noted = {} if arguments.noted is None else _read(arguments.noted)
    with _database(arguments).read() as session:
        broken = verify.verify(session, noted)
        counts = [f"{head.merchant}: {head.count} entries" for head in verify.heads(session)]
    for fault in broken:
        sys.stdout.write(f"broken: {fault}\n")
    if not broken:
        sys.stdout.write("whole\n" + "".join(f"{line}\n" for line in counts))
    return 1 if broken else 0


def _heads(arguments: argparse.Namespace) -> int:
    from amends.audit import verify  # noqa: PLC0415

    with _database(arguments).read() as session:
        sys.stdout.write("".join(f"{head}\n" for head in verify.heads(session)))
    return 0


def _read(file: Path) -> dict[str, Any]:
    from amends.audit.chain import Head  # noqa: PLC0415
    from amends.errors import SettingError  # noqa: PLC0415

    try:
        lines = [line.rsplit(":", 2) for line in file.read_text("utf-8").split()]
        heads = [Head(merchant, int(count), digest) for merchant, count, digest in lines]
    except OSError as fault:
        raise SettingError(f"{file} cannot be read: {fault.strerror}. Correct the path after --noted.") from fault
    except ValueError as fault:
        raise SettingError(
            f"{file} is not what `amends audit heads` writes: a line of it is `<merchant>:<number>:<digest>`."
        ) from fault
    return {head.merchant: head for head in heads}


def _database(arguments: argparse.Namespace) -> Any:
    from amends import settings  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415

    return open_existing(arguments.url or settings.load().database_url)
