"""One case is one conversation in the customer's mail program: the same subject, and each mail answers those before."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends import addresses
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import MailRow
from amends.messages.say import Say
from amends.messages.sentences import Sentences

MOST_NAMED = 20
"""Of the mails before, the first and the newest are named: enough for every mail program, and short for the rest."""


@dataclass(frozen=True)
class Thread:
    """`earlier`: Message-IDs, oldest first, as they stand in a header; empty for the first mail of a case."""

    subject: str
    earlier: str = ""


def of_case(session: Session, sentences: Sentences, case: CaseRow, to: str, language: str) -> Thread:
    """What the next mail about `case` to that address belongs to. The subject of the first mail stays."""
    sent = session.scalars(select(MailRow).where(MailRow.case_id == case.id).order_by(MailRow.id))
    mails = [mail for mail in sent if addresses.same(mail.recipient, to)]
    if mails:
        named = mails if len(mails) <= MOST_NAMED else [mails[0], *mails[1 - MOST_NAMED :]]
        return Thread(mails[0].subject, " ".join(mail.message_id for mail in named))
    if case.order_number:
        say = Say("utter_mail_subject", {"order": case.order_number, "case": case.number})
    else:
        say = Say("utter_mail_subject_without_order", {"case": case.number})
    return Thread(" ".join(sentences.text(say, language).split()))
