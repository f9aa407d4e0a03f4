"""A person is erased: one transaction for the database, and jobs for the files, written in it.

What happens to each column stands in the index. Tables are named here only where rows point at each other, where work
waits, and where a part of a value stays.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, inspect, null, select, update
from sqlalchemy.orm import Session

from amends.audit import log as audit
from amends.audit.chain import NAMES_EMPTIED
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.conversations.conversation import lock_conversations
from amends.db import erased, outbox
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.tables import (
    AttachmentRow,
    AuditRow,
    Base,
    CaseEntryRow,
    CaseRow,
    ConversationRow,
    EventRow,
    EvidenceRow,
    JobRow,
    MailRow,
)
from amends.db.upsert import insert
from amends.errors import CannotBeDone, Conflict
from amends.messages.mail import ERASED
from amends.privacy import words
from amends.privacy.fates import Fate, Held
from amends.privacy.index import BY_NAME, TABLES
from amends.privacy.obstacles import Obstacles, cases_of, close, obstacles
from amends.privacy.person import Found, Person, batches, find
from amends.privacy.reaching import ON_MONEY, conditions, rows_of
from amends.remedies.ledger import hold_order

OPERATOR = "operator"
ACTION = "person_erased"
NOBODYS = "cv_erased"
"""The conversation in which the last event's number is kept."""


@dataclass(frozen=True)
class Plan:
    """What an erasure would do: rows by table, and what stands in the way."""

    found: Found
    rows: Mapping[str, int]
    pictures: int
    in_the_way: Obstacles


@dataclass(frozen=True)
class Erased:
    """What was done: the pseudonym, and rows by table."""

    pseudonym: str
    rows: Mapping[str, int] = field(default_factory=dict)
    pictures: int = 0


def plan(session: Session, person: Person) -> Plan:
    """Nothing is changed."""
    found = find(session, person)
    rows = {held.name: count for held in TABLES if held.is_personal and (count := _count(session, held, found))}
    return Plan(found, rows, len(_keys(session, found)), obstacles(session, found))


def erase(database: Database, person: Person, *, by: str, now: datetime, also_open: bool = False) -> Erased:
    """Erase them, or raise CannotBeDone with the reason and leave everything as it is. `by` is the person who runs it.

    Conflict where they wrote at this very moment: try again. Nothing happens where nothing is known of them.
    """
    with database.begin() as session:
        pseudonym = erased.pseudonyms(session).of(person.email)
        found = find(session, person)
        if not found:
            return Erased(pseudonym)
        _hold(session, found)
        again = found if database.engine.dialect.name == "sqlite" else find(session, person)  # it has one writer
        if again.cases - found.cases or again.conversations - found.conversations:
            raise Conflict("They wrote at this very moment. Nothing was changed; run it again.")
        in_the_way = obstacles(session, found)
        if (sentence := in_the_way.sentence(also_open=also_open)) is not None:
            raise CannotBeDone(sentence)
        for case in cases_of(session, found):
            if case.number in in_the_way.open:
                close(session, case, OPERATOR, now)
        merchants = set() if person.merchant is None else {person.merchant}
        done = erase_found(session, found, now, Doing(OPERATOR, ACTION, pseudonym, {"by": by}), merchants)
        return Erased(pseudonym, done.rows, done.pictures)


@dataclass(frozen=True)
class Doing:
    """What the audit log says of it: who did it, what it is called, to whom, and what else."""

    actor: str
    action: str
    subject: str
    body: Mapping[str, Any] = field(default_factory=dict)


def erase_found(session: Session, found: Found, now: datetime, doing: Doing, also: Collection[str] = ()) -> Erased:
    """Erase what was found, in the caller's transaction, which holds it. It is noted in the audit log of every merchant
    that has some of it, and of those in `also`."""
    whose = _merchants(session, found, also)
    keys = _keys(session, found)
    for some in batches(found.conversations):
        session.execute(update(CaseRow).where(CaseRow.conversation_id.in_(some)).values(conversation_id=None))
    emptied = _with_words_in_the_log(session, found)
    session.flush()
    rows: Counter[str] = Counter()
    # What stays first, as by what goes it may be reached; and jobs before all, as they name what is emptied then.
    for held in sorted(TABLES, key=lambda held: held.rows is not JobRow):
        if held.is_personal and not held.is_deleted:
            rows[held.name] += _empty(session, held, found)
    session.flush()
    for held in TABLES:
        if held.is_personal and held.is_deleted:
            if held.rows is EventRow:
                _keep_the_count(session, found, now)
            rows[held.name] += _delete(session, held, found)
    for case in sorted(found.cases):
        store.record(session, session.get_one(CaseRow, case), doing.actor, EntryKind.ERASED, {}, now)
    for merchant, (numbers, talks) in whose.items():
        told = {"cases": numbers, "conversations": talks, "files": len(keys), **doing.body}
        if merchant in emptied:
            told[NAMES_EMPTIED] = emptied[merchant]
        audit.append(
            session,
            merchant=merchant,
            actor=doing.actor,
            action=doing.action,
            subject=doing.subject,
            body=told,
            now=now,
        )
    if keys:
        outbox.enqueue(session, JobKind.ERASE, {"keys": keys}, now)
    return Erased(doing.subject, {name: count for name, count in rows.items() if count}, len(keys))


def _hold(session: Session, found: Found) -> None:
    """In the order of docs/ledger.md: conversations, orders, cases."""
    lock_conversations(session, sorted(found.conversations))
    orders = {(case.merchant, case.order_number) for case in cases_of(session, found)}
    for merchant, number in sorted((merchant, number) for merchant, number in orders if number is not None):
        hold_order(session, merchant, number)
    for some in batches(found.cases):
        session.scalars(select(CaseRow).where(CaseRow.id.in_(some)).order_by(CaseRow.id).with_for_update()).all()


def _empty(session: Session, held: Held, found: Found) -> int:
    mapper, count = inspect(held.rows), 0
    for row in rows_of(session, held, found, held.rows):
        count += 1
        if isinstance(row, JobRow) and row.kind not in ON_MONEY:
            session.delete(row)
            continue
        if isinstance(row, MailRow) and row.sent_at is None:
            row.undeliverable = ERASED
        for column, fate in held.fates.items():
            name = mapper.get_property_by_column(held.rows.__table__.columns[column]).key
            value = getattr(row, name)
            if fate is Fate.EMPTIED and value is not None:
                setattr(row, name, _emptied(held, column, value))
            elif fate is Fate.PSEUDONYM and value:
                setattr(row, name, erased.pseudonyms(session).of(value))
            elif fate is Fate.WORDS and value is not None:
                setattr(row, name, _without_words(session, held, column, row, value))
    return count


def _with_words_in_the_log(session: Session, found: Found) -> dict[str, list[int]]:
    """The numbers of entries of the audit log that have words, by merchant."""
    emptied: dict[str, list[int]] = {}
    for row in rows_of(session, BY_NAME[AuditRow.__tablename__], found, AuditRow):
        if words.entry(row.action, row.body) != row.body:
            emptied.setdefault(row.merchant, []).append(row.seq)
    return emptied


def _emptied(held: Held, column: str, value: Any) -> Any:
    if held.rows.__table__.columns[column].nullable:
        return null()
    return type(value)()


def _without_words(session: Session, held: Held, column: str, row: Base, value: Any) -> Any:
    pseudonym = erased.pseudonyms(session).of
    match held.name, column:
        case "case_entries", "body" if isinstance(row, CaseEntryRow):
            return words.line(row.kind, value, pseudonym)
        case "audit_entries", "body" if isinstance(row, AuditRow):
            return words.entry(row.action, value)
        case _, "claim":
            return words.claim(value, pseudonym)
        case "decisions", "order_snapshot":
            return words.order(value, pseudonym)
        case "decisions", "decision":
            return words.decision(value)
        case "approvals", "ruling":
            return words.ruling(value)
        case "channel_deliveries", "key":
            return words.key(value)
        case _, "last_error" | "undeliverable":
            return words.fault(value)
        case _:
            raise ValueError(f"nothing says which words are taken out of {held.name}.{column}")


def _delete(session: Session, held: Held, found: Found) -> int:
    gone = 0
    for condition in conditions(session, held, found):
        done = session.execute(delete(held.rows).where(condition), execution_options={"synchronize_session": False})
        gone += cast("CursorResult[Any]", done).rowcount
    return gone


def _keep_the_count(session: Session, found: Found, now: datetime) -> None:
    """SQLite gives a number again whose row was the last and is gone. Numbers of events name turns and confirmations,
    so the last one's row stays, empty, in a conversation of nobody's."""
    last = session.scalar(select(EventRow).order_by(EventRow.id.desc()).limit(1))
    if session.get_bind().dialect.name != "sqlite" or last is None or last.conversation_id not in found.conversations:
        return
    kept = {"merchant": "", "language": "", "channel": "", "secret_hash": "", "created_at": now, "last_event_at": now}
    session.execute(
        insert(session, ConversationRow)
        .values(id=NOBODYS, owner="bot", draft={}, next_seq=1, **kept)
        .on_conflict_do_nothing()
    )
    session.execute(delete(EventRow).where(EventRow.conversation_id == NOBODYS))
    last.conversation_id, last.seq, last.kind, last.author = NOBODYS, 0, ACTION, "system"
    last.client_id, last.body, last.at = None, {}, now
    session.flush()


def _count(session: Session, held: Held, found: Found) -> int:
    return len(rows_of(session, held, found, held.rows))


def _keys(session: Session, found: Found) -> list[str]:
    """The folders in the evidence store of their files, and of those that were sent to them."""
    rows = [
        *(
            select(EvidenceRow.key).where(EvidenceRow.conversation_id.in_(some))
            for some in batches(found.conversations)
        ),
        *(select(AttachmentRow.key).where(AttachmentRow.case_id.in_(some)) for some in batches(found.cases)),
    ]
    return sorted({key for each in rows for key in session.scalars(each)})


def _merchants(session: Session, found: Found, also: Collection[str]) -> dict[str, tuple[list[str], int]]:
    """In whose audit logs it is noted, with the numbers of the cases there, and how many conversations."""
    talks: Counter[str] = Counter(dict.fromkeys(also, 0))
    for some in batches(found.conversations):
        of_talk = select(ConversationRow.merchant).where(ConversationRow.id.in_(some))
        talks.update(session.scalars(of_talk))
    numbers: dict[str, list[str]] = {}
    for case in cases_of(session, found):
        if case.id in found.cases:
            numbers.setdefault(case.merchant, []).append(case.number)
    return {each: (numbers.get(each, []), talks[each]) for each in sorted({*talks, *numbers})}
