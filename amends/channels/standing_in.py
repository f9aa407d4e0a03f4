"""What a channel did not get to the customer: said in the log for the desk, with the reason, and sent by e-mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from amends.channels.received import DeliveryState
from amends.channels.threads import Merchant
from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelMessageRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.remedy_tables import MailRow
from amends.labels import Labelled
from amends.messages.mail import queue_mail, queue_news
from amends.messages.recipients import recipient
from amends.messages.sentences import Sentences

FAILED = "failed"
"""What the line says, of which this is the kind."""


class Instead(Labelled):
    """What was done where the channel failed; the label ends the desk's sentence."""

    MAILED = "mailed", "it goes by e-mail instead"
    MAILED_ANYWAY = "mailed_anyway", "it had gone by e-mail too"
    NOTHING = "nothing", "no e-mail address of an order is known: the customer has not got it"


@dataclass(frozen=True)
class StandIn:
    """`merchants` is by id."""

    merchants: Mapping[str, Merchant]
    sentences: Sentences

    def unreached(self, session: Session, events: Sequence[EventRow], code: str, why: str, now: datetime) -> None:
        """Mail what the events of one conversation said, where the address of an order is known, and tell the desk, in
        this transaction."""
        conversation = session.get_one(ConversationRow, events[0].conversation_id)
        instead = self._mail(session, conversation, events, now)
        for event in events:
            body = {"what": FAILED, "of": event.seq, "code": code, "why": why, "instead": instead}
            log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)

    def _mail(
        self, session: Session, conversation: ConversationRow, events: Sequence[EventRow], now: datetime
    ) -> Instead:
        case = None if conversation.case_id is None else session.get(CaseRow, conversation.case_id)
        to = conversation.verified_email if case is None else recipient(session, case)
        said = [(event, words) for event in events if (words := str(event.body.get("text") or ""))]
        if to is None or not said:
            return Instead.NOTHING
        texts = [words for event, words in said if case is None or not _went_by_mail(session, case, event, words)]
        if not texts:
            return Instead.MAILED_ANYWAY
        text, merchant = "\n\n".join(texts), self.merchants[conversation.merchant].name
        files = [str(each["id"]) for event in events for each in event.body.get("files") or ()]
        if case is not None:
            queue_news(
                session, self.sentences, case=case, merchant=merchant, news=text, now=now, anyway=True, files=files
            )
        else:
            queue_mail(
                session,
                self.sentences,
                case=None,
                merchant=conversation.merchant,
                to=to,
                say_name="channel_message",
                args={"merchant": merchant, "text": text},
                language=conversation.language,
                now=now,
                files=files,
            )
        return Instead.MAILED


def failed_last(session: Session, conversation_id: str) -> bool:
    """Whether the last message that was tried did not get there, and the customer has not written since."""
    mine = EventRow.conversation_id == conversation_id
    what: ColumnElement[str] = EventRow.body["what"].as_string()
    failed = select(EventRow).where(mine, EventRow.kind == EventKind.CHANNEL, what == FAILED)
    newest = session.scalar(failed.order_by(EventRow.seq.desc()).limit(1))
    if newest is None:
        return False
    got_there = and_(ChannelMessageRow.part >= 0, ChannelMessageRow.state != DeliveryState.FAILED)
    reached = exists().where(ChannelMessageRow.event_id == EventRow.id, got_there)
    since = or_(
        and_(EventRow.author == "customer", EventRow.seq > newest.seq), and_(EventRow.seq > newest.body["of"], reached)
    )
    return session.scalar(select(EventRow.id).where(mine, since).limit(1)) is None


def _went_by_mail(session: Session, case: CaseRow, event: EventRow, text: str) -> bool:
    """Whether the same words were mailed when they were said: decisions are, wherever the customer chats."""
    mails = select(MailRow.text).where(MailRow.case_id == case.id, MailRow.created_at >= event.at)
    return any(text in mailed for mailed in session.scalars(mails))
