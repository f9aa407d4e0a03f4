"""What one message came to, kept with its conversation: the same message sent again is answered alike."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from amends import clock
from amends.messages.say import Say

ASKS_ITSELF = {
    "utter_what_to_correct", "utter_identity_not_matched", "utter_identity_still_not_matched",
    "utter_identity_ask_a_person", "utter_offer_person",
    "utter_frustrated", "utter_denied_can_be_reviewed", "utter_ask_to_move", "utter_ask_to_move_known",
}  # fmt: skip
"""What is said and asks for the next message itself: the open question is not put after it."""
ASKED_BACK = "utter_is_that_a_yes"
"""Asks for the yes to what is proposed in one sentence: what answers it answers the question."""
MISSES_A_YES = "utter_only_your_yes_is_missing"
"""The same to whoever is impatient, with what is done on it."""
ASKS_NOTHING = {
    "utter_choice_is_over", "utter_evidence_received", "utter_asked_again_after_no", "utter_back_to_order",
}  # fmt: skip
"""What a yes does not answer, so that it answers the question that stands behind it."""
HAS_ITS_BUTTONS = {ASKED_BACK, MISSES_A_YES, "utter_take_your_time", "utter_take_your_time_to_tell"}
"""What stands in the place of the open question, with its buttons: the whole of it is not put again."""
TAKES_LEAVE = {"utter_goodbye_kept", "utter_goodbye_unanswered"}
"""Whoever goes is asked nothing any more."""


@dataclass(frozen=True)
class Turn:
    """`id` is the message's. `open`: a question of ours waits for the next message. `at` is when it was said and
    `language` in which; None in conversations from before that was kept."""

    id: str
    says: tuple[Say, ...]
    open: bool
    at: datetime | None = None
    language: str | None = None

    @property
    def asks_something_else(self) -> bool:
        """Whether it ended with a question of its own, in the place of the one that is open."""
        return bool(self.says) and self.says[-1].response in ASKS_ITSELF

    @property
    def asks_back(self) -> bool:
        """Whether it ended with nothing but the question for the yes."""
        return bool(self.says) and self.says[-1].response in {ASKED_BACK, MISSES_A_YES}

    def put(self, question: Sequence[Say]) -> bool:
        """Whether `question` was put in this turn, or what asks in its place."""
        return all(say in self.says for say in question) or self.asks_something_else

    def as_json(self) -> dict[str, Any]:
        at = None if self.at is None else self.at.isoformat()
        says = [asdict(say) for say in self.says]
        return {"id": self.id, "says": says, "open": self.open, "at": at, "language": self.language}

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Turn":
        at = document.get("at")
        says = tuple(Say.from_json(say) for say in document["says"])
        at = None if at is None else clock.parse(at)
        return cls(document["id"], says, document["open"], at, document.get("language"))
