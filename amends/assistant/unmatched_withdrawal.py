"""A withdrawal that was declared in the chat and belongs to no order that is known: it is never lost.

It is a case from the first word on, and a person's as soon as its customer has left, or says that they do not know the
number. What they write after all still matches it (amends.assistant.late_identification).
"""

from dataclasses import replace

from sqlalchemy.orm import Session

from amends.assistant.acknowledgement import acknowledge_unread
from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold, keep
from amends.cases.entries import EntryKind
from amends.cases.handoff import HandoffReason, hand_off, promise
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.messages.mail import queue_news
from amends.messages.say import Say
from amends.reading.message import Message


def hear(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a customer who declared the withdrawal and does not know what order it is of, or which address:
    a person has it. Empty for anybody else."""
    draft = situation.draft
    if draft.issue != "withdraw" or draft.declared is None or draft.asked not in {"order_number", "email"}:
        return ()
    if message.choice or message.facts.order_number or message.facts.email:
        return ()
    if not message.said.does_not_know or draft.case_id is None:
        return ()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = session.get_one(CaseRow, draft.case_id, with_for_update=True, populate_existing=True)
        return to_person(context, session, row, case, "customer", message.turn)


def is_unmatched(case: CaseRow) -> bool:
    """Whether `case` is a withdrawal whose customer nobody has matched, and that nobody has taken up."""
    return case.issue == "withdraw" and case.status == CaseStatus.COLLECTING and case.order_number is None


def to_person(
    context: Context, session: Session, row: ConversationRow, case: CaseRow, by: str, turn: str | None = None
) -> tuple[Say, ...]:
    """Give it to a person, and acknowledge it to the address that was given, if there is one; what is to be said in the
    chat. Empty where it is not waiting for its customer any more."""
    if not is_unmatched(case):
        return ()
    now, merchant = context.clock(), context.merchants[case.merchant].merchant
    due = context.desk(merchant.id).answer_due(merchant, now)
    hand_off(session, case, due, by, now, EntryKind.HANDOFF, {"why": HandoffReason.WITHDRAWAL_UNMATCHED})
    situation = Situation.of(row)
    draft, policy = situation.draft, context.policy_of(situation, None)
    is_about = draft.case_id == case.id
    received = (
        acknowledge_unread(session, context.sentences, case, draft, policy, row.language, now) if is_about else ()
    )

    def told(language: str) -> Say:
        return Say(
            "utter_withdrawal_with_person", {**promise(case, merchant, language), "support": merchant.support_email}
        )

    if is_about:
        keep(row, replace(situation, draft=draft.settle(turn)))
        if draft.email is not None:
            text = context.sentences.text(told(case.language), case.language)
            queue_news(
                session, context.sentences, case=case, merchant=merchant.name, news=text, now=now, to=draft.email
            )
    return (*received, told(row.language))
