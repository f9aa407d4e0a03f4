"""The steps that a macro can have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amends.conversations.text import clean
from amends.desk.case_actions import MAX_LABEL
from amends.errors import CannotBeDone
from amends.labels import Labelled

MOST = 8


class StepKind(Labelled):
    """The label is what is done, before the step's value."""

    REPLY = "reply", "send the prepared answer"
    NOTE = "note", "write the note"
    LABEL = "label", "put on the label"
    UNLABEL = "unlabel", "take off the label"
    CLAIM = "claim", "give the case to whoever runs it"
    RELEASE = "release", "give the case back to the queue"
    SNOOZE = "snooze", "put the case off, in desk days"
    HAND_BACK = "hand_back", "hand the chat back to the bot"


WITH_VALUE = frozenset({StepKind.REPLY, StepKind.NOTE, StepKind.LABEL, StepKind.UNLABEL, StepKind.SNOOZE})
MOST_DAYS = 60


@dataclass(frozen=True)
class Step:
    """`value`: the name of a prepared answer, the text of a note, a label, or a number of days; empty for the rest."""

    kind: StepKind
    value: str = ""

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Step":
        """As it was kept."""
        return cls(StepKind(document["kind"]), str(document.get("value", "")))

    def as_json(self) -> dict[str, str]:
        return {"kind": str(self.kind), "value": self.value}


def checked(steps: Iterable[Step], answers: Iterable[str]) -> tuple[Step, ...]:
    """The steps as they are kept. CannotBeDone for a list that makes no sense: the text says why. `answers` are the
    names of the prepared answers that there are."""
    known = frozenset(answers)
    found = tuple(_checked(step, known) for step in steps)
    if not found:
        raise CannotBeDone("A macro has one step at least.")
    if len(found) > MOST:
        raise CannotBeDone(f"A macro has {MOST} steps at most.")
    if len(kinds := [step.kind for step in found if step.kind not in WITH_VALUE - {StepKind.SNOOZE}]) != len(
        set(kinds)
    ):
        raise CannotBeDone("The same step stands there twice.")
    if StepKind.HAND_BACK in kinds and StepKind.SNOOZE in kinds:
        raise CannotBeDone("What the bot has again is not put off: it comes back by itself.")
    order = [step.kind for step in found]
    if StepKind.SNOOZE in order and StepKind.REPLY in order[order.index(StepKind.SNOOZE) :]:
        raise CannotBeDone("Put the case off after the answer: it comes back with whatever is said.")
    return found


def _checked(step: Step, answers: frozenset[str]) -> Step:
    value = step.value.strip()
    if step.kind not in WITH_VALUE:
        return Step(step.kind)
    if not value:
        raise CannotBeDone(f"What is to stand there? “{step.kind.label}” says it not.")
    match step.kind:
        case StepKind.REPLY if value not in answers:
            raise CannotBeDone(f"There is no prepared answer {value}.")
        case StepKind.LABEL | StepKind.UNLABEL if len(value) > MAX_LABEL:
            raise CannotBeDone(f"A label has {MAX_LABEL} characters at most.")
        case StepKind.SNOOZE if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= MOST_DAYS):
            raise CannotBeDone(f"A case is put off for 1 to {MOST_DAYS} days.")
    return Step(step.kind, clean(value))
