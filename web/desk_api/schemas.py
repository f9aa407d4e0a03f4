"""The JSON of the desk's API. docs/desk-api.md explains it with examples. What the scopes do not reach is null."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from amends.conversations.text import MAX_CHARACTERS
from amends.desk.case_actions import MAX_LABEL
from web.schemas import VISIBLE

Text = Annotated[
    str, Field(min_length=1, max_length=MAX_CHARACTERS, json_schema_extra={"pattern": VISIBLE}, examples=["Noted"])
]
Label = Annotated[
    str, Field(min_length=1, max_length=MAX_LABEL, json_schema_extra={"pattern": VISIBLE}, examples=["priority"])
]
Issue = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{2,29}$", examples=["outage"])]
"""One of ours, or of the merchant's own kinds: which those are is the merchant's to say."""


class Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(BaseModel):
    """Somebody at the desk."""

    id: str
    name: str


class Colleague(Person):
    role: str


class CaseSummary(BaseModel):
    """`due_at`: by when an answer was promised. `with_person`: a person has the chat; `waiting`: and the customer said
    the last thing in it. `approval_pending`: a decision waits for a second person. `email` takes `customers:read`;
    `about` (the problem in the customer's words) and `last_words` take `conversations:read`."""

    number: str
    merchant: str
    status: str
    issue: str
    order_number: str | None
    language: str
    channel: str | None
    opened_at: datetime
    due_at: datetime | None
    snoozed_until: datetime | None
    assigned_to: Person | None
    with_person: bool
    waiting: bool
    approval_pending: bool
    labels: list[str]
    email: str | None
    about: str | None
    last_words: str | None


class CasePage(BaseModel):
    """`next` is the `cursor` of the page that follows; null: this is the last one."""

    cases: list[CaseSummary]
    next: str | None


class Amount(BaseModel):
    """`amount` is a decimal number as text, in the currency's usual unit."""

    amount: str
    currency: str


class Decided(BaseModel):
    """A decision as it was taken. `by` says in words whether the policy did or who at the desk."""

    at: datetime
    by: str
    outcome: str
    row: str
    clauses: list[str]
    remedy: str | None
    amount: Amount | None


class Remedied(BaseModel):
    """What the ledger carries out or did. `reference` is the order backend's."""

    kind: str
    state: str
    amount: Amount | None
    reference: str | None


class Line(BaseModel):
    """A note, or a line of the timeline: what was done by whom, with the rest of it in words."""

    at: datetime
    who: str
    what: str
    text: str


class Case(CaseSummary):
    """All of a case but its conversation. The last thing in a list is the latest."""

    closed_at: datetime | None
    merged_into: str | None
    merged_here: list[str]
    decisions: list[Decided]
    remedies: list[Remedied]
    notes: list[Line]
    history: list[Line]


class Message(BaseModel):
    """An entry of the conversation, as the desk shows it. `author` is `customer`, `agent`, `bot` or `system`, `who`
    the name that is read; `state` is what a messaging channel tells of ours, null in other chats."""

    id: int
    kind: str
    author: str
    who: str
    text: str
    at: datetime
    channel: str
    case: str
    buttons: list[str]
    state: str | None


class Conversation(BaseModel):
    """The latest entries, oldest first. `before` is the cursor of those before them; null: these are the first."""

    messages: list[Message]
    before: int | None


class CustomersOrder(BaseModel):
    number: str
    product: str
    cases: int


class CustomersCase(BaseModel):
    number: str
    status: str
    issue: str
    order_number: str | None
    opened_at: datetime
    closed_at: datetime | None


class Customer(BaseModel):
    """As far as the cases tell. `email` is null where nobody is matched with the case; `more`: there are more cases."""

    email: str | None
    name: str | None
    orders: list[CustomersOrder]
    cases: list[CustomersCase]
    channels: list[str]
    more: bool


class Report(BaseModel):
    """`figures` by name; `definitions` says of each what it counts. Times are in minutes."""

    merchant: str
    since: datetime
    until: datetime
    figures: dict[str, Any]
    definitions: dict[str, str]


class Reply(Incoming):
    """`beside`: the id of the colleague who has the chat, where it is known and meant."""

    text: Text
    beside: str | None = Field(None, max_length=40)


class Note(Incoming):
    text: Text


class Labelling(Incoming):
    label: Label


class Assignment(Incoming):
    """`to` is the id of a colleague; null gives the case back to the queue."""

    to: str | None = Field(max_length=40)


class Snooze(Incoming):
    """`seen_at`: when the caller read the case; it is refused where the customer has written since."""

    until: AwareDatetime
    seen_at: AwareDatetime | None = None


class Subject(Incoming):
    issue: Issue


class Closing(Incoming):
    """`text` is what the customer is told, which takes `conversations:write`; a standard sentence without it."""

    text: Text | None = None


class Reopening(Incoming):
    """`why` is for the timeline; the customer reads a standard sentence."""

    why: Text
