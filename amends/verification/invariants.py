"""The invariants by their numbers: what each promises, and the function that looks for what breaks it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from amends.verification.alive import every_process_answers
from amends.verification.consent import nothing_is_done_without_a_yes
from amends.verification.leaking import nothing_is_told_to_a_stranger
from amends.verification.material import Material
from amends.verification.messages import nothing_is_lost
from amends.verification.money import no_money_moves_twice, no_more_than_was_paid
from amends.verification.promises import promises_are_kept_in_order
from amends.verification.records import the_audit_log_is_whole
from amends.verification.result import Result
from amends.verification.stuck import nothing_is_stuck
from amends.verification.takeover import the_bot_is_silent_beside_a_person
from amends.verification.telling import what_is_done_is_said, what_is_said_is_done


@dataclass(frozen=True)
class Invariant:
    """`promise` as an operator reads it."""

    number: str
    promise: str
    check: Callable[[Material], Result]


@dataclass(frozen=True)
class Checked:
    """An invariant with what it came to."""

    invariant: Invariant
    result: Result

    @property
    def holds(self) -> bool:
        return not self.result.violations

    def as_json(self) -> dict[str, Any]:
        return {
            "invariant": self.invariant.number,
            "promise": self.invariant.promise,
            "holds": self.holds,
            "looked_at": self.result.looked_at,
            "violations": [violation.as_json() for violation in self.result.violations],
            "unchecked": self.result.unchecked,
        }


INVARIANTS = (
    Invariant("I1", "every message that was acknowledged has exactly one outcome", nothing_is_lost),
    Invariant("I2", "money moves once for each entry of the ledger", no_money_moves_twice),
    Invariant("I3", "never more goes back than was paid", no_more_than_was_paid),
    Invariant("I4", "what a customer was told is done is done", what_is_said_is_done),
    Invariant("I5", "what is done is told", what_is_done_is_said),
    Invariant("I6", "nobody is told what is another's", nothing_is_told_to_a_stranger),
    Invariant("I7", "nothing is done without a matched customer and a yes", nothing_is_done_without_a_yes),
    Invariant("I8", "the bot is silent while a person has the chat", the_bot_is_silent_beside_a_person),
    Invariant("I9", "cases move by their table, and promises move to earlier only", promises_are_kept_in_order),
    Invariant("I10", "the audit log and the decisions are as they were written", the_audit_log_is_whole),
    Invariant("I11", "nothing is stuck without a person", nothing_is_stuck),
    Invariant("I12", "every process answers, or does so within ten seconds", every_process_answers),
)


def check(material: Material) -> list[Checked]:
    """All of them, in their order."""
    return [Checked(invariant, invariant.check(material)) for invariant in INVARIANTS]
