"""The worker's part in a test of the dialogue: what code a customer would find in the mailbox of the order."""

from sqlalchemy import select

from amends.cases import move_codes
from amends.db.job_kinds import JobKind
from amends.db.tables import CaseMoveRow, JobRow
from tests.assistant.conftest import Chat


def wishes(chat: Chat) -> list[CaseMoveRow]:
    with chat.context.database.read() as session:
        return list(session.scalars(select(CaseMoveRow).order_by(CaseMoveRow.id)))


def jobs(chat: Chat) -> int:
    """How many codes the worker was asked to send so far."""
    with chat.context.database.read() as session:
        return len(session.scalars(select(JobRow).where(JobRow.kind == JobKind.SEND_CODE)).all())


def mailed(chat: Chat) -> str | None:
    """The code of the newest wish, as it is mailed now; None where the worker was not asked to send one."""
    with chat.context.database.begin() as session:
        row = session.scalars(select(CaseMoveRow).order_by(CaseMoveRow.id.desc())).first()
        assert row is not None
        wanted = select(JobRow).where(JobRow.dedupe == f"{JobKind.SEND_CODE}:{row.id}")
        if session.scalar(wanted) is None:
            return None
        row.sent_at = chat.now
        return move_codes.mint(row, chat.context.code_key)


def wrong(code: str | None) -> str:
    """Six figures that are another code."""
    return f"{(int(code or '0') + 1) % 10**6:06}"
