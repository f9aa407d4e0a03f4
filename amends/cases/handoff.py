"""The one road to a person: the case is in review until an instant, its timeline says why, the customer hears of it.

When a person answers is the desk's time (amends.merchants.desk_rules) or the policy's for a review (amends.policy).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import DeskCaseRow
from amends.labels import Labelled
from amends.messages import moments
from amends.policy.policy import Merchant


class HandoffReason(Labelled):
    """Why a case went to a person; the label is for staff."""

    ASKED = "asked", "the customer asked for a person"
    ANGER = "anger", "the customer was angry"
    APPEAL = "appeal", "the customer disagrees with the decision"
    TRIES = "tries", "the bot did not understand three times"
    ORDER_GONE = "order_gone", "the order is no longer in the order system"
    GIVEN = "given", "the customer gave a number that has to be checked"
    LOCKED = "locked", "the identity could not be matched"
    UNREADABLE = "unreadable", "the order's record breaks the contract"
    WITHDRAWAL_UNMATCHED = (
        "withdrawal_unmatched",
        "no order has the number and e-mail address that the withdrawal names",
    )
    ORDER_UNREADABLE = "order_unreadable", "the order system's record of the order cannot be read"
    BOT_SILENT = "the bot could not answer"


def hand_off(
    session: Session,
    case: CaseRow,
    due: datetime,
    by: str,
    now: datetime,
    kind: EntryKind | None = None,
    body: dict[str, Any] | None = None,
    *,
    sooner: bool = False,
) -> datetime:
    """A person has the case until `due`. Returns until when that is: where one has it already, what was promised holds,
    or what is `sooner`. `kind` and `body` are the line that says why, where the caller writes none of its own. What was
    put off is among the work to do again."""
    session.refresh(case, ["status", "due_at"], with_for_update=True)
    if case.status != CaseStatus.REVIEW or case.due_at is None:
        store.move(session, case, CaseStatus.REVIEW, by, now, due)
    elif sooner:
        store.promise_earlier(session, case, due, by, now)
    put_off_no_longer(session, case)
    if kind is not None:
        store.record(session, case, by, kind, body or {}, now)
    assert case.due_at is not None
    return case.due_at


def put_off_no_longer(session: Session, case: CaseRow) -> None:
    """Nothing happens where it was not put off."""
    sleeping = update(DeskCaseRow).where(DeskCaseRow.case_id == case.id, DeskCaseRow.snoozed_until.is_not(None))
    session.execute(sleeping.values(snoozed_until=None, snoozed_at=None))


def promise(case: CaseRow, merchant: Merchant, language: str) -> dict[str, Any]:
    """What the customer's sentence about it says: which case, until when, and of which merchant. `language` is that of
    the sentence: the chat's present one there, the case's in a letter."""
    due = moments.moment(case.due_at, merchant.zone, language) if case.due_at else ""
    return {"case": case.number, "due": due, "merchant": merchant.name}
