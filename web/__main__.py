"""`python -m web`: the public process."""

import argparse
import hashlib
import sys

import httpx
import uvicorn

from amends import clock, settings
from amends.conversations.rasa import RasaInbox
from amends.db.session import Database
from amends.errors import AmendsError, SettingError
from amends.notices.sentences import Sentences
from amends.policy.loader import load_all
from amends.settings import Settings
from web.app import create_app
from web.deps import Limits, Links, WebDeps

SHUTDOWN_S = 3


def main() -> int:
    """Serve until told to stop. Exit code 2 where a setting or file stands in the way."""
    options = _options()
    try:
        chosen = settings.load()
        app = create_app(build(chosen))
    except AmendsError as fault:
        sys.stderr.write(f"web: {fault}\n")
        return 2
    uvicorn.run(
        app,
        host=options.host or chosen.host,
        port=options.port or chosen.web_port,
        log_level=chosen.log_level.lower(),
        access_log=False,  # its lines hold addresses and conversation ids
        server_header=False,
        proxy_headers=bool(options.trusted_proxy),
        forwarded_allow_ips=options.trusted_proxy,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    return 0


def build(chosen: Settings) -> WebDeps:
    """What web needs, from the settings."""
    if chosen.internal_secret is None:
        raise SettingError("AMENDS_INTERNAL_SECRET is not set. `make run` makes one; set the same for web and rasa.")
    secret = chosen.internal_secret.get_secret_value()
    return WebDeps(
        database=Database(chosen.database_url),
        merchants={name: policies.merchant for name, policies in load_all(chosen.policies_folder).items()},
        sentences=Sentences(chosen.domain_folder),
        dialogue=RasaInbox(chosen.rasa_url, secret, httpx.AsyncClient(trust_env=False)),
        clock=clock.now,
        address_key=hashlib.sha256(b"address:" + secret.encode()).digest(),
        limits=Limits(),
        links=Links(mailbox=chosen.mailbox_url, orders=chosen.order_backend_url) if chosen.demo else Links(),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m web", description="The chat API, and the way to the bot.")
    parser.add_argument("--host", help="address to listen on; default: the setting AMENDS_HOST")
    parser.add_argument("--port", type=int, help="TCP port; default: the setting AMENDS_WEB_PORT")
    parser.add_argument(
        "--trusted-proxy", help="address of the reverse proxy whose X-Forwarded-For is believed; default: none"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
