"""What a run left behind: whether everything owed was moved, and nothing else; and how long that took."""

import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from amends.db.conversation_tables import ConversationRow, TurnRow
from amends.errors import DatabaseUnavailable
from faults.system import System
from simulate.judge import FinalState, final_state

SETTLED_WITHIN_S = 90.0
LOOK_S = 0.05


@dataclass(frozen=True)
class End:
    """`outcome`: `as_owed`, `person` (a person has the case), `left` (nothing was moved, and nobody waits), or
    `unsettled`. `wrong`: what was moved and was not owed."""

    outcome: str
    wrong: tuple[str, ...]


def settled(system: System, conversations: Collection[str], numbers: Collection[str]) -> FinalState:
    """As soon as nothing is worked on any more, or as it is SETTLED_WITHIN_S after what was broken was put right.
    DatabaseUnavailable where it was away for all that time."""
    until = time.monotonic() + SETTLED_WITHIN_S
    while True:
        if system.keeper.is_busy:
            until = time.monotonic() + SETTLED_WITHIN_S
        try:
            is_owed = _is_owed(system, conversations)  # first: what its answer enters is then seen
            found = final_state(system.stack.database, system.stack.orders, conversations, numbers)
        except DatabaseUnavailable:
            if time.monotonic() > until:
                raise
        else:
            if (found.settled and not is_owed) or time.monotonic() > until:
                return found
        time.sleep(LOOK_S)


def ended(owed: Collection[str], found: FinalState, *, with_person: bool) -> End:
    """`owed` are the moves of the right end; `with_person`: a person has the chat."""
    moved, right = Counter(found.moved), Counter(owed)
    wrong = tuple((moved - right).elements())
    if not found.settled:
        return End("unsettled", wrong)
    if moved == right:
        return End("as_owed", wrong)
    return End("person" if with_person or "review" in found.cases else "left", wrong)


def is_with_person(system: System, conversations: Collection[str]) -> bool:
    """Whether a person has one of them."""
    owned = select(ConversationRow.id).where(ConversationRow.id.in_(conversations), ConversationRow.owner == "person")
    with system.stack.database.read() as session:
        return session.scalar(owned.limit(1)) is not None


def _is_owed(system: System, conversations: Collection[str]) -> bool:
    """Whether the bot owes an answer in one of them."""
    owes = (
        select(TurnRow.event_id)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(TurnRow.conversation_id.in_(conversations), TurnRow.state == "waiting", ConversationRow.owner == "bot")
    )
    with system.stack.database.read() as session:
        return session.scalar(owes.limit(1)) is not None
