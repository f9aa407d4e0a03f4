"""What a conversation left behind: what would be carried out, what was told by e-mail, which cases there are."""

from sqlalchemy import select

from amends.db.tables import CaseRow, MailRow, RemedyRow
from tests.assistant.conftest import Chat


def remedies(chat: Chat) -> list[RemedyRow]:
    with chat.context.database.read() as session:
        return list(session.scalars(select(RemedyRow).order_by(RemedyRow.id)))


def moves(chat: Chat) -> list[tuple[str, str, int | None]]:
    """Order, kind and amount in minor units of each remedy that was entered."""
    return [(row.order_number, row.kind, row.amount_minor) for row in remedies(chat)]


def cases(chat: Chat) -> list[tuple[str, str]]:
    with chat.context.database.read() as session:
        return [(case.issue, case.status) for case in session.scalars(select(CaseRow).order_by(CaseRow.id))]


def mails(chat: Chat) -> list[MailRow]:
    with chat.context.database.read() as session:
        return list(session.scalars(select(MailRow).order_by(MailRow.id)))
