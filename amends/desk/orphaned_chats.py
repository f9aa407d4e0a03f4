"""Chats that are a person's and in nobody's queue: web gave them up while the dialogue server was away."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import status, store
from amends.cases.entries import EntryKind
from amends.cases.handoff import HandoffReason, hand_off
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow

log = logging.getLogger("amends.desk")

OPEN = tuple(sorted(set(CaseStatus) - status.CLOSED))
_WITH_PERSON = ConversationRow.owner == literal("person", literal_execute=True)  # as its index has it


@dataclass(frozen=True)
class OrphanedChats:
    """Looked for now and then by the worker."""

    context: Context

    def adopt(self) -> int:
        """Open a case for each of them, due in desk time. How many there were."""
        now = self.context.clock()
        given = select(EventRow).where(EventRow.conversation_id == ConversationRow.id, EventRow.kind == EventKind.OWNER)
        given = given.order_by(EventRow.seq.desc()).limit(1)
        given_by, given_at = (
            given.with_only_columns(each).scalar_subquery() for each in (EventRow.author, EventRow.at)
        )
        # A case that was made of it and closed since is not made again, though the person still has the chat.
        theirs = or_(CaseRow.conversation_id == ConversationRow.id, CaseRow.id == ConversationRow.case_id)
        known = or_(CaseRow.status.in_(OPEN), CaseRow.created_at >= given_at)
        in_a_queue = select(CaseRow.id).where(theirs, known)
        # What an agent took over and closed is not forgotten: they still have the chat before them.
        stranded = select(ConversationRow.id).where(_WITH_PERSON, given_by != "agent", ~in_a_queue.exists())
        with self.context.database.read() as session:
            if session.scalar(stranded.limit(1)) is None:
                return 0
        with self.context.database.begin() as session:
            talks = session.scalars(select(ConversationRow).where(ConversationRow.id.in_(stranded)).with_for_update())
            return sum(self._is_adopted(session, talk, now) for talk in talks.all())

    def _is_adopted(self, session: Session, talk: ConversationRow, now: datetime) -> bool:
        """One that cannot be, as that of a merchant who has left, keeps no other from being."""
        try:
            with session.begin_nested():
                case = store.open_case(
                    session,
                    merchant=talk.merchant,
                    conversation_id=talk.id,
                    language=talk.language,
                    order_number=talk.verified_order,
                    email=talk.verified_email,
                    claim=Claim("other", now, talk.verified_order, talk.verified_email),
                    now=now,
                )
                talk.case_id = case.id
                merchant = self.context.merchants[talk.merchant].merchant
                due = self.context.desk(merchant.id).answer_due(merchant, now)
                line = {"why": HandoffReason.BOT_SILENT}
                if case.status == CaseStatus.WAITING:
                    store.record(session, case, "worker", EntryKind.HANDOFF, line, now)
                else:
                    hand_off(session, case, due, "worker", now, EntryKind.HANDOFF, line)
        except SQLAlchemyError:
            raise
        except Exception as fault:
            log.error("chat %s is a person's and gets no case: %s", talk.id, type(fault).__name__)
            return False
        return True
