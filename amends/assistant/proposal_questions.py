"""What a customer asks about a proposal instead of answering it: it is told, and the question stays open."""

from amends.assistant import timing, wording
from amends.assistant.claim_state import CONFIRMATIONS
from amends.assistant.context import Context
from amends.assistant.follow_up import asked_about
from amends.assistant.issues import COMMANDS
from amends.assistant.message import Message
from amends.assistant.person_requests import CALLS
from amends.assistant.situation import Situation
from amends.claims.extract import find_email
from amends.messages.say import Say


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """How much comes back, why, or when; empty where nothing is proposed or nothing of it is asked."""
    draft = situation.draft
    names = context.numbers[situation.merchant].find(message.text) or find_email(message.text)
    if draft.asked not in CONFIRMATIONS or draft.proposal is None or message.choice or names:
        return ()
    asks = None if message.intent in COMMANDS | CALLS else asked_about(message.text)
    if asks is None or (order := context.order_of(situation)) is None:
        return ()
    policy = context.policy_of(situation, order)
    amounts = [act.amount for _, act in draft.proposal.acts if act.amount is not None]
    match asks:
        case "how_much":
            if not amounts:
                return (Say("utter_proposed_no_amount"),)
            return (Say("utter_proposed_amount", {"amount": amounts[0].text(situation.language)}),)
        case "when":
            return timing.told({act.remedy for _, act in draft.proposal.acts}, policy)
        case "why":
            decision = context.decide(situation, order)
            shown = () if decision is None else decision.shown_clauses
            return (Say("utter_proposed_why", {"clauses": wording.clauses(policy, shown, situation.language)}),)
    return ()
