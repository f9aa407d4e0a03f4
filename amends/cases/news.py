"""News of a case that nobody asked for just now: one sentence, in the chat and by e-mail."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from amends.conversations import ownership
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.messages.mail import queue_news
from amends.messages.say import Say
from amends.messages.sentences import Sentences


def news(
    session: Session,
    case: CaseRow,
    chat: ConversationRow | None,
    told: Callable[[str], Say],
    sentences: Sentences,
    merchant: str,
    now: datetime,
    *,
    then: Sequence[Say] = (),
    by_mail: Sequence[Say] = (),
    mail: bool = True,
) -> None:
    """Tell the customer, in the transaction that makes it so. `told` makes the sentence with its moments and amounts in
    a language: the chat's there, the case's in the e-mail. `merchant` is a name; `then` follows in the chat alone,
    `by_mail` in the e-mail alone; without `mail`, nothing goes out by e-mail."""
    if chat is not None:
        ownership.say(session, chat, (told(chat.language), *then), sentences, now)
    if mail:
        text = "\n\n".join(sentences.text(each, case.language) for each in (told(case.language), *by_mail))
        said_in = None if chat is None else chat.id
        queue_news(
            session,
            sentences,
            case=case,
            merchant=merchant,
            news=text,
            now=now,
            chat=said_in,
            anyway=chat is None,
        )
