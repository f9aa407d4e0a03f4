"""What web is built from. Tests and the start-up code hand it in; nothing here is read from the environment."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from amends.assistant.case_card import Card
from amends.assistant.context import Context
from amends.channels.book import Book
from amends.channels.inbound import Inbound
from amends.channels.signs import Signs
from amends.clock import Clock
from amends.conversations.event_kinds import EventKind
from amends.conversations.rasa import Dialogue
from amends.db.session import Database
from amends.evidence import links
from amends.evidence.intake import THUMB, Accepted
from amends.helpdesks.registry import Inlet
from amends.messages.sentences import Sentences
from amends.policy.branding import Branding
from web.admission import Crowd
from web.desk.deps import DeskDeps
from web.schemas import CaseCard, LoggedEvent


class Merchant(Protocol):
    """What the public may know of a merchant. The first language is the one used when none is asked for."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def zone(self) -> ZoneInfo: ...

    @property
    def support_email(self) -> str: ...

    @property
    def statute(self) -> str | None: ...


@dataclass(frozen=True)
class Limits:
    """Counted in the database, so that they hold over all web processes."""

    messages_per_minute: int = 20
    conversations_per_hour: int = 60
    body_bytes: int = 64 * 1024


@dataclass(frozen=True)
class Pace:
    """How web waits, in seconds. `lease_s` is how long a turn rests when the process that held it is killed;
    a living one renews its lease each `renew_s`."""

    poll_s: float = 0.5
    lease_s: float = 8.0
    renew_s: float = 2.5
    heartbeat_s: float = 15.0
    turns_at_once: int = 8


@dataclass(frozen=True)
class Links:
    """Where the start page leads, when these run: pages of the demo."""

    mailbox: str | None = None
    orders: str | None = None
    phones: str | None = None


class Accepts(Protocol):
    """The way of files in, and of their pictures out: amends.evidence.intake.Intake."""

    def accept(self, raw: bytes, name: str | None) -> Accepted: ...

    def picture(self, key: str, part: str) -> bytes: ...

    def discard(self, key: str, pages: int) -> None: ...


@dataclass(frozen=True)
class Files:
    """`link_key` signs links to pictures; `read`: whether text is read from them afterwards."""

    intake: Accepts
    link_key: bytes
    per_hour: int = 5
    read: bool = True


@dataclass(frozen=True)
class Channels:
    """The messaging channels that may call us, and what keeps what they bring. `public_url`: under which they do."""

    book: Book
    inbound: Inbound
    public_url: str
    signs: Signs = field(default_factory=Signs)


@dataclass(frozen=True)
class Vouching:
    """The keys by which a merchant's website vouches for its customers, and whether nobody else can chat."""

    keys: tuple[bytes, ...] = field(repr=False)
    required: bool = False


@dataclass(frozen=True)
class WebDeps:
    """`origins`: websites that may call the API from a browser, by merchant. `address_key` hashes network addresses.

    `withdrawal_until` is amends.assistant.rights.withdrawal_until by conversation; without it the right is not known.
    `case_cards` is amends.assistant.case_card.of_conversations; without it no conversation has a card.
    `choose_language` has a conversation go on in another language. Without `files`, none are taken. `shops` is the
    folder of the demo's shop pages, where the demo runs, and `documentation` that of the documentation as a site.
    `context` is what the pages for a withdrawal and for a yes by link work with; without it there are none.
    `helpdesks`: merchants' own, that may call us. `channels`: messaging channels, likewise.
    `vouching`: by merchant, where its website signs identities. `trusted_proxy`: addresses and networks of the proxies
    whose word for a customer's address is taken, with commas between.
    """

    database: Database
    merchants: Mapping[str, Merchant]
    sentences: Sentences
    dialogue: Dialogue
    clock: Clock
    address_key: bytes
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Limits = Limits()
    pace: Pace = Pace()
    crowd: Crowd = field(default_factory=Crowd)
    links: Links = Links()
    brandings: Mapping[str, Branding] = field(default_factory=dict)
    withdrawal_until: Callable[[str], datetime | None] | None = None
    case_cards: Callable[[Collection[str]], Mapping[str, Card]] | None = None
    choose_language: Callable[[str, str], None] | None = None
    shops: Path | None = None
    documentation: Path | None = None
    files: Files | None = None
    desk: DeskDeps | None = None
    helpdesks: Mapping[str, Inlet] = field(default_factory=dict)
    vouching: Mapping[str, Vouching] = field(default_factory=dict)
    context: Context | None = None
    channels: Channels | None = None
    trusted_proxy: str | None = None

    def card(self, conversation_id: str) -> CaseCard | None:
        """How the conversation's case stands, in its language."""
        return self.cards([conversation_id]).get(conversation_id)

    def cards(self, conversations: Collection[str]) -> dict[str, CaseCard]:
        """The same of several, by their ids."""
        found = {} if self.case_cards is None else self.case_cards(conversations)
        return {conversation: CaseCard.model_validate(card) for conversation, card in found.items()}

    def shown(self, event: LoggedEvent) -> dict[str, Any]:
        """The event's body; that of a file with a link to its small picture, good for some minutes from now."""
        if event.kind != EventKind.FILE or self.files is None:
            return event.body
        return {**event.body, "thumb": links.link(self.files.link_key, event.body["id"], THUMB, self.clock())}
