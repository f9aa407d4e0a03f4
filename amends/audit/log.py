"""Appending to the audit log, in the transaction of what it tells of.

An entry is noted at once and written just before the commit: the lock on the merchant's chain is then the last one
that a transaction takes, and is held for as short as can be, so that no two transactions wait for each other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session, SessionTransaction

from amends.audit.chain import FIRST, hash_of
from amends.db.audit_tables import AuditHeadRow, AuditRow
from amends.db.upsert import insert

_KEY = "amends.audit"


@dataclass(frozen=True)
class _Noted:
    merchant: str
    actor: str
    action: str
    subject: str
    body: dict[str, Any]
    at: datetime
    savepoint: SessionTransaction | None


def append(
    session: Session, *, merchant: str, actor: str, action: str, subject: str, body: dict[str, Any], now: datetime
) -> None:
    """One more entry of `merchant`'s chain, there as soon as the transaction commits, and not otherwise.

    `actor` is an agent's id, `bot`, `worker`, `web` or `customer`; `operator` for whoever works at the command line,
    `demo` for what is made or shut for the demo as web starts, `unknown` for somebody who was not let in. `subject` is
    what it was done to, such as a case's number or an account's id. `body` holds JSON values without fractions (amounts
    as texts), no secret, and nothing that must be erased one day.
    """
    savepoint = session.get_nested_transaction()
    noted = _Noted(merchant, actor, action, subject, body, now, savepoint)
    session.info.setdefault(_KEY, []).append(noted)


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    noted: list[_Noted] = session.info.pop(_KEY, [])
    for merchant in sorted({entry.merchant for entry in noted}):
        _extend(session, merchant, [entry for entry in noted if entry.merchant == merchant])


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, rolled_back: SessionTransaction) -> None:
    """What was noted within a savepoint goes with it, and everything with the transaction."""
    noted: list[_Noted] = session.info.get(_KEY, [])
    if rolled_back.nested:
        session.info[_KEY] = [entry for entry in noted if entry.savepoint is not rolled_back]
    else:
        session.info.pop(_KEY, None)


def _extend(session: Session, merchant: str, noted: list[_Noted]) -> None:
    begun = insert(session, AuditHeadRow).values(merchant=merchant, count=0, hash=FIRST).on_conflict_do_nothing()
    session.execute(begun)
    seq, previous = session.execute(
        select(AuditHeadRow.count, AuditHeadRow.hash).where(AuditHeadRow.merchant == merchant).with_for_update()
    ).one()
    for entry in noted:
        seq += 1
        content = (merchant, seq, entry.at, entry.actor, entry.action, entry.subject, entry.body)
        digest = hash_of(*content, previous)
        session.add(
            AuditRow(
                merchant=merchant,
                seq=seq,
                at=entry.at,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                body=entry.body,
                previous=previous,
                hash=digest,
            )
        )
        previous = digest
    session.flush()
    session.execute(
        update(AuditHeadRow)
        .where(AuditHeadRow.merchant == merchant)
        .values(count=seq, hash=previous)
        .execution_options(synchronize_session=False)
    )
