"""E-mails to the people of a desk, in English as their pages are; what customers read stands in domain/."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import MailRow


def queue(session: Session, *, to: str, kind: str, subject: str, text: str, merchant: str, now: datetime) -> MailRow:
    """Write a message and its job into the caller's transaction. `merchant` is the id of the one in whose name."""
    mail = MailRow(
        recipient=to,
        subject=" ".join(subject.split()),
        kind=kind,
        language="en",
        text=text,
        message_id=f"<{secrets.token_hex(16)}@mail.amends>",
        created_at=now,
    )
    session.add(mail)
    session.flush()
    body = {"mail_id": mail.id, "case_id": None, "merchant": merchant}
    outbox.enqueue(session, JobKind.SEND_MAIL, body, now, dedupe=f"{JobKind.SEND_MAIL}:{mail.id}")
    return mail
