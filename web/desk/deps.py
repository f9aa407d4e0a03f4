"""What the desk's pages are built from."""

from collections.abc import Callable
from dataclasses import dataclass, field

from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import SignIn
from amends.assistant.context import Context
from amends.channels.sealing import Seal
from amends.desk.queries.road import LimitsOf
from amends.desk.unrecognised.intents import Intents
from amends.desk.webhooks.endpoints import Webhooks
from web.desk.orders import OrderReads


@dataclass(frozen=True)
class DeskDeps:
    """`picture` gives a kept picture by its key and part; without it the pages say that none can be shown.

    `demo_people`: (e-mail, role) of the demo's accounts and their password, shown at sign-in where the demo runs.
    `address_key` hashes network addresses, as for the chat API. `notify` tells the chat API's listeners of news in a
    conversation, `limits` what a messaging channel can show. `intents` are what a sentence can be filed under;
    `orders` reads those of a page. `api_calls_per_minute`: of one token of the API. `seal` keeps
    the secrets of webhooks, which go to `private` addresses only where that is set.
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
    notify: Callable[[str], None] = lambda _conversation: None
    api_calls_per_minute: int = 300
    seal: Seal | None = None
    private: bool = False

    @property
    def webhooks(self) -> Webhooks:
        return Webhooks(self.context, self.seal, self.private)

    @property
    def sign_in(self) -> SignIn:
        return SignIn(self.context.database, self.lifetimes)
