"""Second thoughts about what was agreed to and is done, or is being done: it is told what that was, and since when.

Nothing is undone on these words. A person can look at what is still possible.
"""

import re

from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.explanations import Explanation
from amends.assistant.standing import remedies_of
from amends.assistant.wishes import denies_the_end, keeps_it
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.messages import moments
from amends.messages.say import Say
from amends.orders.backend import RemedyKind
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.reading.issues import ISSUE_OF_INTENT
from amends.reading.lacks import describes_a_lack
from amends.reading.message import Message
from amends.reading.plain_language import says_wait, words
from amends.reading.thresholds import ANOTHER_PROBLEM, STORY_WORDS

_BACK_ON = re.compile(
    r"\b(?:(?:turn|switch|put) (?:it|that|my \w+|the \w+) back"
    r"|(?:get|want|have) (?:it|my (?:order|service|subscription)) back"
    r"|reactivate|reinstate|restore|(?:zet|zetten) (?:\w+ ){1,3}?(?:weer|terug) aan|weer (?:aanzetten|activeren)"
    r"|teruggedraaid|terug ?draaien|(?:hem|het|die) (?:\w+ )?terug|slå (?:den|det) på|aktiver\w* (?:den|det) igjen"
    r"|likevel (?:ha|beholde) (?:den|det)|ha (?:den|det) (?:tilbake|likevel)|gjøres om)\b"
)
"""What was ended is to be as it was before."""


def takes_back(message: Message, *, ends_the_order: bool) -> bool:
    """Whether `message` would have what was done undone, or stopped: in a few words that name no other problem.
    `ends_the_order`: what was done ended an order, so that «do not cancel» is about it."""
    text = message.text
    if message.choice or text.startswith("/"):
        return False
    back_on = len(words(text)) < STORY_WORDS and _BACK_ON.search(" ".join(words(text))) is not None
    if ends_the_order and (back_on or keeps_it(text)) and not describes_a_lack(text):
        return True
    if text.rstrip().endswith("?"):
        return False
    if message.intent == "cancel_order" and ends_the_order:
        return denies_the_end(text) or says_wait(text)
    named = ISSUE_OF_INTENT.get(message.intent)
    with_it = ends_the_order and named == "dissatisfaction"  # is with what ended, and no problem of its own
    other = named is not None and not with_it and message.confidence >= ANOTHER_PROBLEM
    return not other and (says_wait(text) or (ends_the_order and denies_the_end(text)))


def ends_the_order(session: Session, case: CaseRow) -> bool:
    """Whether an order is ended in `case`, or was."""
    return any(remedy.kind == RemedyKind.CANCELLATION for remedy in remedies_of(session, case))


def told(context: Context, session: Session, case: CaseRow, language: str) -> tuple[Say, ...]:
    """What is done in `case`, or being done, and since when; empty where nothing is."""
    done = remedies_of(session, case)
    if not done or case.status not in {CaseStatus.CARRYING_OUT, CaseStatus.RESOLVED}:
        return ()
    row = session.get_one(DecisionRow, done[-1].decision_id)
    order, decision = Order.from_json(row.order), Decision.from_json(row.decision)
    policy = context.merchants[case.merchant].in_force(order.placed_at)
    telling = Explanation(policy, order, case.number, language, context.sentences)
    over = case.status == CaseStatus.RESOLVED
    at = max(remedy.settled_at or remedy.created_at for remedy in done) if over else done[0].created_at
    args = {"case": case.number, "acts": telling.acts(decision), "at": moments.moment(at, policy.zone, language)}
    return (Say("utter_done_already" if over else "utter_being_done", args),)
