"""`python -m demo.orders`: the demo order backend as a process of its own."""

import argparse
import os
from datetime import timedelta
from pathlib import Path

import uvicorn

from amends import clock
from demo.orders.app import create_app
from demo.orders.scenarios import orders_at
from demo.orders.store import Store
from rasa_addons.settings_file import given

FRESH = timedelta(hours=12)
"""Orders that nobody has touched are dated again at the start when they are older: `3 days ago` stays true."""


def main() -> None:
    options = _options()
    os.umask(0o077)  # as everywhere: what customers write is for this user alone
    store = Store(options.database, clock.now)
    now = clock.now()
    if options.reseed:
        store.reseed(orders_at(now))
    else:
        store.refresh(orders_at(now), older_than=now - FRESH)
    app = create_app(store, options.token)
    uvicorn.run(app, host=options.host, port=options.port, log_level=options.log_level, access_log=False)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.orders", description="The demo order backend.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8102, help="TCP port; 0 takes a free one")
    parser.add_argument("--database", type=Path, default=Path("var/demo-orders.db"), help="its SQLite file")
    parser.add_argument("--reseed", action="store_true", help="throw all orders and movements away and seed again")
    parser.add_argument("--log-level", default="info", choices=["debug", "info", "warning", "error"])
    parser.add_argument(
        "--token",
        default=given("ORDER_BACKEND_TOKEN") or "",
        help="bearer token that callers must show; default: that of AMENDS_ORDER_BACKEND_TOKEN, or none",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
