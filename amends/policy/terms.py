"""The closed vocabulary of conditions: what a row of a policy file may test, and nothing else.

A *term* is a pure function of the facts with a fixed set of answers. A row lists terms with the answers it accepts:
`activated: false`, `issue: [cancel, wrong_purchase]`. An answer of None meets neither `true` nor `false`; what it means
is the term's `silence`. docs/policy.md is held to this list by a test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from amends.claims.claim import ISSUES
from amends.policy.decision import Outcome, Remedy
from amends.policy.facts import Facts
from amends.policy.logic import Test, Truth
from amends.policy.records import RECORDS


class NotTold(Enum):
    """The answer of a word whose None means «there is none», where not even that is known."""

    IT = "not told"


Answer = bool | str | NotTold | None

YES_OR_NO = (True, False)
ACCEPTS = "accepts"
ISSUE = "issue"
"""The term whose answers a merchant adds to."""


class Silence(Enum):
    """What an answer of None means."""

    UNKNOWN = "not known: what hangs on it goes to a person"
    NOTHING = "there is none, and that is known"
    READ = "nobody said: the row is passed over"


@dataclass(frozen=True)
class Term:
    """One word of the vocabulary. `shows` names the facts that stand in the reasons beside the answer, `needs` the
    setting without which a policy cannot use it."""

    name: str
    answers: tuple[bool | str, ...]
    answer: Callable[[Facts], Answer]
    meaning: str
    shows: tuple[str, ...] = ()
    needs: str | None = None
    silence: Silence | None = None
    """None: it always answers. Where it has none after all, that is UNKNOWN."""


@dataclass(frozen=True)
class Condition(Test):
    """A term and the answers that satisfy it."""

    term: Term
    allowed: frozenset[bool | str]

    def holds(self, facts: Facts) -> bool:
        return self.term.answer(facts) in self.allowed

    def truth(self, facts: Facts) -> Truth:
        answer = self.term.answer(facts)
        if answer is NotTold.IT or (answer is None and self.term.silence is not Silence.NOTHING):
            return None
        return answer in self.allowed

    def in_row(self, facts: Facts) -> Truth:
        """What a row passes over by a reading leaves nothing open."""
        return False if self.is_read and self.term.answer(facts) is None else self.truth(facts)

    @property
    def is_read(self) -> bool:
        """Whether no answer is read as neither yes nor no, and so meets no row in which the word stands by itself."""
        return self.term.silence is Silence.READ

    def unknown(self, facts: Facts) -> tuple[str, ...]:
        return (self.term.name,) if self.truth(facts) is None else ()

    def told(self, facts: Facts) -> dict[str, Any]:
        answer = self.term.answer(facts)
        return {self.term.name: None if answer is NotTold.IT else answer} | {
            name: RECORDS[name](facts) for name in self.term.shows
        }

    def written(self) -> str:
        if self.term.answers == YES_OR_NO:
            return self.term.name if self.allowed == {True} else f"not {self.term.name}"
        return f"{self.term.name}: {' or '.join(sorted(str(answer) for answer in self.allowed))}"

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.term.name})

    @property
    def may_be_unknown(self) -> frozenset[str]:
        return self.names if self.term.silence in {Silence.UNKNOWN, Silence.READ} else frozenset()


TERMS: dict[str, Term] = {}


def term(
    *answers: bool | str, shows: tuple[str, ...] = (), needs: str | None = None, silence: Silence | None = None
) -> Callable[[Callable[[Facts], Answer]], Callable[[Facts], Answer]]:
    """Enter a function into the vocabulary under its own name, with its docstring as the meaning."""

    def enter(function: Callable[[Facts], Answer]) -> Callable[[Facts], Answer]:
        name = function.__name__
        if name in TERMS or not function.__doc__:
            raise ValueError(f"term {name} is taken or says nothing")
        meaning = " ".join(function.__doc__.split())
        TERMS[name] = Term(name, answers or YES_OR_NO, function, meaning, shows, needs, silence)
        return function

    return enter


def meanings() -> Mapping[str, str]:
    """Every term with its meaning, in alphabetical order."""
    return {name: TERMS[name].meaning for name in sorted(TERMS)}


@term(*ISSUES)
def issue(facts: Facts) -> Answer:
    """What the claim is about: one of these, or a kind of the merchant's own."""
    return facts.claim.issue


@term()
def identified(facts: Facts) -> Answer:
    """The claim's order exists at this merchant, and its e-mail address is the claim's (letter case aside)."""
    return facts.identified


@term(Remedy.FULL_REFUND, Outcome.WAIT, silence=Silence.NOTHING)
def accepts(facts: Facts) -> Answer:
    """Which of the options offered earlier the customer picked."""
    return facts.claim.accepts


@term(shows=("evidence",))
def has_evidence(facts: Facts) -> Answer:
    """The customer sent at least one accepted file."""
    return facts.has_evidence


@term(shows=("contradicting_evidence",))
def contradicted(facts: Facts) -> Answer:
    """Some accepted file says otherwise than the merchant's records."""
    return any(piece.contradicts_records for piece in facts.claim.evidence)


@term(shows=("occurred_at",))
def occurred_at_known(facts: Facts) -> Answer:
    """The customer said when the problem occurred."""
    return facts.claim.occurred_at is not None


@term(shows=("originally_paid_at", "opened_at"), needs="report_within")
def in_time(facts: Facts) -> Answer:
    """The claim came at most `report_within` calendar days after the original payment."""
    return facts.in_time


@term(shows=("occurred_at", "opened_at"), needs="late_report", silence=Silence.READ)
def reported_late(facts: Facts) -> Answer:
    """The date of the claim is more than `late_report` after that of the problem. Not known where nobody said when."""
    return facts.reported_late
