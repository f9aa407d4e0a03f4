"""Answers to questions that are known here: the rules, times, evidence, contact, how it stands."""

from amends.assistant import additions, money_back, order_state, policy_answers, rights, still_open, wording
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.claims.claim import Claim
from amends.errors import BackendError
from amends.messages import moments
from amends.messages.say import Say
from amends.policy.engine import on_the_merits
from amends.reading.issues import QUESTIONS
from amends.reading.message import Message

WHERE_IT_STANDS = frozenset({"order_number", "email"})
"""What customers have on paper: whoever asks what is needed, or which number is meant, is told where it stands."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """The answer to a question that is known here; empty for anything else."""
    to_a_person = situation.draft.asked is None and message.pleads and message.intent in QUESTIONS
    if to_a_person and (added := additions.told(context, situation, message)):
        return added
    match message.intent:
        case "ask_policy" if message.said.names_the_right and message.said.clause is None:
            return (Say(rights.IN_GENERAL),)
        case "ask_policy":
            ended = _if_ended(context, situation) if message.said.asks_about_the_end else ()
            return ended or (policy_answers.told(context, situation, message),)
        case "ask_refund_timing":
            return _timing(context, situation, message)
        case "ask_contact" if situation.draft.asked in WHERE_IT_STANDS and message.said.does_not_know:
            return (Say(f"utter_where_{situation.draft.asked}"),)
        case "ask_contact":
            return (_contact(context, situation),)
        case "ask_order_status":
            validity = message.story.asks_how_long_valid
            tell = order_state.validity if validity else order_state.told
            return (tell(context, situation),)
        case "ask_case_status":
            if found := money_back.told(context, situation):
                return found
            return (order_state.paid_back(context, situation) or Say("utter_no_case_yet"),)
        case "ask_evidence" if situation.draft.asked in WHERE_IT_STANDS:
            return (Say(f"utter_where_{situation.draft.asked}"),)
        case "ask_evidence" if situation.draft.asked is None:
            return still_open.told(context, situation) or (Say("utter_answer_evidence"),)
    return ()


def _if_ended(context: Context, situation: Situation) -> tuple[Say, ...]:
    """What would come of cancelling the order whose customer is writing, by the two clauses that matter most;
    empty where that is not asked, or nobody is matched."""
    if context.is_stale(situation) or situation.verified is None:
        return ()
    try:
        order = context.order_of(situation)
    except BackendError:
        order = None
    if order is None:
        return ()
    if order.cancelled_at is not None:
        return (order_state.of(context, situation, order),)
    policy, now = context.policy_of(situation, order), context.clock()
    claim = Claim("cancel", situation.draft.opened_at or now, order.number, order.customer.email)
    shown = on_the_merits(policy, order, claim, now).shown_clauses[: policy_answers.MOST_CLAUSES]
    lines = wording.clauses(policy, shown, situation.language)
    return (Say("utter_answer_if_cancelled", {"order": order.number, "clauses": lines}),)


def _contact(context: Context, situation: Situation) -> Say:
    merchant = context.merchants[situation.merchant].merchant
    hours = moments.hours(merchant.desk.days, merchant.desk.opens, merchant.desk.closes, situation.language)
    args = {"merchant": merchant.name, "support": merchant.support_email, "hours": hours}
    return Say("utter_answer_contact", args)


def _timing(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """When a service starts, where that is asked; when the money of this chat's case arrives, what was paid back of the
    order, or how long it takes."""
    if message.said.asks_when_it_starts:
        return (order_state.told(context, situation),)
    of_case = situation.draft.settled and situation.draft.case_id is not None
    if of_case and (told := money_back.told(context, situation)):
        return told
    if paid := order_state.paid_back(context, situation):
        return (paid,)
    days = wording.span(context.policy_of(situation, None).settings.payout_days)
    return (Say("utter_answer_refund_timing", {"days": days}),)
