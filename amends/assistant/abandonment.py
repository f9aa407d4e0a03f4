"""Stopping a claim, and beginning it again. What was decided or entered stays as it is."""

from dataclasses import replace

from amends.assistant import offer_answers, second_thoughts
from amends.assistant.acknowledgement import taken_back
from amends.assistant.claim_state import Collecting
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.explanations import offer_later
from amends.assistant.revocation import take_back_yes
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.status_answers import StatusAnswers
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.message import Message

_UNDECIDED = {CaseStatus.COLLECTING, CaseStatus.ON_HOLD, CaseStatus.OFFERED}


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to the command to stop or to start over. A «stop» that pleads, while nothing is asked, is none."""
    match message.intent:
        case "stop" if not (situation.draft.asked is None and message.pleads):
            return stop(context, situation)
        case "start_over":
            return start_over(context, situation)
    return ()


def stop(context: Context, situation: Situation) -> tuple[Say, ...]:
    """Abandon the claim under way; problems kept for later are offered. What was settled is not stopped by it."""
    if situation.draft.settled:
        done = take_back_yes(context, situation.conversation_id) or second_thoughts.done(context, situation)
        return done or _leave_taken(context, situation)
    if situation.draft.offered:
        return offer_answers.decline(context, situation, "stopped")
    left = leave(context, situation)
    later = offer_later(left.draft, context.merchants[left.merchant].merchant, context.sentences, left.language)
    return (Say("utter_stopped"), *later)


def start_over(context: Context, situation: Situation) -> tuple[Say, ...]:
    """Abandon the claim under way and forget what was said of it, the identity too."""
    leave(context, situation, forget=True)
    return (Say("utter_starting_over"),)


def leave(context: Context, situation: Situation, forget: bool = False) -> Situation:
    """The situation after the claim under way was abandoned; nothing is said."""
    now, draft = context.clock(), situation.draft
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        case = session.get(CaseRow, draft.case_id) if draft.case_id else None
        if case is not None and draft.offered:
            offer_answers.end_open(context, session, case, now, by="customer", refused=True)
        elif case is not None and case.status in _UNDECIDED:
            store.move(session, case, CaseStatus.ABANDONED, "customer", now)
            if draft.issue == "withdraw" and draft.declared is not None:
                name = context.merchants[case.merchant].merchant.name
                taken_back(session, context.sentences, case, name, now)
        if forget:
            left = Draft(
                identity_failures=draft.identity_failures,
                state=Collecting("order_number"),
                turn=draft.turn,
                revision=draft.revision,
            )
            situation = replace(situation, verified=None)
        else:
            left = draft.fresh().settle()
        keep(row, replace(situation, draft=left))
        return Situation.of(row)


def _leave_taken(context: Context, situation: Situation) -> tuple[Say, ...]:
    """What is said to whoever lets a decided case be: leave is taken, and what goes on at the desk is told."""
    if situation.draft.case_id is None:
        return (Say("utter_nothing_to_stop"),)
    with context.database.read() as session:
        goes_on = session.get_one(CaseRow, situation.draft.case_id).status == CaseStatus.REVIEW
    status = StatusAnswers(context).of(situation) if goes_on else ()
    return (*status, Say("utter_nothing_else"))
