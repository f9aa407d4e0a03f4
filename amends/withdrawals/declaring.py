"""Takes a statement of withdrawal: a case, the statement in it, and the acknowledgement, in one transaction.

Nothing is looked up first. A statement counts from the moment it is sent, whatever it matches and whether or not the
order system answers; what follows from it is decided afterwards (amends.withdrawals.deciding).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.cases import status, store
from amends.cases.entries import EntryKind
from amends.claims.claim import Claim
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.locks import lock_name
from amends.db.withdrawal_tables import WithdrawalRow
from amends.messages import moments
from amends.messages.mail import queue_mail
from amends.messages.say import Say
from amends.withdrawals import limits
from amends.withdrawals.statement import Statement

ISSUE = "withdraw"


@dataclass(frozen=True)
class Receipt:
    """That a statement was taken: what stood in it, when, under which case number. The number is for the e-mail: that
    it is an earlier case's tells who is known here, and is shown to nobody else."""

    case: str
    at: datetime
    statement: Statement


def declare(
    context: Context,
    merchant: str,
    statement: Statement,
    language: str,
    now: datetime,
    *,
    token: str,
    sent_from: str | None = None,
) -> Receipt:
    """Take `statement`, which its writer has confirmed. `token` is of the form: the same one again is the same
    statement. TooManyRequests where the network or the address has had its share; DatabaseUnavailable: nothing kept."""
    with context.database.begin() as session:
        lock_name(session, "withdrawal", merchant, token)
        known = session.scalar(
            select(WithdrawalRow).where(WithdrawalRow.merchant == merchant, WithdrawalRow.token == token)
        )
        if known is not None:
            return _receipt(session, known)
        limits.check(session, merchant, statement.email, sent_from, now)
        case = _case(session, context, merchant, statement, language, now)
        row = WithdrawalRow(
            token=token,
            merchant=merchant,
            case_id=case.id,
            language=language,
            name=statement.name,
            contract=statement.contract,
            email=statement.email,
            confirmed=confirmed_text(context, statement, language),
            declared_at=now,
            sent_from=sent_from,
        )
        session.add(row)
        session.flush()
        told = {"name": statement.name, "contract": statement.contract, "email": statement.email}
        store.record(session, case, "customer", EntryKind.WITHDRAWAL_DECLARED, told, now)
        _acknowledge(session, context, case, row, now)
        body = {"withdrawal_id": row.id, "case_id": case.id}
        outbox.enqueue(session, JobKind.DECIDE_WITHDRAWAL, body, now, dedupe=f"{JobKind.DECIDE_WITHDRAWAL}:{row.id}")
        return _receipt(session, row)


def confirmed_text(context: Context, statement: Statement, language: str) -> str:
    """What stands above the button, and the button: the words that a press of it confirms."""
    args = {"name": statement.name, "contract": statement.contract}
    says = (Say("utter_withdraw_page_statement", args), Say("utter_withdraw_page_confirm"))
    return "\n".join(context.sentences.text(say, language) for say in says)


def _case(
    session: Session, context: Context, merchant: str, statement: Statement, language: str, now: datetime
) -> CaseRow:
    """The case of this order's withdrawal where one is under way, else a new one: with nobody verified, and with no
    conversation."""
    number = context.numbers[merchant].find(statement.contract, bare=True)
    lock_name(session, "case", merchant, number or statement.email.casefold(), ISSUE)
    going = _under_way(session, merchant, number, statement)
    if going is not None:
        return going
    return store.open_case(
        session,
        merchant=merchant,
        conversation_id=None,
        language=language,
        order_number=None,
        email=None,
        claim=Claim(issue=ISSUE, opened_at=now, order_number=number, email=statement.email),
        now=now,
    )


def _under_way(session: Session, merchant: str, number: str | None, statement: Statement) -> CaseRow | None:
    """By order and its matched address, as anybody is known to us; or by the same words and address as before."""
    open_cases = select(CaseRow).where(
        CaseRow.merchant == merchant, CaseRow.issue == ISSUE, CaseRow.status.not_in(sorted(status.CLOSED))
    )
    if number is not None:
        for case in session.scalars(open_cases.where(CaseRow.order_number == number).order_by(CaseRow.id.desc())):
            if same_email(case.email, statement.email):
                return case
    before = open_cases.join(WithdrawalRow, WithdrawalRow.case_id == CaseRow.id).where(
        func.lower(WithdrawalRow.email) == statement.email.lower(), WithdrawalRow.contract == statement.contract
    )
    return session.scalars(before.order_by(CaseRow.id.desc()).limit(1)).first()


def _acknowledge(session: Session, context: Context, case: CaseRow, row: WithdrawalRow, now: datetime) -> None:
    """At once, on a durable medium, with the statement and when it was sent: article 11a(4)."""
    merchant = context.merchants[row.merchant].merchant
    args = {
        "name": row.name,
        "contract": row.contract,
        "email": row.email,
        "at": moments.stamp(row.declared_at, merchant.zone, row.language),
        "case": case.number,
        "merchant": merchant.name,
        "support": merchant.support_email,
    }
    queue_mail(
        session,
        context.sentences,
        case=case,
        to=row.email,
        say_name="withdrawal_declared",
        args=args,
        language=row.language,
        now=now,
    )
    told = {"at": args["at"], "declared": row.declared_at.isoformat()}
    store.record(session, case, "bot", EntryKind.WITHDRAWAL_ACKNOWLEDGED, told, now)


def _receipt(session: Session, row: WithdrawalRow) -> Receipt:
    case = session.get_one(CaseRow, row.case_id)
    return Receipt(case.number, row.declared_at, Statement(row.name, row.contract, row.email))
