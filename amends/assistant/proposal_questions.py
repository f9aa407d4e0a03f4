"""What a customer asks about a choice instead of making it: it is told, and the question stays open."""

from amends.assistant import timing, wording
from amends.assistant.claim_state import CONFIRMATIONS
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.policy.decision import Remedy
from amends.reading.issues import CALLS, COMMANDS, alternatives
from amends.reading.message import Message
from amends.reading.questions import Question

_CHOICES = frozenset({"accepts", "narrow", "confirmation"})


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """How much comes back, why, when, or how the options differ; empty where nothing is put to choose from or nothing
    of it is asked."""
    draft = situation.draft
    names = message.facts.order_number or message.facts.email
    if message.choice or names:
        return ()
    if draft.asked in _CHOICES and message.said.asks_for_advice and message.intent not in CALLS:
        return (_difference(draft),)
    if draft.asked not in CONFIRMATIONS or draft.proposal is None:
        return ()
    answers = message.intent in COMMANDS | CALLS or message.said.answer is True  # «sure, why not»
    asks = None if answers else message.asks if message.is_impatient else message.said.asks_of_proposal
    if asks is None or (order := context.order_of(situation)) is None:
        return ()
    policy = context.policy_of(situation, order)
    amounts = [act.amount for _, act in draft.proposal.acts if act.amount is not None]
    match asks:
        case Question.HOW_MUCH if "options" in draft.proposal.say.args:
            return (_difference(draft),)
        case Question.HOW_MUCH:
            if not amounts:
                return (Say("utter_proposed_no_amount"),)
            return (Say("utter_proposed_amount", {"amount": amounts[0].text(situation.language)}),)
        case Question.EFFECT:
            ends = any(act.cancels or act.remedy == Remedy.CANCELLATION for _, act in draft.proposal.acts)
            args = {"order": order.number, "product": policy.merchant.name_of(order.product, situation.language)}
            return (Say("utter_proposed_end" if ends else "utter_proposed_no_end", args),)
        case Question.WHEN if "due" in draft.proposal.say.args:
            return (Say("utter_proposed_due", {"due": draft.proposal.say.args["due"]}),)
        case Question.WHEN:
            return timing.told({act.remedy for _, act in draft.proposal.acts}, policy, granted=False)
        case Question.WHY:
            decision = context.decide(situation, order)
            shown = () if decision is None else decision.shown_clauses
            return (Say("utter_proposed_why", {"clauses": wording.clauses(policy, shown, situation.language)}),)
    return ()


def _difference(draft: Draft) -> Say:
    """What each answer to the open choice comes to, in a line."""
    if draft.proposal is None:
        issues = alternatives(draft.issue, draft.either)
        return Say(f"utter_difference_{issues[0]}_or_{issues[1]}")
    if "options" in draft.proposal.say.args:
        return Say("utter_difference_of_choices", draft.proposal.say.args)
    if draft.asked == "accepts":
        return Say("utter_difference_full_refund_or_wait", draft.proposal.say.args)
    return Say("utter_difference_yes_or_no")
