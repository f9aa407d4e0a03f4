"""A customer who takes a case along, in tests of the dialogue, and the code that the worker would mail them."""

from sqlalchemy import select

from amends.cases import move_codes
from amends.conversations import log
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
        wanted = session.scalars(select(JobRow).where(JobRow.kind == JobKind.SEND_CODE)).all()
        if not any(job.body == {"move_id": row.id} for job in wanted):
            return None
        row.sent_at = chat.now
        return move_codes.mint(row, chat.context.code_keys[0])


def wrong(code: str | None) -> str:
    """Six figures that are another code."""
    return f"{(int(code or '0') + 1) % 10**6:06}"


KARI = "NN-10006 kari.holm@example.com"
TWICE = ("I was charged twice for it", "duplicate_payment")


def proposed(chat: Chat) -> Chat:
    """A refund is proposed and waits for a yes."""
    assert chat.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["confirm"]
    return chat


def elsewhere(chat: Chat) -> tuple[str, str]:
    """Another conversation begins; the number of the case that was left, and the conversation it is in."""
    before, number = chat.id, chat.cases()[-1][0].number
    chat.open()
    return number, before


def wished(chat: Chat, number: str) -> str | None:
    """The customer wants to go on there; the code that was mailed."""
    assert chat.say(number) == ["ask_to_move"]
    assert chat.say("yes") == ["move_code_sent"]
    return mailed(chat)


def taken(chat: Chat, number: str) -> list[str]:
    """What is said once the code is right."""
    code = wished(chat, number)
    assert code is not None
    return chat.say(code)


def told(chat: Chat, conversation_id: str) -> list[str]:
    """What was said in a conversation by itself."""
    with chat.context.database.read() as session:
        return [each.body["text"] for each in log.since(session, conversation_id, 0, 500) if each.author != "customer"]
