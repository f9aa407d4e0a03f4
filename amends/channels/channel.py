"""The seam to a messaging channel: the same few verbs for every provider, and nothing of what it calls its things.

A provider's module proves and reads its calls, fetches files and sends parts. It keeps nothing, decides nothing and
knows no conversation: amends/channels/inbound.py and outbound.py do that, once for all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from amends.channels.limits import Limits
from amends.channels.outgoing import Part
from amends.channels.received import Answer, Call, Received, RemoteFile


@dataclass(frozen=True)
class Arrived:
    """What one call held, in the order of the provider, and what it gets back once all of it is kept."""

    received: tuple[Received, ...] = ()
    answer: Answer = field(default_factory=Answer)


class Channel(Protocol):
    """One merchant's account at one provider. All calls block; each is bounded in time.

    Whatever a provider's answer does to us ends as ChannelUnavailable (try the same again, after `retry_after_s`) or
    ChannelRefused (final, with the provider's code and what it means)."""

    @property
    def kind(self) -> str:
        """telegram, whatsapp, messenger, twilio_whatsapp, twilio_sms, slack, matrix or email."""

    @property
    def limits(self) -> Limits: ...

    def take(self, call: Call) -> Arrived:
        """Prove that the call is the provider's and for this merchant, and read it. A handshake has nothing in
        `received`. NotGenuine where the proof lacks or is too old; InvalidDocument where a genuine call cannot be read.
        One entry of a batch that cannot be read never hides the others: it is Unreadable(OTHER)."""

    def fetch(self, file: RemoteFile) -> bytes:
        """The file's bytes, of at most `limits.file`. EvidenceRejected("too_large") for more."""

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        """Send; the provider's id of the message. `key` is the same on each try, for providers that tell repetitions
        by it."""

    def show_typing(self, address: str, thread: str = "") -> None:
        """Let the customer see for some seconds that an answer is coming. Does nothing where the channel has no such;
        never raises for a provider's refusal."""

    def acknowledge_press(self, received: Received) -> None:
        """Tell the provider that a tap arrived, where it shows a spinner until then."""


@dataclass(frozen=True)
class Checked:
    """What a provider says about the credentials: the account's name there, for people to recognise, and what is
    still to do, each a sentence with what to click."""

    account: str
    to_do: Sequence[str] = ()


class Called(Protocol):
    """What a provider needs that has to be told with each message where its news go."""

    def called_at(self, url: str) -> None:
        """The channel's own address, before anything else is asked of it."""


class Place(Protocol):
    """Where a channel that is asked stands: the provider's own token for what comes next, kept in the database, so
    that nothing is lost while nobody asks."""

    def get(self) -> str:
        """Empty where nothing was asked for yet."""

    def set(self, token: str) -> None:
        """What came before it is kept, and need not come again."""


class Placed(Protocol):
    """A channel whose provider goes by such a token."""

    def stands_at(self, place: Place) -> None:
        """The channel's own place, before anything is asked for."""


class Setup(Protocol):
    """What `amends channel` needs of a provider beside its Channel. ChannelRefused says in one sentence what is wrong
    with the credentials and where to put it right."""

    def check(self) -> Checked:
        """Ask the provider who we are."""

    def connect(self, url: str) -> Sequence[str]:
        """Have calls sent to `url` from now on, where the provider has a call for that; what remains to click."""

    def disconnect(self) -> None:
        """Have no more calls sent."""


Listen = Callable[[Callable[[Sequence[Received]], None], Callable[[], bool]], None]
"""A channel that is asked instead of calling us (long polling, sync, IMAP IDLE): hands over what came, which is kept
before the next is asked for, until the second argument says that it is over."""
