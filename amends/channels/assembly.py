"""The parts of the messaging channels, put together from the core and the settings, for web, worker and command."""

import hashlib
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from amends.assistant.context import Context
from amends.channels.book import Book
from amends.channels.inbound import Inbound
from amends.channels.sealing import seal_of
from amends.channels.standing_in import StandIn
from amends.channels.threads import Merchant, Threads
from amends.settings import Settings

CALLING = ("httpx", "httpcore", "urllib3", "requests", "twilio", "slack_sdk", "nio")


@dataclass(frozen=True)
class Parts:
    """One for a process: `book` opens each channel once."""

    book: Book
    inbound: Inbound
    stand_in: StandIn


def put_together(context: Context, chosen: Settings) -> Parts:
    """A process without the internal secret, as the command, hashes addresses under a key of its own."""
    keep_secrets_out_of_logs()
    merchants: Mapping[str, Merchant] = {name: policies.merchant for name, policies in context.merchants.items()}
    stand_in = StandIn(merchants, context.sentences)
    secret = chosen.internal_secret
    key = secrets.token_bytes(32) if secret is None else address_key(secret.get_secret_value())
    threads = Threads(merchants, context.sentences, key, chosen.conversations_per_hour)
    inbound = Inbound(context.database, threads, stand_in, context.clock, chosen.messages_per_minute)
    book = Book(context.database, seal_of(chosen), public_url=chosen.public_url)
    return Parts(book, inbound, stand_in)


def keep_secrets_out_of_logs() -> None:
    """The libraries that call providers log each request with its address, and Telegram's has the token in it."""
    for library in CALLING:
        logging.getLogger(library).setLevel(logging.WARNING)


def address_key(secret: str) -> bytes:
    """What hashes addresses of customers' networks and accounts, for limits."""
    return hashlib.sha256(b"address:" + secret.encode()).digest()
