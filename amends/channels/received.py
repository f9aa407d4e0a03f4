"""What came from a provider, genuine and read, in words that are the same for every channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amends.labels import Labelled


@dataclass(frozen=True)
class Call:
    """One HTTP call of a provider, as it arrived. `url` is the public address that was called, with its query;
    the names of `headers` are in lower case; `at` is when it came."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What the provider gets back at once. Some want a challenge repeated, some an empty document of their own."""

    status: int = 200
    body: str = ""
    media_type: str = "text/plain"


class Unsupported(Labelled):
    """What customers send and nobody here can read. Each is answered by a sentence of its own."""

    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    ENCRYPTED = "encrypted", "a message that is encrypted from end to end"
    OTHER = "other"


@dataclass(frozen=True)
class Text:
    """Typed words."""

    text: str


@dataclass(frozen=True)
class Started:
    """The customer opened the chat and has said nothing yet. Who is new there is welcomed, and nothing else follows."""


@dataclass(frozen=True)
class Press:
    """A choice was tapped: the token that went out with it, and its label as the provider repeats it."""

    token: str
    title: str = ""


@dataclass(frozen=True)
class RemoteFile:
    """A file that still lies with the provider. `reference` is all that `Channel.fetch` needs; it may expire, so the
    bytes are taken at once. `size` is in bytes, as the provider says it."""

    reference: str
    name: str = ""
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Files:
    """Files, and the words that stand under them."""

    files: tuple[RemoteFile, ...]
    caption: str = ""


@dataclass(frozen=True)
class Edit:
    """The customer changed an earlier message, named by the provider's `of`, to these words."""

    of: str
    text: str


@dataclass(frozen=True)
class Deletion:
    """The customer took an earlier message back."""

    of: str


@dataclass(frozen=True)
class OptOut:
    """The customer told the provider to let no message of ours through any more; where it is `over`, to let them
    through again."""

    over: bool = False


@dataclass(frozen=True)
class Unreadable:
    """Something that we cannot make anything of, and say so."""

    what: Unsupported


class DeliveryState(Labelled):
    """What a provider tells of a message that we sent."""

    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivery:
    """News of a message of ours, named by the provider's `of`. `code` and `why` say why it failed."""

    of: str
    state: DeliveryState
    code: str = ""
    why: str = ""


@dataclass(frozen=True)
class Received:
    """One thing that happened on a channel.

    `key` is unique within the channel and the same on each redelivery: what was kept under it is not taken again.
    `address` is where answers go (a chat, a number, a mailbox, a room). It says nothing about who writes: identity is
    order number and e-mail address, as in the chat window. `message_id` is the provider's own, by which edits,
    deletions and quotations name it. `language` is a hint, as a code like "nl"; `name` is for the desk alone.
    `thread` tells conversations of one address apart where the channel has such (a Slack thread, an e-mail's thread).

    Of a message with a `subject`: it counts as words where a conversation begins with it, unless it `is_reply` and has
    words of its own. `continues` are the provider's names of earlier messages that it goes on from: it belongs to the
    conversation of the same address that one of them is in, as it does to one whose case the subject names.
    """

    key: str
    address: str
    what: Started | Text | Press | Files | Edit | Deletion | OptOut | Unreadable | Delivery
    sent_at: datetime
    message_id: str = ""
    name: str = ""
    language: str = ""
    thread: str = ""
    subject: str = ""
    is_reply: bool = False
    continues: tuple[str, ...] = ()
