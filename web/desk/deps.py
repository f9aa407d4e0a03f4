"""What the desk's pages are built from."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amends.accounts.passkeys import Passkeys
from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import SignIn
from amends.accounts.single_sign_on.entering import Entering
from amends.accounts.single_sign_on.provider import Provider
from amends.assistant.context import Context
from amends.channels.sealing import Seal
from amends.desk.attachments import Takes
from amends.desk.queries.kept_counts import KeptCounts
from amends.desk.queries.road import LimitsOf
from amends.desk.unrecognised.intents import Intents
from amends.desk.webhooks.endpoints import Webhooks
from amends.settings_desk import SingleSignOnAccounts
from web.desk.orders import OrderReads


@dataclass(frozen=True)
class DeskDeps:
    """`picture` gives a kept picture by its key and part; without it the pages say that none can be shown. `intake`
    takes files that go with answers; without it none are.

    `demo_people`: (e-mail, role) of the demo's accounts and their password, shown at sign-in where the demo runs.
    `address_key` hashes network addresses, as for the chat API. `notify` tells the chat API's listeners of news in a
    conversation, `limits` what a messaging channel can show, and `show_typing` shows in a conversation on one that a
    person is writing. `intents` are what a sentence can be filed under; `orders` reads those of a page, and `counts`
    keeps those of the queue for a moment. `api_calls_per_minute`: of one token of the API. `seal` keeps the secrets of
    webhooks, which go to `private` addresses only where that is set. `single_sign_on`: a provider by which people may
    sign in too, and the `accounts` that are made then. `drafts` is the folder of policies that are not in force.
    """

    context: Context
    address_key: bytes
    lifetimes: Lifetimes
    intents: Intents
    orders: OrderReads = field(default_factory=OrderReads)
    counts: KeptCounts = field(default_factory=KeptCounts)
    picture: Callable[[str, str], bytes] | None = None
    intake: Takes | None = None
    demo_people: tuple[tuple[str, str], ...] = ()
    demo_password: str = ""
    limits: LimitsOf = lambda _channel: None
    show_typing: Callable[[str], None] = lambda _conversation: None
    drafts: Path | None = None
    notify: Callable[[str], None] = lambda _conversation: None
    api_calls_per_minute: int = 300
    seal: Seal | None = None
    private: bool = False
    single_sign_on: Provider | None = None
    accounts: SingleSignOnAccounts | None = None

    @property
    def begun_key(self) -> bytes:
        """Seals what a browser keeps of a sign-in that it began: a key of Fernet's, derived from `address_key`."""
        derived = HKDF(SHA256(), length=32, salt=None, info=b"amends: sign-ins that were begun")
        return base64.urlsafe_b64encode(derived.derive(self.address_key))

    @property
    def passkeys(self) -> Passkeys:
        return Passkeys(self.context.database, self.lifetimes, self.context.public_url)

    @property
    def entering(self) -> Entering:
        return Entering(self.context.database, self.lifetimes, self.accounts)

    @property
    def webhooks(self) -> Webhooks:
        return Webhooks(self.context, self.seal, self.private)

    @property
    def sign_in(self) -> SignIn:
        return SignIn(self.context.database, self.lifetimes)
