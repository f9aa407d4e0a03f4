"""The merchants' command: `amends merchant new`."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from amends.languages import CODES

QUESTIONS = {
    "id": "Short name, as its folder's, small letters",
    "name": "Name, as customers know it",
    "country": "Country where it does business, two letters",
    "zone": "Time zone, as Europe/Oslo",
    "languages": f"Languages of its customers out of {', '.join(CODES)}, the first one first; several with commas",
    "currencies": "Currencies it sells in, as EUR; several with commas",
    "email": "E-mail address of its support",
    "prefix": "Letters that its order numbers begin with, two to four capitals",
    "digits": "How many digits follow them, 4 to 10",
    "orders": "What has its orders: stripe, woocommerce, sql, shopify, vendure, medusa, or http for your own (http)",
}
_LISTS = ("languages", "currencies")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    merchant = subparsers.add_parser("merchant", help="add a merchant").add_subparsers(required=True, metavar="command")
    new = merchant.add_parser(
        "new",
        help="write the files of a new merchant, which can be served at once",
        description="Writes policies/<id> with a policy, desk, window, prepared answers and worked examples to change. "
        "What is not given as an option is asked for.",
    )
    new.add_argument("id", nargs="?", help=QUESTIONS["id"])
    for name in list(QUESTIONS)[1:]:
        new.add_argument(f"--{name}", help=QUESTIONS[name])
    new.add_argument("--from", dest="in_force_from", type=date.fromisoformat, help="in force from (default: today)")
    new.add_argument("--policies", type=Path, help="folder of policies (default: the checkout's)")
    new.set_defaults(run=_new)


def _new(given: argparse.Namespace) -> int:
    from amends import clock  # noqa: PLC0415
    from amends.connectors.source import HTTP  # noqa: PLC0415
    from amends.merchants import merchant_files, new_merchant  # noqa: PLC0415
    from amends.policy import check, loader  # noqa: PLC0415

    folder = given.policies or loader.DEFAULT_FOLDER
    # Who gives all the rest as options is no one to ask; the orders then come as they did before there was a choice.
    somebody = any(not getattr(given, name) for name in QUESTIONS if name != "orders")
    answers = {
        name: getattr(given, name) or (_asked(name, question) if somebody else "")
        for name, question in QUESTIONS.items()
    }
    answers["orders"] = answers["orders"] or HTTP
    if lacking := [name for name, answer in answers.items() if not answer]:
        options = ", ".join("the id" if name == "id" else f"--{name}" for name in lacking)
        sys.stderr.write(f"amends merchant new: nobody answered; nothing was written. Give {options}.\n")
        return 2
    if not answers["digits"].isdecimal():
        sys.stderr.write(f"amends merchant new: {answers['digits']!r} is no number of digits; nothing was written.\n")
        return 2
    values: dict[str, Any] = {
        name: tuple(part.strip() for part in answer.split(",")) if name in _LISTS else " ".join(answer.split())
        for name, answer in answers.items()
    }
    asked = new_merchant.NewMerchant(**values | {"digits": int(answers["digits"])})
    made = new_merchant.write(folder, asked, given.in_force_from or clock.now().date())
    sys.stdout.write(f"Written: {made}\n")
    files = merchant_files.load(folder)
    code = check.run({made.name: files.policies[made.name]}, folder, None)
    sys.stdout.write(
        f"Next: change clauses, rows and examples in {made} (docs/policy.md), run `amends policy check`, and start "
        "again (`make run`), which serves the orders of demo-orders.yml to try it on. Where real ones come from takes "
        "settings (docs/connectors.md); `amends orders check` proves them.\n"
    )
    return code


def _asked(name: str, question: str) -> str:
    """The answer of whoever sits there; empty where nobody does."""
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
