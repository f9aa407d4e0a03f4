"""What the model makes of a message's words: everything that it does, and how the first of it is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.assistant.issues import ISSUE_OF_INTENT, QUESTIONS
from amends.assistant.thresholds import ALSO_DOES, BESIDE_A_QUESTION, SURE_HOW_MEANT

NOTHING = "nlu_fallback"
"""What names nothing: a detail that is handed over, or words that are not understood."""


class Meant(StrEnum):
    """How what a message does is meant; data/messages/README.md has an example of each."""

    STATED = "stated"
    ASKED = "asked"
    CONDITIONAL = "conditional"
    NEGATED = "negated"
    OTHER = "other"  # it is somebody else's matter
    TOLD = "told"  # it was said or done before


@dataclass(frozen=True)
class Reading:
    """`act` is what the message does above all, `sure` how probable that is; `besides`, what it does as well."""

    act: str
    sure: float
    besides: tuple[str, ...]
    meant: Meant


def of_ranking(ranking: Sequence[tuple[str, float]], meant: tuple[str, float] | None) -> Reading:
    """`ranking`: acts with their probabilities, the likeliest first; `meant`, the likeliest way with its own. A problem
    that stands beside a question is what the message is about: its question is answered as well."""
    acts = [(NOTHING if act == "inform" else act, sure) for act, sure in ranking] or [(NOTHING, 0.0)]
    (act, sure), *rest = acts
    besides = tuple(other for other, likely in rest if likely >= ALSO_DOES and other != NOTHING)
    beside_it = (other for other, likely in rest if likely >= BESIDE_A_QUESTION and other in ISSUE_OF_INTENT)
    problem = next(beside_it, None) if act in QUESTIONS else None
    if problem is not None:
        besides = (act, *(other for other in besides if other != problem))
        act, sure = problem, min(1.0, sure + dict(rest)[problem])  # as sure as that it is one or both of them
    way = Meant(meant[0]) if meant is not None and meant[1] >= SURE_HOW_MEANT else Meant.STATED
    return Reading(act, sure, besides, way)
