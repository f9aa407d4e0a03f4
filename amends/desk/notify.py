"""What a person at the desk has the customer told: in the chat under the person's name, and by e-mail."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.attachment_tables import AttachmentRow
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.desk import attachments, unread
from amends.desk.locked_case import LockedCase
from amends.messages.mail import queue_news
from amends.messages.recipients import recipient
from amends.messages.say import Say

AWAY_AFTER = timedelta(minutes=2)
"""A customer who has not written for so long is written to by e-mail at once."""


def tell(held: LockedCase, context: Context, say: Say, *, mail: bool = True, also_mailed: str = "") -> None:
    """A response in the customer's words, as said by the person. `mail`: whether it also goes out by e-mail, with what
    is `also_mailed`."""
    words(held, context, context.sentences.text(say, held.case.language), mail=mail, also_mailed=also_mailed)


def words(held: LockedCase, context: Context, text: str, *, mail: bool, also_mailed: str = "") -> None:
    """Words as they are, mailed now, after what was not read before them, or never."""
    if mail and recipient(held.session, held.case) is not None:
        before = unread.take(held.session, held.case, held.conversation) if held.conversation else []
        parts = [*_texts(before), text, also_mailed]
        text_of_mail = "\n\n".join(part for part in parts if part)
        send(held.session, context, held.case, text_of_mail, held.now, _chat(held), _files(before))
    _say(held, text)


def add(held: LockedCase, context: Context, says: Sequence[Say]) -> None:
    """What stands beside what the person just said, each with its buttons; nothing where there is no chat."""
    if held.conversation is not None:
        data = {"agent": held.actor.name}
        for say in says:
            text = context.sentences.text(say, held.case.language)
            buttons = context.sentences.buttons(say, held.case.language)
            log.reply(held.session, held.conversation, text, buttons, held.now, author="agent", data=data)


def offer(held: LockedCase, context: Context, say: Say, mailed: Say) -> None:
    """What the customer is to choose on: with its buttons in the chat, in other words by e-mail."""
    text = context.sentences.text(mailed, held.case.language)
    before = unread.take(held.session, held.case, held.conversation) if held.conversation else []
    text = "\n\n".join([*_texts(before), text])
    send(held.session, context, held.case, text, held.now, _chat(held), _files(before))
    if held.desk.first_answer_at is None:
        held.desk.first_answer_at = held.now
    add(held, context, [say])


def answer(held: LockedCase, context: Context, texts: Sequence[str], files: Sequence[AttachmentRow] = ()) -> bool:
    """What a person writes of their own; `files` go with the last of it. Whether it went out by e-mail at once, with
    what was not read before it; otherwise it does if the customer stays silent (amends/desk/unread.py)."""
    said = [_say(held, text, files if at == len(texts) else ()) for at, text in enumerate(texts, 1)]
    if not texts or recipient(held.session, held.case) is None:
        return False
    chat = held.conversation
    if chat is None:
        send(held.session, context, held.case, "\n\n".join(texts), held.now, files=[row.id for row in files])
        return True
    if chat.channel != log.WEB:
        return False  # a messaging channel tells what it did not deliver, and that goes by e-mail then
    unread.watch(held.session, held.case, [event for event in said if event is not None], held.now)
    if not is_away(held.session, chat, held.now):
        return False
    mail_unread(held.session, context, held.case, chat, held.now)
    return True


def mail_unread(session: Session, context: Context, case: CaseRow, chat: ConversationRow, now: datetime) -> int:
    """One e-mail with every answer that waits to be read; how many there were. `chat` is locked."""
    waiting = unread.take(session, case, chat)
    if waiting and case.email is not None:
        send(session, context, case, "\n\n".join(_texts(waiting)), now, files=_files(waiting))
    return len(waiting)


def notice(held: LockedCase, context: Context, say: Say, data: dict[str, Any] | None = None) -> None:
    """Something about the conversation itself."""
    text = context.sentences.text(say, held.case.language)
    log.reply(held.session, held.chat, text, (), held.now, author="system", kind=EventKind.NOTICE, data=data)


def send(
    session: Session,
    context: Context,
    case: CaseRow,
    text: str,
    now: datetime,
    chat: str | None = None,
    files: Sequence[str] = (),
) -> None:
    """The same by e-mail, to the case's recipient. `chat`: the conversation in which it is said too, if not the case's
    own. `files`: ids of attachments."""
    merchant = context.merchants[case.merchant].merchant.name
    queue_news(session, context.sentences, case=case, merchant=merchant, news=text, now=now, chat=chat, files=files)


def is_away(session: Session, conversation: ConversationRow, now: datetime) -> bool:
    """Whether the customer has written nothing for AWAY_AFTER."""
    wrote = session.scalar(
        select(func.max(EventRow.at)).where(EventRow.conversation_id == conversation.id, EventRow.author == "customer")
    )
    return wrote is None or now - wrote >= AWAY_AFTER


def _chat(held: LockedCase) -> str | None:
    return None if held.conversation is None else held.conversation.id


def _texts(events: Sequence[EventRow]) -> list[str]:
    return [str(event.body["text"]) for event in events]


def _files(events: Sequence[EventRow]) -> list[str]:
    return [str(each["id"]) for event in events for each in event.body.get("files") or ()]


def _say(held: LockedCase, text: str, files: Sequence[AttachmentRow] = ()) -> EventRow | None:
    """In the chat, where there is one. The first of all is the first answer that the customer got from a person."""
    if held.desk.first_answer_at is None:
        held.desk.first_answer_at = held.now
    if held.conversation is None:
        return None
    data = {"agent": held.actor.name}
    sent = [attachments.shown(each) for each in files]
    return log.reply(held.session, held.conversation, text, (), held.now, author="agent", data=data, files=sent)
