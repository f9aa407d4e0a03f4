"""`python -m demo.orders`: the demo order backend as a process of its own."""

import argparse
import os
import sys
from datetime import timedelta
from pathlib import Path

import uvicorn

from amends import clock
from amends.errors import AmendsError
from amends.policy import loader
from demo.orders.app import create_app
from demo.orders.scenarios import orders_at, scenarios_beside
from demo.orders.store import Store
from rasa_addons.settings_file import given

FRESH = timedelta(hours=12)
"""Orders that nobody has touched are dated again at the start when they are older: `3 days ago` stays true."""


def main() -> int:
    """Serve until told to stop. Exit code 2 where a file of demo orders cannot be used."""
    options = _options()
    os.umask(0o077)  # as everywhere: what customers write is for this user alone
    store = Store(options.database, clock.now)
    now = clock.now()
    try:
        scenarios = scenarios_beside(options.policies)
    except AmendsError as fault:
        sys.stderr.write(f"orders: {fault}\n")
        return 2
    if options.reseed:
        store.reseed(orders_at(now, scenarios))
    else:
        store.refresh(orders_at(now, scenarios), older_than=now - FRESH)
    app = create_app(store, options.token, scenarios)
    uvicorn.run(app, host=options.host, port=options.port, log_level=options.log_level, access_log=False)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.orders", description="The demo order backend.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8102, help="TCP port; 0 takes a free one")
    parser.add_argument("--database", type=Path, default=Path("var/demo-orders.db"), help="its SQLite file")
    parser.add_argument(
        "--policies",
        type=Path,
        default=Path(given("POLICIES_FOLDER") or loader.DEFAULT_FOLDER),
        help="folder of policies: its merchants have orders; default: that of AMENDS_POLICIES_FOLDER",
    )
    parser.add_argument("--reseed", action="store_true", help="throw all orders and movements away and seed again")
    parser.add_argument("--log-level", default="info", choices=["debug", "info", "warning", "error"])
    parser.add_argument(
        "--token",
        default=given("ORDER_BACKEND_TOKEN") or "",
        help="bearer token that callers must show; default: that of AMENDS_ORDER_BACKEND_TOKEN, or none",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
