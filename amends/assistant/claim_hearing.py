"""What a message means for the claim of its conversation: an answer, a correction, another problem, or nothing."""

from dataclasses import replace

from amends.assistant import (
    additions,
    appeals,
    besides,
    evidence,
    follow_up,
    identification,
    late_identification,
    new_facts,
    offer_answers,
    order_state,
    other_order,
    proposal_questions,
    rating,
    reconsideration,
    revocation,
    rights,
    unanswered,
    unclear_answers,
    unmatched_withdrawal,
    wish_taken_back,
)
from amends.assistant.acknowledgement import counts_already
from amends.assistant.answering import Answerer, first
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_records import keep_asking, keep_heard
from amends.assistant.context import Context
from amends.assistant.dead_ends import put_aside, unreadable
from amends.assistant.handoff import Handoff
from amends.assistant.interpreter import YES_NO, Interpretation
from amends.assistant.next_claim import begun
from amends.assistant.situation import Situation
from amends.assistant.step import Step
from amends.assistant.typed_answers import hearing_of, pressed_in_words
from amends.conversations import not_understood
from amends.errors import BackendError, RecordInvalid
from amends.messages.say import Say
from amends.reading.message import Message
from amends.reading.thresholds import HAND_OVER_AFTER

OF_WHAT_WAS_PUT: tuple[Answerer, ...] = (
    appeals.of_denied,
    appeals.told,
    rating.rate,
    offer_answers.hear,
    wish_taken_back.hear,
    revocation.told,
)
"""Who may answer before the claim: what belongs to a case that is settled, or to what was offered, asked or wished."""
OF_WHAT_IS_SETTLED: tuple[Answerer, ...] = (late_identification.told, additions.told, follow_up.told)
"""Who may answer where the claim is settled: what belongs to a case that a person has, or that was decided."""
OF_WHAT_IS_PROPOSED: tuple[Answerer, ...] = (proposal_questions.told, unclear_answers.told)
"""Who may answer what asks about a proposal, or is no clear answer to it: the question stays open."""


def hear(claims: ClaimDialogue, found: Situation, message: Message) -> Step:
    """Take one message into the claim under way, and find the next question; a third failed try at one question
    hands the case over. `found` is the situation as it is written."""
    context, found = claims.context, replace(found, message=message.turn)
    message = evidence.in_words(context, found, message)
    # A link proves its mailbox, for its own answer alone.
    situation = found if "by_link" in message.choice else identification.awake(context, found)
    if says := unmatched_withdrawal.hear(context, situation, message):
        return Step(says=says)
    if message.withdraws:
        situation = offer_answers.end(context, situation)
    elif (step := _after_the_end(claims, situation, message)) is not None:
        return step
    return _heard(claims, situation, message, away=situation is not found)


def _after_the_end(claims: ClaimDialogue, situation: Situation, message: Message) -> Step | None:
    """What a message comes to that belongs to a case which is settled, or with a person; None for a claim's."""
    context = claims.context
    says = first(OF_WHAT_WAS_PUT, context, situation, message)
    if not says and reconsideration.wants(context, situation, message):
        return claims.advance(reconsideration.reopened(situation))
    if not says and situation.draft.settled:
        says = first(OF_WHAT_IS_SETTLED, context, situation, message)
    return Step(asked=claims.situation(situation.conversation_id).draft.asked, says=says) if says else None


def _heard(claims: ClaimDialogue, settled: Situation, message: Message, *, away: bool) -> Step:
    """The message taken into the claim. `settled` is the situation before it began one, perhaps; `away`: who is writing
    is asked again, since they were away."""
    context = claims.context
    situation = other_order.begun(begun(settled, message), message)
    before = situation.draft
    if not message.choice and before.asked:
        choice = pressed_in_words(context, situation, message, claims.put(situation))
        message = replace(message, choice=choice) if choice else message
    heard = evidence.hear(context, situation, message)
    try:
        if (
            heard is None
            and not message.withdraws
            and (told := first(OF_WHAT_IS_PROPOSED, context, situation, message))
        ):
            return Step(asked=before.asked, says=told)
        heard = heard or _interpreted(context, situation, message)
    except RecordInvalid as fault:
        return Step(says=unreadable(context, situation, message.turn, fault))
    except BackendError:
        return Step(says=put_aside(context, situation))
    if heard.interrupted:
        return Step(asked=before.asked, interrupted=True)
    heard = other_order.kept(heard, message)
    if heard.draft.tries > before.tries and unanswered.NOTED not in heard.says:
        not_understood.keep(context.database, situation.conversation_id, message.turn, before.asked)
    if heard.draft.tries >= HAND_OVER_AFTER and before.asked not in YES_NO:  # it stays open
        return Step(says=Handoff(context).to_person(situation.conversation_id, message.turn, "tries"))
    if told := new_facts.told(context, replace(situation, draft=heard.draft), message):
        heard = replace(heard, says=told)
    says = (Say("utter_away_for_a_while"), *heard.says) if away and heard.draft.email is None else heard.says
    counts = counts_already(heard.draft, before, context.policy_of(situation, None), situation.language)
    situation = replace(situation, draft=heard.draft).say(*says, *counts)
    if heard.draft.settled or heard.draft.offered is not None:
        keep_heard(context, situation)
        return Step(asked=heard.draft.asked, says=heard.says)
    if heard.aside:
        return _aside(context, situation, settled, heard.asks)
    return replace(claims.advance(situation), asks=heard.asks)


def _interpreted(context: Context, situation: Situation, message: Message) -> Interpretation:
    """What the message means for the claim, with what it does besides, and what it may be about."""
    hearing = hearing_of(context, situation)
    heard = unanswered.told(hearing.hear(situation.draft, message), situation.draft, message)
    heard = besides.kept(heard, message, hearing.explanation_in(message))
    if heard.interrupted or heard.draft.issue is not None or not message.likely:
        return heard
    return replace(heard, draft=replace(heard.draft, likely=message.likely))


def _aside(context: Context, situation: Situation, before: Situation, asks: bool) -> Step:
    """No claim is begun: who is writing is kept, and how the order stands is told to its customer, unless the
    message `asks` for something itself. What was settled `before` stays what the chat was about last."""
    try:
        situation, order = identification.matched(context, situation)
    except BackendError:
        order = None
    if order is not None and not asks:
        right = rights.for_the_order(context, situation, order)
        situation = right or order_state.beside(context, situation, order)
    was, now = before.draft, situation.draft
    if was.settled and (was.order_number, was.email) == (now.order_number, now.email):
        keep_heard(context, replace(situation, draft=was))
        return Step(says=situation.says)
    return Step(says=keep_asking(context, situation, None).says, asks=asks)
