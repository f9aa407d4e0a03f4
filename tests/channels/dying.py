"""A process of ours that takes what a provider brings, and gets a SIGKILL between keeping it and acknowledging it."""

import os
import signal
from dataclasses import dataclass
from typing import Any

import uvicorn

from amends.channels.book import Book, Opened
from amends.channels.inbound import Inbound, Kept
from amends.channels.received import Received
from amends.channels.registry import PROVIDERS, Provider
from amends.channels.sealing import Seal
from amends.channels.standing_in import StandIn
from amends.channels.threads import Threads
from amends.db.session import Database
from tests import shipped
from tests.channels.contract import CHANNEL, PUBLIC, SEALED_WITH, ScriptedBot
from tests.channels.harness import AT
from web.app import create_app
from web.deps import Channels, Limits, Pace, WebDeps

NEVER_S = 3600.0


@dataclass(frozen=True)
class Dying(Inbound):
    def keep(self, opened: Opened, received: Received) -> Kept:
        super().keep(opened, received)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("it lives")


def provider(kind: str, api: str) -> Provider:
    """The registry's, whose provider is at `api` where its credentials do not say so themselves."""
    real = PROVIDERS[kind]

    def make(given: Any) -> Any:
        return real.make(given.model_copy(update={"api": api}) if "api" in type(given).model_fields else given)

    return Provider(real.credentials, make, real.listen)


def main(database_url: str, kind: str, api: str, port: int) -> None:
    """Until it is killed. `port` is 0 for a channel that asks its provider."""
    database = Database(database_url)
    policies, sentences = {name: each.merchant for name, each in shipped.policies().items()}, shipped.sentences()
    book = Book(database, Seal(SEALED_WITH), {kind: provider(kind, api)}, PUBLIC)
    threads = Threads(policies, sentences, b"key")
    inbound = Dying(database, threads, StandIn(policies, sentences), lambda: AT)
    if not port:
        opened = book.open(CHANNEL)
        assert opened is not None
        assert opened.listen is not None
        opened.listen(lambda received: [inbound.keep(opened, each) for each in received] and None, lambda: False)
    deps = WebDeps(
        database=database,
        merchants=policies,
        sentences=sentences,
        dialogue=ScriptedBot(),
        clock=lambda: AT,
        address_key=b"key",
        limits=Limits(),
        pace=Pace(poll_s=NEVER_S),
        channels=Channels(book, inbound, PUBLIC),
    )
    uvicorn.run(create_app(deps), host="127.0.0.1", port=port, log_level="critical", proxy_headers=False)
