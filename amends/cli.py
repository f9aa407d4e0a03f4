"""The command `amends`. Each capability registers its own commands in its `commands.py`.

What a command needs is imported when it runs: `amends decide` must not wait for what it does not use.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points, version

from amends.audit import commands as audit
from amends.backup import commands as backup
from amends.channels import commands as channels
from amends.connectors import commands as orders
from amends.db import commands as db
from amends.desk import commands as desk
from amends.errors import AmendsError
from amends.evidence import commands as evidence
from amends.merchants import commands as merchants
from amends.policy import commands as policy
from amends.privacy import commands as privacy
from amends.terminal import commands as chat
from amends.verification import commands as verification

PURPOSE = (
    "Amends answers customers who ask for refunds, cancellations or help, by the merchant's published policy. These "
    "are the commands of whoever runs it: try policies, keep the database and its accounts, prove the audit log, copy "
    "or erase a customer's data."
)

# One line per capability. A command sets `run` to a function that takes the arguments and returns the exit code.
REGISTRATIONS: tuple[Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None], ...] = (
    policy.register,
    merchants.register,
    db.register,
    audit.register,
    chat.register,
    desk.register,
    channels.register,
    orders.register,
    backup.register,
    evidence.register,
    privacy.register,
    verification.register,
)


# Commands from outside the core register under this name in pyproject.toml, so that the core imports none of them.
OTHERS = "amends.commands"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 done with findings, 2 not done (wrong arguments, files or settings),
    130 stopped by Ctrl-C."""
    parser = argparse.ArgumentParser(prog="amends", description=PURPOSE)
    parser.add_argument("--version", action="version", version=f"amends {version('amends')}")
    subparsers = parser.add_subparsers(required=True, metavar="command")
    for register in REGISTRATIONS:
        register(subparsers)
    for other in entry_points(group=OTHERS):
        other.load()(subparsers)
    given = parser.parse_args(arguments)
    try:
        code: int = given.run(given)
    except AmendsError as error:
        sys.stderr.write(f"amends: {error}\n")
        return 2
    except EOFError:
        sys.stderr.write("amends: the input ended before everything was answered.\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\namends: stopped.\n")
        return 130
    except BrokenPipeError:
        # The reader of our output went away (as `head` does): nothing is left to say to it.
        sys.stderr.close()
        return 0
    return code
