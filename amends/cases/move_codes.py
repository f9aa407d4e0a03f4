"""The code with which a customer takes a case to another conversation: wanted, made when it is sent, and looked at.

Whoever has the code reads the mailbox of the order. A number that no case has is treated alike in all that can be seen:
it has its row, its tries and its limits, and no code.
"""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from amends import addresses
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.merged import goes_on_in
from amends.cases.status import CaseStatus
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.job_kinds import JobKind
from amends.db.locks import lock_name
from amends.db.move_tables import CaseMoveRow
from amends.db.window import Window

log = logging.getLogger("amends.cases")

VALID = timedelta(minutes=15)
TRIES = 5
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PER_CASE, PER_MAILBOX = Window(5, DAY), Window(10, DAY)
PER_CONVERSATION, PER_ADDRESS = Window(3, HOUR), Window(10, HOUR)
OPEN = ("asked", "waiting")

# Asked several times a message, and so built once.
_NEWEST = (
    select(CaseMoveRow)
    .where(CaseMoveRow.conversation_id == bindparam("conversation"))
    .order_by(CaseMoveRow.id.desc())
    .limit(1)
)
_NEWEST_LOCKED = _NEWEST.with_for_update().execution_options(populate_existing=True)


def of_number(session: Session, merchant: str, number: str) -> CaseRow | None:
    """The case that can be taken elsewhere under that number: one whose customer is known. A merged one is the case
    that it goes on in, where both are one customer's."""
    case = session.scalar(select(CaseRow).where(CaseRow.merchant == merchant, CaseRow.number == number))
    if case is not None and case.status == CaseStatus.MERGED:
        target = goes_on_in(session, case)
        case = target if target is not case and addresses.same(target.email, case.email) else None
    return case if case is not None and case.email is not None and case.order_number is not None else None


def open_in(session: Session, conversation_id: str, *, lock: bool = False) -> CaseMoveRow | None:
    """What the conversation was asked last, while that is open; None where nothing is."""
    row = session.scalar(_NEWEST_LOCKED if lock else _NEWEST, {"conversation": conversation_id})
    return row if row is not None and row.state in OPEN else None


def ask(session: Session, conversation: ConversationRow, number: str, now: datetime) -> CaseMoveRow:
    """Note that the customer was asked whether to go on with that case. The same again is the same question."""
    row = open_in(session, conversation.id, lock=True)
    if row is not None and (row.number, row.state) == (number, "asked"):
        return row
    if row is not None:
        row.state = "left"
    row = CaseMoveRow(
        conversation_id=conversation.id,
        number=number,
        state="asked",
        asked_from=conversation.opened_from,
        asked_at=now,
        tries=0,
    )
    session.add(row)
    session.flush()
    return row


def pass_over(session: Session, conversation_id: str) -> None:
    """Something else was asked since: what the customer answers next does not answer whether to go on with a case."""
    row = open_in(session, conversation_id, lock=True)
    if row is not None and row.state == "asked":
        row.state = "left"
        session.flush()


def is_fresh(row: CaseMoveRow, now: datetime) -> bool:
    """Whether a code that was wanted may still be on its way or typed. What is over is known a while longer, so that
    whoever types it then is told so."""
    return row.state == "waiting" and row.requested_at is not None and now - row.requested_at <= VALID


def was_asked(session: Session, conversation_id: str, number: str) -> bool:
    """Whether the conversation was asked about that case before, whatever came of it."""
    asked = select(CaseMoveRow.id).where(CaseMoveRow.conversation_id == conversation_id, CaseMoveRow.number == number)
    return session.scalar(asked.limit(1)) is not None


def want(session: Session, row: CaseMoveRow, conversation: ConversationRow, now: datetime) -> int:
    """Have a code sent, where there is a case, in the place of one that was sent before; seconds to wait where too many
    were wanted. 0 says nothing about whether there is one, nor whether its mailbox got as many as it may."""
    case = of_number(session, conversation.merchant, row.number)
    mailbox = (case.email or "").lower() if case is not None else ""
    for what in (f"number {row.number}", f"address {row.asked_from}", f"mailbox {mailbox}"):
        lock_name(session, "case_move", what)
    wanted = select(CaseMoveRow.requested_at).where(CaseMoveRow.requested_at.is_not(None))
    limits = [
        (PER_CASE, wanted.where(CaseMoveRow.number == row.number)),
        (PER_CONVERSATION, wanted.where(CaseMoveRow.conversation_id == conversation.id)),
    ]
    if row.asked_from is not None:
        limits.append((PER_ADDRESS, wanted.where(CaseMoveRow.asked_from == row.asked_from)))
    if wait := max(limit.wait(session, times, now) for limit, times in limits):
        return wait
    if row.state == "waiting":
        row = ask(session, conversation, row.number, now)
    row.state, row.requested_at = "waiting", now
    if case is not None:
        row.case_id = case.id
        same = CaseRow.merchant == case.merchant, CaseRow.email == case.email, CaseMoveRow.id != row.id
        if PER_MAILBOX.wait(session, wanted.join(CaseRow, CaseRow.id == CaseMoveRow.case_id).where(*same), now):
            log.warning("no code is sent for case %s: its mailbox got %d within a day", case.number, PER_MAILBOX.most)
        else:
            job = JobKind.SEND_CODE
            # Without a name: the wish was locked above, and SQLite gives the number of a row that went to a later one.
            outbox.enqueue(session, job, {"move_id": row.id}, now)
    session.flush()
    return 0


def mint(row: CaseMoveRow, key: bytes) -> str:
    """A new code for the wish, in the place of any earlier one. It is handed out here and never again."""
    code = f"{secrets.randbelow(10**6):06}"
    row.code_hash = _hash(row, code, key)
    return code


def is_right(session: Session, row: CaseMoveRow, code: str, keys: Sequence[bytes], now: datetime) -> bool:
    """Count a try, and say whether it was the code, in time and within its tries. `keys`: any of which it may be hashed
    under."""
    row.tries += 1
    same = any(hmac.compare_digest(_hash(row, code, key), row.code_hash or _hash(row, "none", key)) for key in keys)
    in_time = row.sent_at is not None and now - row.sent_at <= VALID
    if row.tries == TRIES and not same and row.case_id is not None:
        case = session.get_one(CaseRow, row.case_id)
        talk = session.get_one(ConversationRow, row.conversation_id)
        log.warning("%d wrong codes for case %s: is somebody guessing?", TRIES, case.number)
        store.record(session, case, "customer", EntryKind.MOVE_REFUSED, {"to": talk.channel}, now)
    session.flush()
    return same and in_time and row.tries <= TRIES and row.case_id is not None


def used(session: Session, row: CaseMoveRow) -> None:
    """The case was taken with it: neither this code nor another one that is out for the case counts any more."""
    row.state = "moved"
    others = select(CaseMoveRow.id).where(
        CaseMoveRow.case_id == row.case_id, CaseMoveRow.state == "waiting", CaseMoveRow.id != row.id
    )
    free = session.scalars(others.with_for_update(skip_locked=True)).all()
    session.execute(update(CaseMoveRow).where(CaseMoveRow.id.in_(free)).values(code_hash=None))
    session.flush()


def _hash(row: CaseMoveRow, code: str, key: bytes) -> str:
    return hmac.new(key, f"{row.id}:{code}".encode(), hashlib.sha256).hexdigest()
