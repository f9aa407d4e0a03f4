"""What the model makes of a message's words: everything that it does, and how the first of it is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.reading.issues import EITHER, QUESTIONS, SMALL_TALK, names_problem
from amends.reading.thresholds import (
    ALSO_DOES,
    BESIDE_A_QUESTION,
    DOWN_EITHER,
    MAY_BE,
    NEVER_WORKED_EITHER,
    SURE,
    SURE_HOW_MEANT,
)

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
    """`act` is what the message does above all, `sure` how probable that is; `besides`, what it does as well; `likely`,
    the problems that it may be about, the likeliest first; `either`, the other problem that the same words may mean.

    What the words say by themselves (`Message.facts`) needs no model, and the merchant and the open question."""

    act: str
    sure: float
    besides: tuple[str, ...]
    meant: Meant
    likely: tuple[str, ...] = ()
    either: str | None = None


@dataclass(frozen=True)
class Part:
    """A clause of a message, read alone: from `start` until before `end` of its text."""

    start: int
    end: int
    reading: Reading


def of_ranking(ranking: Sequence[tuple[str, float]], meant: tuple[str, float] | None) -> Reading:
    """`ranking`: acts with their probabilities, the likeliest first; `meant`, the likeliest way with its own. A problem
    that stands beside a question is what the message is about: its question is answered as well."""
    acts = [(NOTHING if act == "inform" else act, sure) for act, sure in ranking] or [(NOTHING, 0.0)]
    (act, sure), *rest = acts
    if act in SMALL_TALK and sure < SURE:  # «xyzzy» takes no leave
        act = NOTHING
    likely = tuple(other for other, share in acts if share >= MAY_BE and names_problem(other))
    either = _either(act, rest)
    rest = [each for each in rest if each[0] != either]
    besides = tuple(other for other, likely in rest if likely >= ALSO_DOES and other != NOTHING)
    beside_it = (other for other, likely in rest if likely >= BESIDE_A_QUESTION and names_problem(other))
    problem = next(beside_it, None) if act in QUESTIONS else None
    if act == "loss_claim" and "outage" in besides:  # the loss is what the outage led to
        act, besides = "outage", ("loss_claim", *(other for other in besides if other != "outage"))
        sure = min(1.0, sure + dict(rest)["outage"])
    if problem is not None:
        besides = (act, *(other for other in besides if other != problem))
        act, sure = problem, min(1.0, sure + dict(rest)[problem])  # as sure as that it is one or both of them
    way = Meant(meant[0]) if meant is not None and meant[1] >= SURE_HOW_MEANT else Meant.STATED
    return Reading(act, sure, besides, way, likely, either)


def _either(act: str, rest: Sequence[tuple[str, float]]) -> str | None:
    """The other of the two problems that the same words may mean."""
    least = {"outage": NEVER_WORKED_EITHER, "not_activated": DOWN_EITHER}.get(act)
    if least is None:
        return None
    return next((other for other, share in rest if other in EITHER and share >= least), None)
