"""Lists of the queue that people have given a name: which cases, in which order, with which columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.conversations.text import one_line
from amends.db.prepared_tables import DeskViewRow
from amends.desk.actor import Actor
from amends.desk.permissions import check
from amends.desk.queries.filters import Filters
from amends.errors import CannotBeDone, NotFound

LONGEST_NAME, MOST = 30, 20
KEPT = tuple(key for key in Filters().as_query() if key != "q")
"""What was searched for is not: it may be a customer's name or address, which an erasure would not find here."""
SHARED, REMOVED = "view_shared", "shared_view_removed"
ACTIONS = (SHARED, REMOVED)
"""What the audit log says of those that are a whole desk's; one's own concern nobody else."""


@dataclass(frozen=True)
class View:
    """`query` is what the page of the queue is asked for. `merchant`: everybody at its desk has the view; None: only
    the person who made it. `own`: whether that is the one who looks."""

    id: int
    name: str
    query: Mapping[str, str]
    merchant: str | None
    own: bool


def of_person(session: Session, actor: Actor) -> list[View]:
    """Their own and those of the desks that they work for, by name."""
    mine = and_(DeskViewRow.agent_id == actor.id, DeskViewRow.merchant.is_(None))
    theirs = or_(mine, DeskViewRow.merchant.in_(actor.merchants))
    rows = session.scalars(select(DeskViewRow).where(theirs).order_by(DeskViewRow.name, DeskViewRow.id))
    return [_of(row, actor) for row in rows]


@dataclass(frozen=True)
class Views:
    """Each is one person's, or by whoever leads a desk that whole desk's."""

    context: Context

    def save(self, actor: Actor, name: str, query: Mapping[str, str], merchant: str | None = None) -> int:
        """A new one; its id. CannotBeDone for a name that cannot be or is taken, for a search, and where there are too
        many."""
        if query.get("q"):
            raise CannotBeDone("A view keeps no search, for that may be a customer's name. Clear it, then save.")
        word = one_line(name)
        if len(word) > LONGEST_NAME:
            raise CannotBeDone(f"The name of a view has {LONGEST_NAME} characters at most.")
        if merchant is not None:
            check(actor, "share_view", merchant)
        now = self.context.clock()
        with self.context.database.begin() as session:
            known = of_person(session, actor)
            if word.casefold() in {each.name.casefold() for each in known}:
                raise CannotBeDone(f"There is a view {word} already.")
            _check_number(known, merchant)
            kept = {key: query[key] for key in KEPT if query.get(key)}
            row = DeskViewRow(agent_id=actor.id, name=word, query=kept, merchant=merchant, created_at=now)
            session.add(row)
            session.flush()
            if merchant is not None:
                body = {"name": word}
                audit.append(
                    session, merchant=merchant, actor=actor.id, action=SHARED, subject=f"view {row.id}", body=body,
                    now=now,
                )  # fmt: skip
            return row.id

    def remove(self, actor: Actor, view: int) -> None:
        """One's own; a desk's by whoever leads it. NotFound for any other."""
        with self.context.database.begin() as session:
            row = session.get(DeskViewRow, view, with_for_update=True)
            if row is None or (row.merchant is None and row.agent_id != actor.id):
                raise NotFound("There is no such view.")
            if row.merchant is not None:
                check(actor, "share_view", row.merchant)
                audit.append(
                    session, merchant=row.merchant, actor=actor.id, action=REMOVED, subject=f"view {row.id}",
                    body={"name": row.name}, now=self.context.clock(),
                )  # fmt: skip
            session.delete(row)


def _check_number(known: Sequence[View], merchant: str | None) -> None:
    if sum(each.merchant == merchant for each in known) >= MOST:
        raise CannotBeDone(f"{MOST} views are enough. Take one away first.")


def _of(row: DeskViewRow, actor: Actor) -> View:
    query = {key: str(row.query[key]) for key in KEPT if row.query.get(key)}
    return View(row.id, row.name, query, row.merchant, row.agent_id == actor.id)
