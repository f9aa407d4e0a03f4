"""A case taken hold of by a person: found, permitted, and locked in the one order that all of Amends keeps.

Locks are taken conversation first, then order, then case (docs/ledger.md); the audit log comes last, at the commit.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.audit import log as audit
from amends.audit.chain import salted_digest
from amends.cases import numbers, store
from amends.cases.entries import EntryKind
from amends.conversations.conversation import lock_conversations
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.desk_tables import DeskCaseRow
from amends.desk import chats, permissions
from amends.desk.actor import Actor
from amends.errors import CannotBeDone, ColleagueHasIt, NotFound
from amends.remedies.ledger import hold_order


@dataclass(frozen=True)
class LockedCase:
    """A case that nobody else changes until the transaction ends. `conversation` is None where it has none."""

    session: Session
    actor: Actor
    case: CaseRow
    desk: DeskCaseRow
    conversation: ConversationRow | None
    now: datetime

    def write_down(
        self, action: EntryKind, body: dict[str, Any] | None = None, words: dict[str, Any] | None = None
    ) -> None:
        """A line in the case's timeline and an entry in the audit log, in the same transaction.

        `words` are what people wrote. The log, from which nothing can be erased, has their digest only, with a salt
        that stands in the line.
        """
        content = dict(body or {})
        line = {"name": self.actor.name, **content, **(words or {})}
        if words:
            line["salt"], content["sha256"] = salted_digest(words)
        store.record(self.session, self.case, self.actor.id, action, line, self.now)
        audit.append(
            self.session,
            merchant=self.case.merchant,
            actor=self.actor.id,
            action=action,
            subject=self.case.number,
            body=content,
            now=self.now,
        )

    def beside(self, knowingly: str | None) -> None:
        """ColleagueHasIt where a colleague has the chat, unless that is the one whom the actor names by their id."""
        has_it = self.desk.assigned_to
        is_taken = self.conversation is not None and self.conversation.owner == "person"
        if is_taken and has_it is not None and has_it not in {self.actor.id, knowingly}:
            raise ColleagueHasIt(has_it, self.desk.assigned_name or "A colleague")

    @property
    def chat(self) -> ConversationRow:
        """The conversation. CannotBeDone for a case without one."""
        if self.conversation is None:
            raise CannotBeDone("This case has no conversation.")
        return self.conversation


def find(session: Session, actor: Actor, action: str, number: str) -> CaseRow:
    """The case of that number, for whoever may do `action` with it. NotFound or NotPermitted otherwise."""
    case = session.scalar(select(CaseRow).where(CaseRow.number == numbers.read(number)))
    if case is None:
        raise NotFound("There is no such case.")
    permissions.check(actor, action, case.merchant)
    return case


def lock_case(
    session: Session, actor: Actor, action: str, number: str, now: datetime, *, where_last_written: bool = False
) -> LockedCase:
    """The same, locked; with what the desk knows about it. Its conversation is the case's own, or of all the chats that
    were merged into it the one `where_last_written`."""
    case = find(session, actor, action, number)
    talk = chats.where_to_answer(session, case) if where_last_written else case.conversation_id
    locked = {row.id: row for row in lock_conversations(session, {talk, case.conversation_id})}
    conversation = locked.get(talk) if talk is not None else None
    if case.order_number is not None:
        hold_order(session, case.merchant, case.order_number)
    session.refresh(case, with_for_update=True)
    return LockedCase(session, actor, case, store.desk_row(session, case.id), conversation, now)
