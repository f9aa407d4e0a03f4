"""`python -m actions --port P`: serves the actions of this package on 127.0.0.1."""

import argparse
import logging
import os
import sys

from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.server import application

LOOPBACK = "127.0.0.1"
MIN_SECRET_CHARACTERS = 32


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m actions")
    parser.add_argument("--port", type=int, default=8155)
    parser.add_argument("--package", default="actions", help="the package whose actions are served")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=os.environ.get("AMENDS_LOG_LEVEL", "INFO"), stream=sys.stdout)
    secret = os.environ.get("AMENDS_INTERNAL_SECRET", "")
    if len(secret) < MIN_SECRET_CHARACTERS:
        sys.stderr.write("AMENDS_INTERNAL_SECRET is missing or shorter than 32 characters. `make run` sets one.\n")
        return 2
    executor = ActionExecutor()
    executor.register_package(options.package)
    app = application(executor, secret)
    # One process: the actions' state is in the database, and a second process would only cost memory.
    app.prepare(host=LOOPBACK, port=options.port, single_process=True, motd=False, access_log=False)
    Sanic.serve_single(app)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
