"""What the customer is asked to say yes to, as it was put, with the act behind each answer that has one."""

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from amends import clock
from amends.messages.say import Say
from amends.remedies.confirmation import Act, Confirmation

YES, NO = "yes", "no"
_NUMBER = "{proposal}"


def choosing(option: str) -> str:
    """What the button of an option stands for, under a proposal that gets its id yet."""
    return f'/choose{{"accepts": "{option}:{_NUMBER}"}}'


@dataclass(frozen=True)
class Proposal:
    """`acts` is by answer: `yes`, or one of the options of an offer; an answer that does nothing has none.

    `id` stands in every button under it and in its link, so that a press counts for this proposal and no other. It is
    not to be guessed. What was written before `at` answers nothing, as it was not put yet. `text` is what the customer
    reads, `say` the same as a response.
    """

    id: str
    say: Say
    text: str
    at: datetime
    acts: tuple[tuple[str, Act], ...] = ()

    @classmethod
    def new(cls, say: Say, text: str, acts: dict[str, Act], at: datetime) -> Self:
        """A proposal under an id of its own, which the response's buttons get as the argument `proposal`, and its
        choices in the place that `choosing` left for it."""
        number = secrets.token_hex(16)
        choices = tuple((title, behind.replace(_NUMBER, number)) for title, behind in say.choices)
        put = replace(say, args={**say.args, "proposal": number}, choices=choices)
        return cls(number, put, text, at, tuple(acts.items()))

    def agreed(self, answer: str, by: str, at: datetime) -> Confirmation | None:
        """The confirmation that `answer` amounts to; None where nothing is done on it."""
        act = dict(self.acts).get(answer)
        return None if act is None else Confirmation(by, at, self.text, act)

    def answer(self, pressed: str) -> str | None:
        """The answer of a pressed button; None where the button stands under another proposal."""
        answer, _, number = pressed.partition(":")
        return answer if secrets.compare_digest(number.encode(), self.id.encode()) else None

    def as_json(self) -> dict[str, Any]:
        acts = [[answer, act.as_json()] for answer, act in self.acts]
        return {"id": self.id, "say": asdict(self.say), "text": self.text, "at": self.at.isoformat(), "acts": acts}

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        acts = tuple((answer, Act.from_json(act)) for answer, act in document["acts"])
        at = clock.parse(document["at"])
        return cls(document["id"], Say.from_json(document["say"]), document["text"], at, acts)
