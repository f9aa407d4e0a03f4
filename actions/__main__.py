"""`python -m actions --port P`: serves the actions of this package to Rasa."""

import argparse
import sys

from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions import turn
from actions.server import application
from amends import settings, tracing
from amends.db import migrate
from amends.errors import AmendsError
from rasa_addons import heap, log_lines


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT. Exit code 2 where a setting, a file or the database stands in the way."""
    parser = argparse.ArgumentParser(prog="python -m actions")
    parser.add_argument("--port", type=int, help="TCP port; default: the setting AMENDS_ACTIONS_PORT")
    parser.add_argument("--package", default="actions", help="the package whose actions are served")
    options = parser.parse_args(arguments)
    try:
        chosen = settings.load()
        secrets = chosen.accepted_secrets()
        tracing.configure("actions", chosen.tracing_endpoint)
        migrate.require_newest(chosen.database_url)
        turn.context()  # what stands in its way is told here, and not by every turn
    except AmendsError as fault:
        sys.stderr.write(f"actions: {fault}\n")
        return 2
    log_lines.configure("actions", chosen.log_level, sys.stdout)
    executor = ActionExecutor()
    executor.register_package(options.package)
    app = application(executor, secrets, check=turn.context().database.check)
    # One process: the actions' state is in the database, and a second process would only cost memory.
    port = chosen.actions_port if options.port is None else options.port
    app.prepare(host=chosen.internal_host, port=port, single_process=True, motd=False, access_log=False)
    heap.settle()
    Sanic.serve_single(app)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
