"""What a channel did not get to the customer: said in the log for the desk, with the reason, and sent by e-mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels.threads import Merchant
from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.remedy_tables import MailRow
from amends.labels import Labelled
from amends.messages.mail import queue_mail, queue_news
from amends.messages.recipients import recipient
from amends.messages.sentences import Sentences


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
            body = {"what": "failed", "of": event.seq, "code": code, "why": why, "instead": instead}
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


def _went_by_mail(session: Session, case: CaseRow, event: EventRow, text: str) -> bool:
    """Whether the same words were mailed when they were said: decisions are, wherever the customer chats."""
    mails = select(MailRow.text).where(MailRow.case_id == case.id, MailRow.created_at >= event.at)
    return any(text in mailed for mailed in session.scalars(mails))
