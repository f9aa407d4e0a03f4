"""The JSON of the chat API: what comes in and what goes out. docs/chat-api.md explains it with examples."""

import re
from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from amends.conversations.text import MAX_CHARACTERS
from amends.languages import CODES
from amends.unseen import UNSEEN


def _known(code: str) -> str:
    if code not in CODES:
        raise ValueError(f"is none of {', '.join(CODES)}")
    return code


# The languages that there are words for (domain/<code>/language.yml); a merchant may offer fewer.
Language = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(CODES)})]
MerchantId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$", examples=["my-shop"])]
ClientId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="Made by the client, new for each message. The same one again is the same message: send it again "
        "after a lost connection, and it is kept once.",
        examples=["5f0c2f6e-1"],
    ),
]
# A schema's pattern is ECMAScript's, which has no \U: the characters themselves stand for it.
_UNSEEN = re.sub(r"\\U([0-9a-f]{8})", lambda found: chr(int(found[1], 16)), UNSEEN)
# Enforced by amends.conversations.text, which says in words what is wrong.
VISIBLE = rf"^[^\x00]*[^\s\x00-\x1f\x7f-\x9f{_UNSEEN}][^\x00]*$"


class Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Known(Incoming):
    """A conversation that the browser had before."""

    id: str = Field(pattern=r"^cv_[a-z2-7]{26}$")
    secret: str = Field(min_length=1, max_length=200)


class Proof(Incoming):
    """The answer to a challenge (docs/chat-api.md, Limits)."""

    salt: str = Field(min_length=1, max_length=100)
    number: int = Field(ge=0, le=2**31 - 1)
    signature: str = Field(min_length=1, max_length=100)


class NewConversation(Incoming):
    """`language` defaults to the merchant's first. `identity`: whom the merchant's website vouches for
    (docs/chat-api.md, Signed identity). `known` and `proof` count where a limit is reached."""

    merchant: MerchantId
    language: Language | None = None
    identity: str | None = Field(None, max_length=4000, description="A JSON Web Token, signed with HS256.")
    known: list[Known] = Field(default_factory=list, max_length=5)
    proof: Proof | None = None


class ChosenLanguage(Incoming):
    language: Language


class TextMessage(Incoming):
    text: str = Field(
        min_length=1, max_length=MAX_CHARACTERS, json_schema_extra={"pattern": VISIBLE}, examples=["I want a refund"]
    )
    client_id: ClientId


class ButtonPress(Incoming):
    token: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$", description="Of a button in a reply.")
    client_id: ClientId


class OwnButton(Incoming):
    """One of the chat window's own buttons, which are there whatever the bot said last."""

    action: Literal["talk_to_human", "withdraw"]
    client_id: ClientId


class OpenedConversation(BaseModel):
    """`secret` is shown here only; it is the bearer token of every other call."""

    id: str
    secret: str
    merchant: str
    language: str


class LoggedEvent(Protocol):
    """An event as the core gives it out, whatever it is kept in."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def client_id(self) -> str | None: ...
    @property
    def body(self) -> dict[str, Any]: ...


class Event(BaseModel):
    """One entry of the log. `seq` counts from 1 without gaps; `body` depends on `kind` (docs/chat-api.md)."""

    seq: int
    kind: str
    author: Literal["customer", "bot", "agent", "system"]
    at: datetime
    client_id: str | None
    body: dict[str, Any]

    @classmethod
    def of(cls, row: LoggedEvent, shown: Callable[[LoggedEvent], dict[str, Any]] = attrgetter("body")) -> "Event":
        """The event as the customer's side may see it; `shown` adds to its body what holds only for now."""
        return cls(
            seq=row.seq,
            kind=row.kind,
            author=row.author,  # type: ignore[arg-type]  # the table's CHECK holds the same four
            at=row.at,
            client_id=row.client_id,
            body=shown(row),
        )


class CaseCard(BaseModel):
    """The case of a conversation at a glance, in its language. `progress` says how far it is (`step` of `steps`); both
    are null for a case that ended before its last step."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    title: str
    order: str | None
    amount: str | None
    step: int | None
    steps: int
    progress: str | None
    state: str
    since: str
    next: str | None
    closed: bool


class EventPage(BaseModel):
    """`more`: further events are there now. `waiting`: an answer is still owed. `typing`: somebody is writing one;
    `typist` is their name, null for the bot. `case`: how the conversation's case stands."""

    events: list[Event]
    more: bool
    waiting: bool
    typing: bool
    typist: str | None
    owner: Literal["bot", "person"]
    case: CaseCard | None = None


class MerchantFace(BaseModel):
    """What a chat window shows before a conversation is opened; `greeting` by language."""

    id: str
    name: str
    languages: list[str]
    greeting: dict[str, str]


class ProblemDetails(BaseModel):
    """RFC 9457. Clients decide by `type`; `detail` is for developers."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
    retry_after_s: int | None = None
    sentence: str | None = None
    challenge: dict[str, str | int] | None = None
    incident: str | None = None
