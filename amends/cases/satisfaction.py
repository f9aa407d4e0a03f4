"""Satisfaction, asked once after a person helped and the case was closed: 1 to 5, and a word if the customer likes."""

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases.status import CaseStatus
from amends.conversations import log
from amends.conversations.log import Speaks
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.desk_tables import DeskCaseRow, SatisfactionRow
from amends.messages.say import Say

SCORES = ("1", "2", "3", "4", "5")
MAX_COMMENT = 1000


def ask(session: Session, case: CaseRow, sentences: Speaks, now: datetime) -> None:
    """Put the question where it is due: the case is closed, a person answered, and the bot has the chat again."""
    if case.conversation_id is None or not may_be_due(session, case):
        return
    chat = session.get_one(ConversationRow, case.conversation_id, with_for_update=True, populate_existing=True)
    desk = session.get(DeskCaseRow, case.id)
    if desk is None or desk.first_answer_at is None or desk.asked_satisfaction_at is not None:
        return
    if case.status not in {CaseStatus.RESOLVED, CaseStatus.DENIED} or chat.owner != "bot":
        return
    desk.asked_satisfaction_at = now
    choices = tuple((score, f"/choose{json.dumps({'satisfaction': score, 'case': case.number})}") for score in SCORES)
    log.say(session, chat, [Say("utter_ask_satisfaction", {"case": case.number}, choices)], sentences, now)


def may_be_due(session: Session, case: CaseRow) -> bool:
    """Whether a person answered and was not asked about yet; only reads. Of most cases no person ever sees anything."""
    answered = DeskCaseRow.first_answer_at.is_not(None) & DeskCaseRow.asked_satisfaction_at.is_(None)
    return session.scalar(select(DeskCaseRow.case_id).where(DeskCaseRow.case_id == case.id, answered)) is not None


def keep_score(session: Session, conversation_id: str, number: str, score: str, now: datetime) -> bool:
    """Note the score that was chosen. False where it was given before, or never asked for in this conversation."""
    case = session.scalar(
        select(CaseRow).where(CaseRow.number == number, CaseRow.conversation_id == conversation_id).with_for_update()
    )
    if case is None or score not in SCORES or session.get(SatisfactionRow, case.id) is not None:
        return False
    session.add(SatisfactionRow(case_id=case.id, merchant=case.merchant, score=int(score), comment=None, at=now))
    session.flush()
    return True


def keep_comment(session: Session, conversation_id: str, number: str, comment: str) -> bool:
    """Add the customer's words to the score. False where there is no score, or there are words already."""
    case_id = select(CaseRow.id).where(CaseRow.number == number, CaseRow.conversation_id == conversation_id)
    row = session.scalar(select(SatisfactionRow).where(SatisfactionRow.case_id.in_(case_id)))
    if row is None or row.comment is not None:
        return False
    row.comment = comment[:MAX_COMMENT]
    return True
