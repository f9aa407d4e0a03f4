"""Rows that one worker holds at a time, until an instant that only the holder can push on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from amends.clock import SKEW

LEASE = timedelta(seconds=60)
"""How long after the death of its holder a row is free again."""


@dataclass(frozen=True)
class Leased[K]:
    """A table of such rows: `key` names one, `held_until` is None where nobody has it."""

    key: InstrumentedAttribute[K]
    held_until: InstrumentedAttribute[datetime | None]

    def take(self, session: Session, key: K, now: datetime) -> "Lease[K] | None":
        """Hold the row for LEASE from now. None where another worker has it, and where there is none."""
        meaningless = self.held_until > now + LEASE + SKEW  # the clock has been put back since
        free = or_(self.held_until.is_(None), self.held_until <= now, meaningless)
        until = now + LEASE
        return Lease(self, key, until) if self._changed(session, key, free, until) else None

    def _changed(self, session: Session, key: K, only: ColumnElement[bool], until: datetime | None) -> bool:
        statement = update(self.key.class_).where(self.key == key, only).values({self.held_until: until})
        found = session.execute(statement.returning(self.key), execution_options={"synchronize_session": False})
        return found.first() is not None


class Lease[K]:
    """The row `key`, held until `until`. A worker that took longer may find that another one has it by now: whatever is
    written in the name of the lease is conditional on it."""

    def __init__(self, leased: Leased[K], key: K, until: datetime) -> None:
        self.key = key
        self.until = until
        self._leased = leased

    def renew(self, session: Session, now: datetime) -> bool:
        """Hold it for LEASE from now. False where another worker has taken it: leave the rest to that one."""
        if not self._leased._changed(session, self.key, self._is_ours(), now + LEASE):
            return False
        self.until = now + LEASE
        return True

    def release(self, session: Session) -> None:
        """Free for anybody at once; nothing happens where another worker has it."""
        self._leased._changed(session, self.key, self._is_ours(), None)

    def _is_ours(self) -> ColumnElement[bool]:
        return self._leased.held_until == self.until
