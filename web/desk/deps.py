"""What the desk's pages are built from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import SignIn
from amends.assistant.context import Context
from amends.desk.queries.road import LimitsOf
from amends.desk.unrecognised.intents import Intents
from web.desk.orders import OrderReads


@dataclass(frozen=True)
class DeskDeps:
    """`picture` gives a kept picture by its key and part; without it the pages say that none can be shown.

    `demo_people`: (e-mail, role) of the demo's accounts and their password, shown at sign-in where the demo runs.
    `address_key` hashes network addresses, as for the chat API. `notify` tells the chat API's listeners of news in a
    conversation, `limits` what a messaging channel can show. `intents` are what a sentence can be filed under;
    `orders` reads those of a page; `drafts` is the folder of policies that are not in force.
    """

    context: Context
    address_key: bytes
    lifetimes: Lifetimes
    intents: Intents
    orders: OrderReads = field(default_factory=OrderReads)
    picture: Callable[[str, str], bytes] | None = None
    demo_people: tuple[tuple[str, str], ...] = ()
    demo_password: str = ""
    limits: LimitsOf = lambda _channel: None
    drafts: Path | None = None
    notify: Callable[[str], None] = lambda _conversation: None

    @property
    def sign_in(self) -> SignIn:
        return SignIn(self.context.database, self.lifetimes)
