"""`python -m demo.mailbox`: the demo mailbox as a process of its own."""

import argparse
import os
import sys
from pathlib import Path

import uvicorn

from amends import clock
from demo.mailbox.app import create_app
from demo.mailbox.smtp import smtp_server
from demo.mailbox.store import MailStore


def main() -> int:
    """Serve until told to stop. Exit code 2 where the SMTP port cannot be taken."""
    options = _options()
    os.umask(0o077)  # as everywhere: what customers write is for this user alone
    store = MailStore(options.folder)
    smtp = smtp_server(store, clock.now, options.host, options.smtp_port)
    try:
        smtp.start()
    except OSError as fault:
        sys.stderr.write(
            f"mailbox: cannot listen on {options.host}:{options.smtp_port} ({fault}). Choose another port.\n"
        )
        return 2
    try:
        uvicorn.run(
            create_app(store), host=options.host, port=options.port, log_level=options.log_level, access_log=False
        )
    finally:
        smtp.stop()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.mailbox", description="The demo mailbox.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--smtp-port", type=int, default=8125, help="TCP port for SMTP")
    parser.add_argument("--port", type=int, default=8126, help="TCP port of the page")
    parser.add_argument("--folder", type=Path, default=Path("var/mail"), help="where messages are kept")
    parser.add_argument("--log-level", default="info", choices=["debug", "info", "warning", "error"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
