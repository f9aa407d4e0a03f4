"""A copy of a conversation by e-mail: only to the address that was matched against the order's records."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.conversations import log
from amends.db.tables import ConversationRow, EventRow
from amends.errors import NotVerified, TooManyRequests
from amends.notices.mail import queue_mail
from amends.notices.say import Say
from amends.notices.sentences import Sentences

LIMIT = 3
WITHIN = timedelta(hours=1)
MOST_EVENTS = 1000


def mail(
    session: Session, conversation: ConversationRow, merchant: str, zone: ZoneInfo, sentences: Sentences, now: datetime
) -> None:
    """Queue the copy and say so. `merchant` is its name, `zone` what the times are shown in.

    NotVerified while no e-mail address was matched; TooManyRequests beyond LIMIT copies within WITHIN.
    """
    if conversation.verified_email is None:
        raise NotVerified("No e-mail address of an order was matched in this conversation.")
    _check_rate(session, conversation, now)
    queue_mail(
        session,
        sentences,
        case=None,
        to=conversation.verified_email,
        say_name="transcript",
        args={"merchant": merchant, "transcript": text(session, conversation, merchant, zone, sentences)},
        language=conversation.language,
        now=now,
    )
    told = sentences.text(Say("utter_transcript_sent"), conversation.language)
    log.reply(session, conversation, told, (), now, author="system", kind="notice", data={"transcript": True})


def text(session: Session, conversation: ConversationRow, merchant: str, zone: ZoneInfo, sentences: Sentences) -> str:
    """Everything that was said, one paragraph an event, oldest first."""
    paragraphs = []
    for event in log.since(session, conversation.id, 0, MOST_EVENTS):
        said = event.body.get("text") or event.body.get("name")
        if said:
            author = event.author if event.author in {"customer", "agent"} else "bot"
            at = event.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            args = {"at": at, "merchant": merchant, "text": said}
            paragraphs.append(sentences.text(Say(f"utter_transcript_{author}", args), conversation.language))
    return "\n\n".join(paragraphs)


def _check_rate(session: Session, conversation: ConversationRow, now: datetime) -> None:
    notices = session.scalars(
        select(EventRow).where(
            EventRow.conversation_id == conversation.id, EventRow.kind == "notice", EventRow.at > now - WITHIN
        )
    )
    sent = [event.at for event in notices if (event.body.get("data") or {}).get("transcript")]
    if len(sent) >= LIMIT:
        wait = max(1, int((min(sent) + WITHIN - now).total_seconds()))
        raise TooManyRequests(f"More than {LIMIT} copies within an hour.", wait)
