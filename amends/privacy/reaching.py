"""The rows of a table that are a person's, by the road that the index names."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, false, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from amends.accounts import presence
from amends.db.job_kinds import JobKind
from amends.db.tables import (
    AuditRow,
    Base,
    CaseRow,
    ChannelDeliveryRow,
    EventRow,
    EvidenceRow,
    JobRow,
    MailRow,
    PresenceRow,
    RemedyRow,
)
from amends.privacy.fates import Held, Road
from amends.privacy.person import Found, batches

ON_MONEY = frozenset({JobKind.CARRY_OUT, JobKind.LOOK_AGAIN})
"""Work that goes on after an erasure: whether a refund that was made came back."""
_BY_CASE = (
    JobKind.CARRY_OUT, JobKind.LOOK_AGAIN, JobKind.DECIDE_CASE, JobKind.DECIDE_WITHDRAWAL, JobKind.LOOK_AT_SILENCE,
    JobKind.SEND_TO_HELPDESK, JobKind.FILE_ANSWER, JobKind.MAIL_UNREAD, JobKind.SEND_MAIL, JobKind.TRY_RULES,
)  # fmt: skip
_BY_CONVERSATION = (JobKind.SEND_ON_CHANNEL, JobKind.MAIL_UNREAD)


def rows_of[Row: Base](session: Session, held: Held, found: Found, rows: type[Row]) -> list[Row]:
    """All of them, by their primary key. `rows` is the table's class."""
    keys = list(rows.__table__.primary_key)
    by_key: dict[tuple[object, ...], Row] = {}
    for condition in conditions(session, held, found):
        for row in session.scalars(select(rows).where(condition).order_by(*keys)):
            by_key[tuple(getattr(row, key.name) for key in keys)] = row
    return [by_key[key] for key in sorted(by_key)]


def conditions(session: Session, held: Held, found: Found) -> list[ColumnElement[bool]]:
    """Each chooses some of the rows, and all together all of them."""
    rows = held.rows
    match held.road:
        case Road.EMAIL:
            return _in(CaseRow.id, found.cases)
        case Road.VERIFIED:
            return _in(rows.id, found.conversations)  # type: ignore[attr-defined]
        case Road.CASE:
            return _in(rows.case_id, found.cases)  # type: ignore[attr-defined]
        case Road.CONVERSATION:
            return _in(rows.conversation_id, found.conversations)  # type: ignore[attr-defined]
        case Road.EVENT:
            events = [select(EventRow.id).where(each) for each in _in(EventRow.conversation_id, found.conversations)]
            return [rows.event_id.in_(each) for each in events]  # type: ignore[attr-defined]
        case Road.ADDRESS:
            beside = found.mails if rows is MailRow else found.withdrawals
            return [*_in(rows.case_id, found.cases), *_in(rows.id, beside)]  # type: ignore[attr-defined]
        case Road.ORDER:
            return _of_orders(session, rows, found)
        case Road.PLACE:
            places = {presence.case(each) for each in found.cases} | set(map(presence.typing, found.conversations))
            return _in(PresenceRow.place, places)
        case Road.SUBJECT:
            return _subjects(session, found)
        case Road.WORK:
            return _work(session, found)
        case _:
            return [false()]


def _in(column: InstrumentedAttribute[Any], keys: Collection[Any]) -> list[ColumnElement[bool]]:
    return [column.in_(some) for some in batches(keys)]


def _of_orders(session: Session, rows: type[Base], found: Found) -> list[ColumnElement[bool]]:
    orders = {
        (merchant, number)
        for condition in _in(RemedyRow.case_id, found.cases)
        for merchant, number in session.execute(select(RemedyRow.merchant, RemedyRow.order_number).where(condition))
    }
    key = tuple_(rows.merchant, rows.order_number)  # type: ignore[attr-defined]
    return [key.in_(sorted(orders))] if orders else []


def _subjects(session: Session, found: Found) -> list[ColumnElement[bool]]:
    """Entries about the cases, and about sentences of the conversations."""
    chosen: list[ColumnElement[bool]] = []
    for condition in _in(CaseRow.id, found.cases):
        own = select(CaseRow.merchant, CaseRow.number).where(condition)
        chosen.append(tuple_(AuditRow.merchant, AuditRow.subject).in_(own))
    for condition in _in(EventRow.conversation_id, found.conversations):
        subjects = {f"event {each}" for each in session.scalars(select(EventRow.id).where(condition))}
        chosen += _in(AuditRow.subject, subjects)
    return chosen


def _work(session: Session, found: Found) -> list[ColumnElement[bool]]:
    """Jobs about the cases, conversations, files, letters and deliveries."""
    chosen: list[ColumnElement[bool]] = []
    keys_of_files = _ids(session, ChannelDeliveryRow.key, ChannelDeliveryRow.conversation_id, found)
    about: list[tuple[tuple[JobKind, ...], str, Collection[Any]]] = [
        (_BY_CASE, "case_id", found.cases),
        (_BY_CONVERSATION, "conversation_id", found.conversations),
        ((JobKind.SEND_MAIL,), "mail_id", found.mails),
        ((JobKind.READ_FILE,), "evidence_id", _ids(session, EvidenceRow.id, EvidenceRow.conversation_id, found)),
        ((JobKind.FETCH_FILES,), "key", keys_of_files),
    ]  # fmt: skip
    for kinds, name, keys in about:
        value = JobRow.body[name]
        for some in batches(keys):
            typed = value.as_integer() if isinstance(some[0], int) else value.as_string()
            chosen.append(and_(JobRow.kind.in_(kinds), typed.in_(some)))
    return chosen


def _ids(session: Session, key: InstrumentedAttribute[str], talk: InstrumentedAttribute[Any], found: Found) -> set[str]:
    return {each for some in _in(talk, found.conversations) for each in session.scalars(select(key).where(some))}
