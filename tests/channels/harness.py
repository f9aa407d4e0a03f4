"""What the contract needs of a provider's stand-in: it plays the customer, and keeps what was sent to them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from pydantic import BaseModel

from amends.channels.registry import Provider

AT = datetime(2020, 1, 1, 10, 0, tzinfo=UTC)
"""Before anything that a stand-in dates, by the machine's clock: whatever it plays was written just now."""


@dataclass(frozen=True)
class Post:
    """One call of the provider's, signed."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    query: str = ""
    method: str = "POST"


@dataclass(frozen=True)
class Sent:
    """A message as the provider got it. `choices` are (token, title) of buttons or a list."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    """Names and contents."""


class Harness(Protocol):
    """One for each test. `number` names a message of the customer's: the same number is the same delivery. All of them
    come from one customer, who writes English. `can`: what the channel has of `edit`, `deletion`, `press`, `photo`,
    `voice`, `batch` and `window`; tests of the others are passed over.

    One whose provider is asked instead of calling us has `is_asked`, `deliver(post)` and `is_anything_there()`
    (tests/channels/email_harness.py). One whose provider signs the time has a `clock`, and `again(post)`, which is the
    same delivery signed anew."""

    kind: str
    can: frozenset[str]

    def provider(self) -> Provider:
        """The registry's, with its address of this stand-in."""

    def credentials(self) -> BaseModel: ...

    def connected(self, url: str) -> None:
        """The channel is called at `url`, which some providers sign."""

    def text(self, number: int, words: str) -> Post: ...

    def press(self, number: int, token: str, title: str) -> Post: ...

    def photo(self, number: int, raw: bytes, caption: str) -> Post: ...

    def edit(self, number: int, of: int, words: str) -> Post: ...

    def deletion(self, number: int, of: int) -> Post: ...

    def voice(self, number: int) -> Post: ...

    def batch(self, *texts: tuple[int, str]) -> Post:
        """Several messages in one call."""

    def forged(self, number: int, words: str) -> Post:
        """A call whose proof is not the provider's."""

    def sent(self) -> list[Sent]: ...

    def refuse_next(self) -> None:
        """The provider refuses the next message for good."""

    def be_busy_once(self, retry_after_s: float) -> None:
        """The provider asks for patience with the next message."""

    def close_window(self) -> None:
        """The provider holds the customer's last message for too long ago, whatever our clock says."""

    def close(self) -> None: ...


Made = dict[str, Any]
