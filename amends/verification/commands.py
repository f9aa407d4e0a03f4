"""`amends verify`: hold what is recorded against the invariants I1 to I12."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

PROMISE = (
    "Looks for anything lost, moved twice, told falsely or stuck, while everything runs. Nothing is changed. Exit code "
    "1 where an invariant is violated. What could not be checked is said: give what is missing. docs/verify.md has the "
    "invariants and the forms of a journal and of transcripts."
)


def register(subparsers: Any) -> None:
    """Add `amends verify` to the command line."""
    parser = subparsers.add_parser(
        "verify", help="find whatever breaks the promises about money, messages and records", description=PROMISE
    )
    parser.add_argument("--journal", metavar="FILE|URL", help="what the order backend moved (demo: …/v1/journal)")
    parser.add_argument("--transcripts", type=Path, metavar="FILE", help="what clients were told, as JSON lines")
    parser.add_argument(
        "--log", type=Path, action="append", default=[], metavar="FILE", help="of a process; repeatable"
    )
    parser.add_argument("--health", action="append", default=[], metavar="URL", help="of a process; repeatable")
    parser.add_argument("--grace", type=float, default=60, metavar="S", help="how long work may wait (default: 60)")
    parser.add_argument("--json", action="store_true", help="print it for machines")
    parser.add_argument("--url", help="SQLAlchemy URL; default: the setting AMENDS_DATABASE_URL")
    parser.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    from datetime import timedelta  # noqa: PLC0415  # `amends decide` must not wait for SQLAlchemy

    from amends import clock, settings  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415
    from amends.errors import SettingError  # noqa: PLC0415
    from amends.messages.sentences import Sentences  # noqa: PLC0415
    from amends.verification import invariants, journal, transcripts  # noqa: PLC0415
    from amends.verification.looking import one_look  # noqa: PLC0415
    from amends.verification.material import Material  # noqa: PLC0415

    chosen = settings.load()
    for file in arguments.log:
        if not file.is_file():
            raise SettingError(f"there is no file {file}. Correct the path after --log.")
    database = open_existing(arguments.url or chosen.database_url)
    token = chosen.order_backend_token.get_secret_value()
    moved = None if arguments.journal is None else journal.read(arguments.journal, token)
    told = None if arguments.transcripts is None else transcripts.read(arguments.transcripts)
    with one_look(database) as session:
        material = Material(
            session=session,
            now=clock.now(),
            sentences=Sentences(chosen.domain_folder),
            journal=moved,
            transcripts=told,
            logs=tuple(arguments.log),
            health=tuple(arguments.health),
            grace=timedelta(seconds=arguments.grace),
        )
        checked = invariants.check(material)
    database.close()
    holds = all(each.holds for each in checked)
    if arguments.json:
        whole = {"at": material.now.isoformat(), "holds": holds, "invariants": [each.as_json() for each in checked]}
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for each in checked for line in _lines(each)))
    return 0 if holds else 1


def _lines(checked: Any) -> list[str]:
    invariant, result = checked.invariant, checked.result
    if not checked.holds:
        verdict = f"VIOLATED, {len(result.violations)} times"
    elif result.looked_at == 0 and result.unchecked:
        verdict = "NOT CHECKED"
    else:
        verdict = f"holds ({result.looked_at} looked at)"
    lines = [f"{invariant.number:<4} {invariant.promise}: {verdict}"]
    for violation in result.violations:
        ids = ", ".join(f"{name} {value}" for name, value in violation.ids.items())
        lines.append(f"       - {violation.sentence}" + (f" [{ids}]" if ids else ""))
    lines += [f"       not checked: {what}" for what in result.unchecked]
    return lines
