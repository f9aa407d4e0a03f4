"""One message of a customer, as the dialogue hears it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

SURE = 0.5
"""From this confidence on an intent may interrupt a question that takes any text."""


@dataclass(frozen=True)
class Message:
    """`turn` is the id of the event that holds it; `intent` the NLU's, `confidence` 0 to 1.

    `choice` holds what a button stands for, such as {"issue": "outage"}. Buttons are ours: their payload never
    comes from the customer's side.
    """

    turn: str
    text: str
    at: datetime
    intent: str
    confidence: float = 1.0
    choice: Mapping[str, str] = field(default_factory=dict)

    @property
    def pressed(self) -> bool:
        return bool(self.choice)

    @property
    def says_none(self) -> bool:
        """Whether it is the button «I have none» under a question for evidence, which stands for no choice."""
        return self.intent == "no_evidence" and self.text == "/no_evidence"
