"""Where a conversation's claim stands: one of seven states, each with only what it needs.

`match` on the state decides what a message means; a state that must not exist cannot be built.
"""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from amends.assistant.proposal import Proposal
from amends.messages.say import Say

CONFIRMATIONS = ("confirmation", "withdrawal", "accepts")
"""Questions under a proposal: what is answered with a yes, or with a choice that is one."""
OFFER, COMMENT = "offer", "comment"
"""The questions that are open while a customer may accept an offer, or add words to a score."""


@dataclass(frozen=True)
class Collecting:
    """`question` is the answer that is waited for; None before the customer has named anything."""

    question: str | None = None


@dataclass(frozen=True)
class Confirming:
    """What is proposed waits for a yes to exactly that; `question` is one of CONFIRMATIONS. `interrupted`: something
    was said since it was put, so a bare «ok» may answer that instead."""

    question: str
    proposal: Proposal
    interrupted: bool = False

    def __post_init__(self) -> None:
        if self.question not in CONFIRMATIONS:
            raise ValueError(f"{self.question!r} is not answered with a yes")


@dataclass(frozen=True)
class Parked:
    """The order system was away: the worker goes on when it is back."""


@dataclass(frozen=True)
class AskedByDesk:
    """A person wants to know something: what, in order, and how many pieces of evidence of that kind there were."""

    wanted: tuple[tuple[str, int], ...]
    question: str | None


@dataclass(frozen=True)
class Offered:
    """A person offers something instead of money, as it is put. `interrupted`, as above."""

    put: Say
    interrupted: bool = False


@dataclass(frozen=True)
class Commenting:
    """The customer gave a score to the case of that number, and may add words."""

    rated: str


@dataclass(frozen=True)
class Settled:
    """Decided, handed over or abandoned: the next problem begins anew. `by` is the message that settled it; `left` the
    state in which a person was asked for: a person who hands back brings it back."""

    by: str | None = None
    left: "Collecting | Confirming | AskedByDesk | None" = None


State = Collecting | Confirming | Parked | AskedByDesk | Offered | Commenting | Settled
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Collecting, Confirming, Parked, AskedByDesk, Offered, Commenting, Settled)
}


def question_of(state: State) -> str | None:
    """The question that is open in `state`."""
    match state:
        case Collecting(question) | Confirming(question) | AskedByDesk(question=question):
            return question
        case Offered():
            return OFFER
        case Commenting():
            return COMMENT
        case Parked() | Settled():
            return None


def asking(question: str | None, proposal: Proposal | None = None) -> Collecting | Confirming:
    """The state in which the claim's next question is open. ValueError for a yes that nothing was proposed for."""
    if question not in CONFIRMATIONS:
        return Collecting(question)
    if proposal is None:
        raise ValueError(f"{question} without a proposal")
    return Confirming(question, proposal)


def after_turn(before: State, after: State, asked_back: bool) -> State:
    """`after` as the turn leaves it: where the same yes was waited for `before`, the message was something in between,
    unless what it led to asked for just that yes again."""
    match before, after:
        case Confirming(proposal=was), Confirming(proposal=now) if was.id == now.id:
            return replace(after, interrupted=not asked_back)
        case Offered(put=put), Offered(put=still) if put == still:
            return replace(after, interrupted=not asked_back)
        case _:
            return after


def as_json(state: State) -> dict[str, Any]:
    """The state with the name of its kind."""
    document = {each.name: getattr(state, each.name) for each in fields(state)}
    match state:
        case Confirming(proposal=proposal):
            document["proposal"] = proposal.as_json()
        case AskedByDesk(wanted=wanted):
            document["wanted"] = [list(each) for each in wanted]
        case Offered(put=put):
            document["put"] = asdict(put)
        case Settled(left=left) if left is not None:
            document["left"] = as_json(left)
    return {"kind": type(state).__name__, **document}


def from_json(document: dict[str, Any]) -> State:
    """The state that `as_json` made."""
    kind, known = _KINDS[document["kind"]], {name: value for name, value in document.items() if name != "kind"}
    if kind is Confirming:
        known["proposal"] = Proposal.from_json(known["proposal"])
    if kind is AskedByDesk:
        known["wanted"] = tuple((item, before) for item, before in known["wanted"])
    if kind is Settled and known["left"] is not None:
        known["left"] = from_json(known["left"])
    if kind is Offered:
        known["put"] = Say.from_json(known["put"])
    state: State = kind(**known)
    return state
