"""Records whose time is over by what the merchant's file says: words and addresses go as when a person is erased.

Conversations that came to no case, and cases long closed, with their conversations. What moved money stays, without who
it was. A case with money under way waits, and so does one in whose conversation something younger happens.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session, aliased

from amends.cases.entries import EntryKind
from amends.conversations.conversation import lock_conversations
from amends.db.session import Database
from amends.db.tables import CaseEntryRow, CaseRow, ConversationRow, MailRow, RemedyRow
from amends.policy.calendar import months_later
from amends.policy.policy import KeptFor
from amends.privacy.erasing import Doing, erase_found
from amends.privacy.person import Found
from amends.remedies import states

log = logging.getLogger("amends.retention")

WORKER = "worker"
ACTION = "records_erased"
AT_ONCE = 25
"""Conversations or cases of one transaction."""
BATCHES = 4
Choose = Callable[[Session, str, datetime, int], Found]
"""At most so many of the merchant's whose time ended before that instant."""


@dataclass(frozen=True)
class Records:
    """One kind of record. `months` by merchant, without those who keep it for ever."""

    database: Database
    months: Mapping[str, int]
    choose: Choose
    needs_key: bool = False

    def __call__(self, now: datetime) -> bool:
        """One go. True where there may be more."""
        if self.months and self.needs_key and not self.database.pseudonyms.has_key:
            log.error(
                "cases of %s are kept longer than their merchant.yml says: AMENDS_PSEUDONYM_SECRET is not set",
                ", ".join(sorted(self.months)),
            )
            return False
        more = [self._of(merchant, months, now) for merchant, months in sorted(self.months.items())]
        return any(more)

    def _of(self, merchant: str, months: int, now: datetime) -> bool:
        before = earlier(now, months)
        for _ in range(BATCHES):
            with self.database.read() as session:
                if not self.choose(session, merchant, before, 1):
                    return False
            with self.database.begin() as session:
                found = self.choose(session, merchant, before, AT_ONCE)
                lock_conversations(session, sorted(found.conversations))
                again = self.choose(session, merchant, before, AT_ONCE)
                found.conversations &= again.conversations
                found.cases &= again.cases
                if found:
                    erase_found(session, found, now, Doing(WORKER, ACTION, "retention", {"months": months}))
        return True


def records(database: Database, kept: Mapping[str, KeptFor]) -> Mapping[str, Records]:
    """By name."""
    talks = {name: each.conversations for name, each in kept.items() if each.conversations is not None}
    cases = {name: each.cases for name, each in kept.items() if each.cases is not None}
    return {
        "conversations": Records(database, talks, _conversations),
        "cases": Records(database, cases, _cases, needs_key=True),
    }


def _conversations(session: Session, merchant: str, before: datetime, most: int) -> Found:
    """Those without a case."""
    rows = select(ConversationRow.id).where(
        ConversationRow.merchant == merchant,
        ConversationRow.last_event_at < before,
        ConversationRow.case_id.is_(None),
        ConversationRow.owner == "bot",
        ~select(CaseRow.id).where(CaseRow.conversation_id == ConversationRow.id).exists(),
    )
    return Found(conversations=set(session.scalars(rows.order_by(ConversationRow.last_event_at).limit(most))))


def _cases(session: Session, merchant: str, before: datetime, most: int) -> Found:
    """Those that were closed, with their conversations."""
    gone = select(CaseEntryRow.id).where(
        CaseEntryRow.case_id == CaseRow.id, CaseEntryRow.kind == EntryKind.ERASED, CaseEntryRow.at >= CaseRow.closed_at
    )
    under_way = select(RemedyRow.id).where(RemedyRow.case_id == CaseRow.id, RemedyRow.state.not_in(states.FINAL))
    rows = select(CaseRow.id).where(
        CaseRow.merchant == merchant,
        CaseRow.closed_at < before,
        ~gone.exists(),
        ~under_way.exists(),
        ~_in_use(before).exists(),
    )
    cases = set(session.scalars(rows.order_by(CaseRow.closed_at).limit(most)))
    its = or_(
        ConversationRow.case_id.in_(cases),
        ConversationRow.id.in_(select(CaseRow.conversation_id).where(CaseRow.id.in_(cases))),
    )
    return Found(cases, set(session.scalars(select(ConversationRow.id).where(its))))


def _in_use(before: datetime) -> Select[str]:
    """A conversation of the case in which something was said since, or which another case has that is younger."""
    other = aliased(CaseRow)
    younger = select(other.id).where(
        or_(other.conversation_id == ConversationRow.id, other.id == ConversationRow.case_id),
        or_(other.closed_at.is_(None), other.closed_at >= before),
    )
    return select(ConversationRow.id).where(
        or_(ConversationRow.case_id == CaseRow.id, ConversationRow.id == CaseRow.conversation_id),
        or_(ConversationRow.last_event_at >= before, younger.exists()),
    )


def copies(session: Session, kept: Iterable[KeptFor], now: datetime, most: int) -> int:
    """Remove copies of conversations that went by e-mail, once no merchant keeps conversations that long: it is not
    noted whose they were. How many."""
    months = [each.conversations for each in kept]
    if not months or None in months:
        return 0
    before = earlier(now, max(each for each in months if each is not None))
    old = select(MailRow.id).where(MailRow.case_id.is_(None), MailRow.created_at < before).limit(most)
    gone = delete(MailRow).where(MailRow.id.in_(old)).returning(MailRow.id)
    return len(session.scalars(gone, execution_options={"synchronize_session": False}).all())


def earlier(now: datetime, months: int) -> datetime:
    """The same time so many calendar months ago."""
    return datetime.combine(months_later(now.date(), -months), now.timetz())
