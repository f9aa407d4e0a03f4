"""A year of a desk, made of copies: real decided cases of the demo's scenarios, with new dates, ends and people.

Drawn from a fixed seed, so that every run measures the same desk. Of 100 cases 45 come to a person, 4 are open.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from amends.cases import numbers, status
from amends.cases.status import CaseStatus
from amends.db.session import Database
from amends.db.tables import (
    Base,
    CaseEntryRow,
    CaseRow,
    DecisionRow,
    DeskCaseRow,
    EventRow,
    NotUnderstoodRow,
    RulingRow,
    SatisfactionRow,
)
from demo.orders.scenarios import scenarios
from tests.web_desk.house import House

SEED = 4
DAYS = 365
CHUNK = 1000
ENDS = (
    (CaseStatus.RESOLVED, 58),
    (CaseStatus.DENIED, 22),
    (CaseStatus.ABANDONED, 16),
    (CaseStatus.REVIEW, 3),
    (CaseStatus.WAITING, 1),
)
SENTENCES = ("is dit normaal?", "my cousin said it was blue", "hva med den andre greia", "??", "and the invoice thing")

Rows = dict[type[Base], list[dict[str, Any]]]


def fill(house: House, cases: int) -> None:
    """Put `cases` cases of the last 365 days into the database."""
    made = [house.review(each) for each in scenarios() if each.order]
    with house.database.read() as session:
        patterns = [_pattern(session, number) for number, _ in made]
        highest = {table: session.scalar(select(func.max(table.id))) or 0 for table in (CaseRow, DecisionRow)}
        event = session.scalar(select(func.max(EventRow.id))) or 0
    random_ = random.Random(SEED)  # noqa: S311 - a benchmark's draw
    for start in range(0, cases, CHUNK):
        rows: Rows = {table: [] for table in _IN_ORDER}
        for number in range(start, min(start + CHUNK, cases)):
            _case(rows, random_, random_.choice(patterns), house.now, highest, number, event)
        with house.database.begin() as session:
            for table, values in rows.items():
                if values:
                    session.execute(insert(table), values)
    let_the_database_count(house.database)


_IN_ORDER = (
    CaseRow, CaseEntryRow, DecisionRow, DeskCaseRow, RulingRow, SatisfactionRow, EventRow, NotUnderstoodRow,
)  # fmt: skip


def _pattern(session: Session, number: str) -> dict[type[Base], Mapping[str, Any]]:
    case = session.scalars(select(CaseRow).where(CaseRow.number == number)).one()
    decision = session.scalars(select(DecisionRow).where(DecisionRow.case_id == case.id)).first()
    if decision is None:
        return {CaseRow: values(case)}
    return {CaseRow: values(case), DecisionRow: values(decision)}


def values(row: Base) -> dict[str, Any]:
    return {attribute.key: getattr(row, attribute.key) for attribute in row.__mapper__.column_attrs}


def _case(
    rows: Rows,
    draw: random.Random,
    pattern: Mapping[type[Base], Mapping[str, Any]],
    now: datetime,
    highest: Mapping[type[Base], int],
    number: int,
    event: int,
) -> None:
    case_id = highest[CaseRow] + 1 + number
    opened = now - timedelta(minutes=draw.randrange(30, DAYS * 24 * 60))
    (end,) = draw.choices([name for name, _ in ENDS], [weight for _, weight in ENDS])
    closed = min(now, opened + timedelta(minutes=draw.expovariate(1 / 2000))) if end in status.CLOSED else None
    person = end == CaseStatus.REVIEW or draw.random() < 0.42
    case = pattern[CaseRow]
    rows[CaseRow].append(
        {
            **case, "id": case_id, "number": numbers.mint(), "status": end, "opened_at": opened, "created_at": opened,
            "due_at": opened + timedelta(days=3) if end in status.DATED else None, "closed_at": closed,
        }
    )  # fmt: skip
    for entry in _entries(opened, closed, end, person=person):
        rows[CaseEntryRow].append({"case_id": case_id, **entry})
    decision_id = highest[DecisionRow] + 1 + number
    if DecisionRow in pattern:
        decided = opened + timedelta(minutes=4)
        rows[DecisionRow].append({**pattern[DecisionRow], "id": decision_id, "case_id": case_id, "at": decided})
    if person:
        came = opened + timedelta(minutes=5)
        answered = came + timedelta(minutes=draw.expovariate(1 / 300))
        known = answered if answered < now and draw.random() < 0.95 else None
        rows[DeskCaseRow].append({"case_id": case_id, "first_answer_at": known, "reopened": 0})
        if DecisionRow in pattern and draw.random() < 0.1:
            rows[RulingRow].append(
                {
                    "decision_id": decision_id, "case_id": case_id, "merchant": case["merchant"], "kind": "override",
                    "decided_by": "ag_x", "no_precedent": False, "at": answered,
                    "clauses": pattern[DecisionRow]["decision"]["clauses"],
                }
            )  # fmt: skip
        if closed and draw.random() < 0.3:
            rows[SatisfactionRow].append(
                {"case_id": case_id, "merchant": case["merchant"], "score": draw.randint(1, 5), "at": closed}
            )
    if draw.random() < 0.2:
        text = draw.choice(SENTENCES)
        event_id = event + 1 + number
        rows[EventRow].append(
            {
                "id": event_id, "conversation_id": case["conversation_id"], "seq": 10_000 + number, "kind": "message",
                "author": "customer", "body": {"text": text}, "at": opened,
            }
        )  # fmt: skip
        rows[NotUnderstoodRow].append(
            {"event_id": event_id, "merchant": case["merchant"], "language": "en", "text": text, "at": opened}
        )


def _entries(opened: datetime, closed: datetime | None, end: str, *, person: bool) -> Iterator[dict[str, Any]]:
    """About as many lines as a real case has."""
    minute = timedelta(minutes=1)
    yield {"at": opened, "actor": "customer", "kind": "opened", "body": {}}
    yield {"at": opened + 4 * minute, "actor": "bot", "kind": "decision", "body": {}}
    yield {"at": opened + 4 * minute, "actor": "bot", "kind": "status", "body": {"from": "collecting", "to": "on_hold"}}
    if person:
        for kind in ("handoff", "take_over", "reply", "note"):
            yield {"at": opened + 5 * minute, "actor": "ag_x", "kind": kind, "body": {}}
        body = {"from": "on_hold", "to": CaseStatus.REVIEW}
        yield {"at": opened + 5 * minute, "actor": "customer", "kind": "status", "body": body}
    if closed is not None:
        yield {"at": closed, "actor": "worker", "kind": "status", "body": {"from": "carrying_out", "to": end}}


def let_the_database_count(database: Database) -> None:
    """What both databases do by themselves after a while: statistics for the query planner."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
