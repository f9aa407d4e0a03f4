"""Who looks at a case and who types in a conversation: known for seconds, over any number of web processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from amends.db.account_tables import PresenceRow
from amends.db.locks import lock_name
from amends.db.upsert import insert

LOOKING = timedelta(seconds=25)
TYPING = timedelta(seconds=6)
CUSTOMER = "customer"


@dataclass(frozen=True)
class Present:
    """Somebody, somewhere. `who` is an agent's id, or CUSTOMER; `place` is what `case` or `typing` made."""

    place: str
    who: str
    name: str


def case(case_id: int) -> str:
    """The place of whoever looks at that case."""
    return f"case:{case_id}"


def typing(conversation_id: str) -> str:
    """The place of whoever types there."""
    return f"typing:{conversation_id}"


def note(session: Session, place: str, who: str, name: str, until: datetime) -> None:
    """Here until then, unless it is noted again."""
    # In one statement: it may be ended elsewhere at this very moment.
    noted = insert(session, PresenceRow).values(place=place, who=who, name=name, until=until)
    session.execute(noted.on_conflict_do_update(index_elements=["place", "who"], set_={"name": name, "until": until}))


def note_customer(session: Session, conversation_id: str, now: datetime) -> None:
    """The customer types there. One window at a time: a burst of calls would write the same row."""
    place = typing(conversation_id)
    lock_name(session, place)
    note(session, place, CUSTOMER, CUSTOMER, now + TYPING)


def leave(session: Session, place: str, who: str) -> None:
    """Not here any more."""
    session.execute(delete(PresenceRow).where(PresenceRow.place == place, PresenceRow.who == who))


def at(session: Session, places: Sequence[str], now: datetime) -> list[Present]:
    """Who is at one of the places now, by name."""
    return [Present(*row) for row in session.execute(_AT, {"places": list(places), "now": now})]


_AT = (
    select(PresenceRow.place, PresenceRow.who, PresenceRow.name)
    .where(PresenceRow.place.in_(bindparam("places", expanding=True)), PresenceRow.until > bindparam("now"))
    .order_by(PresenceRow.name)
)
