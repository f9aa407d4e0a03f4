"""The closed list of what a rule may do. None of it moves money, decides, or says anything to a customer, and none may
come to (docs/decisions/0184)."""

from collections.abc import Mapping
from dataclasses import dataclass

from amends.conversations.text import clean
from amends.desk.case_actions import MAX_LABEL
from amends.errors import CannotBeDone
from amends.labels import Labelled
from amends.merchants.desk_targets import Priority

MOST_DAYS = 60
LEADING = "leading"
"""Whom a notice is for: those who lead the desk."""


class ActionKind(Labelled):
    """The label is what is done, before the action's value."""

    LABEL = "label", "put on the label"
    UNLABEL = "unlabel", "take off the label"
    PRIORITY = "priority", "set the priority to"
    TEAM = "team", "give it to the team"
    ASSIGN = "assign", "give it to"
    SNOOZE = "snooze", "put it off, in desk days"
    DRAFT = "draft", "lay out as a draft the prepared answer"
    NOTIFY = "notify", "tell"


@dataclass(frozen=True)
class Action:
    """`value` is a label, a priority, the id of a team or person, a number of days, or a prepared answer's name."""

    kind: ActionKind
    value: str


def checked(kind: str, typed: str, own: Mapping[str, Mapping[str, str]]) -> Action:
    """An action as it is kept. CannotBeDone says what is wrong. `own`: the merchant's teams, people and answers, values
    by what staff type, under the name of the action."""
    if kind not in ActionKind:
        raise CannotBeDone("Choose what each action does.")
    found, value = ActionKind(kind), " ".join(typed.split())
    if not value:
        raise CannotBeDone(f"“{found.label}”: write what.")
    match found:
        case ActionKind.LABEL | ActionKind.UNLABEL:
            if len(value) > MAX_LABEL:
                raise CannotBeDone(f"A label has {MAX_LABEL} characters at most.")
            return Action(found, clean(value))
        case ActionKind.PRIORITY:
            if value.casefold() not in Priority:
                raise CannotBeDone(f"“{found.label}”: use one of {', '.join(Priority)}.")
            return Action(found, value.casefold())
        case ActionKind.SNOOZE:
            if not (value.isascii() and value.isdigit() and len(value) <= 4 and 1 <= int(value) <= MOST_DAYS):
                raise CannotBeDone(f"A case is put off for 1 to {MOST_DAYS} days.")
            return Action(found, str(int(value)))
    known = {word.casefold(): kept for word, kept in own.get(found, {}).items()}
    known |= {kept.casefold(): kept for kept in list(known.values())}
    if value.casefold() not in known:
        words = ", ".join(sorted(own.get(found, {}))) or "none yet"
        raise CannotBeDone(f"“{found.label}”: there is no {value}. Use: {words}.")
    return Action(found, known[value.casefold()])
