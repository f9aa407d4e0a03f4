"""What a person at the desk has the customer told: in the chat under the person's name, and by e-mail."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.conversations import log
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.desk.hold import Held
from amends.notices.mail import queue_mail
from amends.notices.say import Say

AWAY_AFTER = timedelta(minutes=2)
"""A customer who has not written for so long is written to by e-mail as well."""


def tell(held: Held, context: Context, say: Say, *, mail: bool = True) -> None:
    """A response in the customer's words, as said by the person. `mail`: whether it also goes out by e-mail."""
    words(held, context, context.sentences.text(say, held.case.language), mail=mail)


def words(held: Held, context: Context, text: str, *, mail: bool) -> None:
    """Words as they are. The first of them is the first answer that the customer got from a person."""
    if held.conversation is not None:
        log.reply(held.session, held.conversation, text, (), held.now, author="agent", data={"agent": held.actor.name})
    if held.desk.first_answer_at is None:
        held.desk.first_answer_at = held.now
    if mail and held.case.email is not None:
        send(held, context, text)


def notice(held: Held, context: Context, say: Say, data: dict[str, Any] | None = None) -> None:
    """Something about the conversation itself."""
    text = context.sentences.text(say, held.case.language)
    log.reply(held.session, held.chat, text, (), held.now, author="system", kind="notice", data=data)


def send(held: Held, context: Context, text: str) -> None:
    """The same by e-mail, to the address that was matched against the order's records."""
    assert held.case.email is not None
    merchant = context.merchants[held.case.merchant].merchant
    queue_mail(
        held.session,
        context.sentences,
        case=held.case,
        to=held.case.email,
        say_name="case_news",
        args={"case": held.case.number, "news": text, "merchant": merchant.name},
        language=held.case.language,
        now=held.now,
    )


def is_away(session: Session, conversation: ConversationRow, now: datetime) -> bool:
    """Whether the customer has written nothing for AWAY_AFTER."""
    wrote = session.scalar(
        select(func.max(EventRow.at)).where(EventRow.conversation_id == conversation.id, EventRow.author == "customer")
    )
    return wrote is None or now - wrote >= AWAY_AFTER
