"""The policy's commands: `amends decide`, `amends policy check`, `book`, `table` and `replay`."""

import argparse
from pathlib import Path

from amends.languages import CODES


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _register_decide(subparsers)
    policy = subparsers.add_parser("policy", help="check, print and try policies").add_subparsers(
        required=True, metavar="command"
    )
    check = policy.add_parser(
        "check", help="each merchant's files can be used; rows reachable and tried, clauses cited, by worked examples"
    )
    check.add_argument(
        "--examples",
        type=Path,
        help="worked examples by merchant (default: each merchant's own folder `examples`, else tests/policy/cases)",
    )
    _add_folder(check)
    check.set_defaults(run=_check)

    book = policy.add_parser("book", help="clauses and rows side by side, for a lawyer to sign")
    book.add_argument("--merchant", help="one merchant (default: all)")
    book.add_argument("--language", choices=CODES, default="en", help="language of the clauses (default: en)")
    book.add_argument("--output", type=Path, help="folder for <merchant>.html and .md (default: print Markdown)")
    _add_folder(book)
    book.set_defaults(run=_book)

    table = policy.add_parser("table", help="the rows as a decision table, for a spreadsheet or an engine of rules")
    table.add_argument("--merchant", required=True, help="whose newest text")
    table.add_argument("--format", choices=("csv", "dmn"), default="csv", help="CSV, or DMN 1.3 (default: csv)")
    table.add_argument("--output", type=Path, help="folder for the files (default: print them)")
    _add_folder(table)
    table.set_defaults(run=_table)

    replay = policy.add_parser("replay", help="past cases under a draft: whose outcome changes (exit 1 where any does)")
    replay.add_argument(
        "cases",
        nargs="?",
        help="JSONL as for `decide --batch`; - reads standard input (default: those of the database)",
    )
    replay.add_argument("--since", type=_instant, help="of the database, those decided from this instant on (RFC 3339)")
    replay.add_argument("--draft", type=Path, required=True, help="folder of draft policies")
    _add_folder(replay)
    replay.set_defaults(run=_replay)


def _register_decide(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    decide = subparsers.add_parser(
        "decide",
        help="decide one claim from files, or many from JSON lines",
        description="Prints the decision as JSON. Exit codes: 0 decided; 1 (batch) some line was broken and its place "
        "holds an error; 2 a file breaks its shape, with one line per fault on standard error.",
    )
    decide.add_argument("--merchant", help="whose policy decides")
    decide.add_argument("--order", help="order file, `null` inside or option left out: no such order; - reads stdin")
    decide.add_argument("--claim", help="claim file; - reads standard input")
    decide.add_argument("--now", help="the instant of the decision, RFC 3339 with offset (default: now)")
    decide.add_argument("--batch", help='JSON lines {"merchant", "order", "claim", "now"}; - reads standard input')
    decide.add_argument("--explain", action="store_true", help="readable instead of JSON")
    decide.add_argument("--language", choices=CODES, default="en", help="language of --explain (default: en)")
    _add_folder(decide)
    decide.set_defaults(run=_decide)


def _instant(text: str) -> str:
    from amends import clock  # noqa: PLC0415

    if not clock.is_instant(text):
        raise argparse.ArgumentTypeError("give an instant with an offset, as 2026-11-01T00:00:00+01:00")
    return text


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--policies", type=Path, help="folder of policies (default: those of this release)")


def _decide(given: argparse.Namespace) -> int:
    from amends.policy import deciding  # noqa: PLC0415

    return deciding.run(given)


def _check(given: argparse.Namespace) -> int:
    from amends.merchants import merchant_files  # noqa: PLC0415
    from amends.policy import check, loader  # noqa: PLC0415

    folder = given.policies or loader.DEFAULT_FOLDER
    return check.run(merchant_files.load(folder).policies, folder, given.examples)


def _book(given: argparse.Namespace) -> int:
    from amends.policy import book  # noqa: PLC0415

    return book.run(given)


def _table(given: argparse.Namespace) -> int:
    from amends.policy.tables import exporting  # noqa: PLC0415

    return exporting.run(given)


def _replay(given: argparse.Namespace) -> int:
    from amends.policy import replay  # noqa: PLC0415

    return replay.run(given)
