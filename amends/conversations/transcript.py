"""A copy of a conversation by e-mail: only to the address that was matched against the order's records."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.tables import ConversationRow, EventRow
from amends.db.window import Window
from amends.errors import NotVerified, TooManyRequests
from amends.messages.mail import queue_mail
from amends.messages.say import Say
from amends.messages.sentences import Sentences

LIMIT = 3
WITHIN = timedelta(hours=1)
MOST_CHARACTERS = 200_000
"""Of one copy: some hundred pages, and in any script far below the 10 MB that mail servers take."""


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
        merchant=conversation.merchant,
        to=conversation.verified_email,
        say_name="transcript",
        args={"merchant": merchant, "transcript": text(session, conversation, merchant, zone, sentences)},
        language=conversation.language,
        now=now,
    )
    told = sentences.text(Say("utter_transcript_sent"), conversation.language)
    log.reply(session, conversation, told, (), now, author="system", kind=EventKind.NOTICE, data={"transcript": True})


def text(session: Session, conversation: ConversationRow, merchant: str, zone: ZoneInfo, sentences: Sentences) -> str:
    """What was said, one paragraph an event, oldest first: everything, or the newest MOST_CHARACTERS of it after a line
    that says how many earlier messages are left out."""
    paragraphs: list[str] = []
    room, left_out = MOST_CHARACTERS, 0
    for event in log.backwards(session, conversation.id):
        said = event.body.get("text") or event.body.get("name")
        if not said:
            continue
        if left_out:
            left_out += 1  # no gaps: what is older than something left out is left out too
            continue
        paragraph = _paragraph(event, said, merchant, zone, conversation.language, sentences)
        room -= len(paragraph)
        if room < 0:
            left_out = 1
        else:
            paragraphs.append(paragraph)
    if left_out:
        say = Say("utter_transcript_left_out", {"count": left_out})
        paragraphs.append(sentences.text(say, conversation.language))
    return "\n\n".join(reversed(paragraphs))


def _paragraph(event: EventRow, said: str, merchant: str, zone: ZoneInfo, language: str, sentences: Sentences) -> str:
    author = event.author if event.author in {"customer", "agent"} else "bot"
    at = event.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    args = {"at": at, "merchant": merchant, "text": said}
    return sentences.text(Say(f"utter_transcript_{author}", args), language)


def _check_rate(session: Session, conversation: ConversationRow, now: datetime) -> None:
    a_copy = (EventRow.kind == EventKind.NOTICE, EventRow.body["data", "transcript"].as_boolean())
    sent = select(EventRow.at).where(EventRow.conversation_id == conversation.id, *a_copy)
    if wait := Window(LIMIT, WITHIN).wait(session, sent, now):
        raise TooManyRequests(f"More than {LIMIT} copies within an hour.", wait)
