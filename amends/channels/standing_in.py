"""What a channel did not get to the customer: said in the log for the desk, with the reason, and sent by e-mail."""

from collections.abc import Mapping
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

    def unreached(self, session: Session, event: EventRow, code: str, why: str, now: datetime) -> None:
        """Mail what the event said, where the address of an order is known, and tell the desk, in this transaction."""
        conversation = session.get_one(ConversationRow, event.conversation_id)
        instead = self._mail(session, conversation, event, now)
        body = {"what": "failed", "of": event.seq, "code": code, "why": why, "instead": instead}
        log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)

    def _mail(self, session: Session, conversation: ConversationRow, event: EventRow, now: datetime) -> Instead:
        text = str(event.body.get("text") or "")
        case = None if conversation.case_id is None else session.get(CaseRow, conversation.case_id)
        to = conversation.verified_email if case is None else recipient(session, case)
        if to is None or not text:
            return Instead.NOTHING
        if case is not None and _went_by_mail(session, case, event, text):
            return Instead.MAILED_ANYWAY
        merchant = self.merchants[conversation.merchant].name
        if case is not None:
            queue_news(session, self.sentences, case=case, merchant=merchant, news=text, now=now)
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
            )
        return Instead.MAILED


def _went_by_mail(session: Session, case: CaseRow, event: EventRow, text: str) -> bool:
    """Whether the same words were mailed when they were said: decisions are, wherever the customer chats."""
    mails = select(MailRow.text).where(MailRow.case_id == case.id, MailRow.created_at >= event.at)
    return any(text in mailed for mailed in session.scalars(mails))
