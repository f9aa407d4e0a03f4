"""Fills the shop with orders and the desk with closed cases: copies of one that was held, under other numbers."""

from itertools import batched
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from amends.cases.status import CaseStatus
from amends.db.tables import Base, CaseEntryRow, CaseRow, ConversationRow, DecisionRow, EventRow
from benchmarks.desk.year import let_the_database_count, values
from demo.orders.tables import StoredOrder, open_database
from tests.stack import Stack

CHUNK = 1_000
FIRST_NUMBER = 1_000_000
"""Of the orders: the talks have theirs far below."""
WITH_CASE = (CaseEntryRow, DecisionRow)

Rows = dict[type[Base], list[dict[str, Any]]]


def fill(stack: Stack, first: int, last: int) -> None:
    """Orders `first` to `last`, each with its conversation and its case, which is over."""
    with stack.database.read() as session:
        held = session.scalars(select(CaseRow).where(CaseRow.conversation_id.is_not(None)).limit(1)).one()
        chat = session.get_one(ConversationRow, held.conversation_id)
        of_case = {table: list(session.scalars(select(table).where(table.case_id == held.id))) for table in WITH_CASE}
        said = list(session.scalars(select(EventRow).where(EventRow.conversation_id == chat.id)))
        copied = {CaseRow: [held], ConversationRow: [chat], EventRow: said, **of_case}
        highest = {
            table: session.scalar(select(func.max(table.id))) for table in copied if table is not ConversationRow
        }
    patterns = {table: [values(row) for row in rows] for table, rows in copied.items()}
    order = _order(stack, str(held.order_number))
    for chunk in batched(range(first, last), CHUNK):
        _orders(stack, order, chunk)
        rows = {table: [_copy(table, each, n, place, len(given), highest) for n in range(len(chunk))
                        for place, each in enumerate(given)] for table, given in patterns.items()}  # fmt: skip
        _number(rows, chunk)
        with stack.database.begin() as session:
            for table in (ConversationRow, CaseRow, EventRow, *WITH_CASE):
                if rows[table]:
                    session.execute(insert(table), rows[table])
        highest = {table: (top or 0) + len(rows[table]) for table, top in highest.items()}
    let_the_database_count(stack.database)


def _copy(
    table: type[Base], row: dict[str, Any], n: int, place: int, each: int, highest: dict[type[Base], Any]
) -> dict[str, Any]:
    """The `n`th copy of a row which is the `place`th of `each` that one case has."""
    if table is ConversationRow:
        return dict(row)
    return {**row, "id": (highest[table] or 0) + 1 + n * each + place}


def _number(rows: Rows, chunk: tuple[int, ...]) -> None:
    """Give each copy of the chunk the conversation, the case and the order that are its own."""
    for n, (number, chat, case) in enumerate(zip(chunk, rows[ConversationRow], rows[CaseRow], strict=True)):
        own = {"order_number": f"NN-{FIRST_NUMBER + number}", "email": f"of.old.{number}@example.com"}
        closed = {"status": CaseStatus.RESOLVED, "due_at": None, "closed_at": case["opened_at"]}
        chat |= {"id": f"cv_old_{number}", "case_id": None, "opened_from": None}
        case |= {"number": f"AM-{number:07}", "conversation_id": chat["id"], **own, **closed}
        for table in (EventRow, *WITH_CASE):
            each = len(rows[table]) // len(chunk)
            of = {"conversation_id": chat["id"]} if table is EventRow else {"case_id": case["id"]}
            for row in rows[table][n * each : (n + 1) * each]:
                row.update(of | ({"client_id": None} if table is EventRow else {}))


def _order(stack: Stack, number: str) -> StoredOrder:
    found = {each.number: each for each in stack.orders.all()}
    return found[number]


def _orders(stack: Stack, order: StoredOrder, chunk: tuple[int, ...]) -> None:
    engine = open_database(stack.folder / "orders.db")
    made = []
    for number in chunk:
        own, email = f"NN-{FIRST_NUMBER + number}", f"of.old.{number}@example.com"
        customer = {**order.document["customer"], "email": email}
        document = {**order.document, "number": own, "customer": customer}
        made.append({**values(order), "number": own, "email": email, "document": document})
    with Session(engine) as session, session.begin():
        session.execute(insert(StoredOrder), made)
    engine.dispose()
