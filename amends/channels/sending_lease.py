"""Who sends in a conversation: one worker at a time, for as long as its lease holds."""

from datetime import datetime, timedelta

from sqlalchemy import Update, or_, update
from sqlalchemy.orm import Session

from amends.db.channel_tables import ChannelThreadRow
from amends.db.session import Database

LEASE = timedelta(seconds=60)
_PLAIN = {"synchronize_session": False}


class SendingLease:
    """A thread, held until `until`. Whatever is written in the name of the lease is conditional on it."""

    def __init__(self, conversation_id: str, until: datetime) -> None:
        self.conversation_id = conversation_id
        self.until = until

    def renew(self, session: Session, now: datetime) -> bool:
        """Hold it for LEASE from now. False where another worker has taken it: leave the rest to that one."""
        until = now + LEASE
        renewed = self._ours().values(held_until=until).returning(ChannelThreadRow.conversation_id)
        if session.execute(renewed, execution_options=_PLAIN).first() is None:
            return False
        self.until = until
        return True

    def release(self, session: Session) -> None:
        """Free for anybody at once; nothing happens where another worker has it."""
        session.execute(self._ours().values(held_until=None), execution_options=_PLAIN)

    def _ours(self) -> Update:
        return update(ChannelThreadRow).where(
            ChannelThreadRow.conversation_id == self.conversation_id, ChannelThreadRow.held_until == self.until
        )


def hold(database: Database, conversation_id: str, now: datetime) -> SendingLease | None:
    """None where another worker has it."""
    until = now + LEASE
    free = or_(ChannelThreadRow.held_until.is_(None), ChannelThreadRow.held_until <= now)
    taken = update(ChannelThreadRow).where(ChannelThreadRow.conversation_id == conversation_id, free)
    with database.begin() as session:
        statement = taken.values(held_until=until).returning(ChannelThreadRow.conversation_id)
        found = session.execute(statement, execution_options=_PLAIN).first()
    return None if found is None else SendingLease(conversation_id, until)
