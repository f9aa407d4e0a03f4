"""`python -m demo.phones`: the demo's phones as a process of its own, beside web and worker."""

import argparse
import sys

import uvicorn

from amends import clock, settings
from amends.channels.assembly import keep_secrets_out_of_logs
from amends.channels.connecting import Connecting
from amends.channels.sealing import seal_of
from amends.db import migrate
from amends.db.session import Database
from amends.errors import AmendsError
from amends.merchants import merchant_files
from demo.phones.app import Around, create_app
from demo.phones.stories import Stories, paid_twice
from demo.phones.switchboard import Switchboard
from rasa_addons import log_lines

FIRST = "norrnet"


def main() -> int:
    """Serve until told to stop. Exit code 2 where the demo is off, or a setting stands in the way."""
    options = _options()
    try:
        chosen = settings.load()
        if not chosen.demo:
            raise AmendsError("AMENDS_DEMO is false: nobody plays customers of a real shop.")
        migrate.require_newest(chosen.database_url)
        merchants = merchant_files.load(chosen.policies_folder).policies
        seal = seal_of(chosen)
    except AmendsError as fault:
        sys.stderr.write(f"phones: {fault}\n")
        return 2
    log_lines.configure("phones", options.log_level.upper(), sys.stdout)
    keep_secrets_out_of_logs()
    merchant = FIRST if FIRST in merchants else sorted(merchants)[0]
    database = Database(chosen.database_url)
    board = Switchboard(Connecting(database, seal, clock.now, chosen.public_url), merchant)
    board.start()
    around = Around(merchants[merchant].merchant.name, chosen.public_url, chosen.mailbox_url)
    spoken, like = merchants[merchant].merchant.languages, paid_twice(chosen.policies_folder, merchant)
    app = create_app(board, Stories(chosen.order_backend_url, like, spoken), around)
    try:
        uvicorn.run(app, host=options.host, port=options.port, log_level=options.log_level, access_log=False)
    finally:
        board.stop()
        database.close()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.phones", description="The demo's phones.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8128, help="TCP port of the page")
    parser.add_argument("--log-level", default="info", choices=["debug", "info", "warning", "error"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
