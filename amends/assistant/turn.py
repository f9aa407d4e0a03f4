"""What one message came to, kept with its conversation: the same message sent again is answered alike."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from amends.messages.say import Say

ASKS_ITSELF = {"utter_what_to_correct", "utter_identity_not_matched", "utter_offer_person", "utter_frustrated"}
"""What is said and asks for the next message itself: the open question is not put after it."""


@dataclass(frozen=True)
class Turn:
    """`id` is the message's. `open`: a question of ours waits for the next message."""

    id: str
    says: tuple[Say, ...]
    open: bool

    @property
    def asks_something_else(self) -> bool:
        """Whether it ended with a question of its own, in the place of the one that is open."""
        return bool(self.says) and self.says[-1].response in ASKS_ITSELF

    def put(self, question: Sequence[Say]) -> bool:
        """Whether `question` was put in this turn, or what asks in its place."""
        return all(say in self.says for say in question) or self.asks_something_else

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "says": [asdict(say) for say in self.says], "open": self.open}

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Turn":
        return cls(document["id"], tuple(Say.from_json(say) for say in document["says"]), document["open"])
