"""What a customer asks about a choice instead of making it: it is told, and the question stays open."""

import re

from amends.assistant import timing, wording, yes_no
from amends.assistant.claim_state import CONFIRMATIONS
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.follow_up import asked_about
from amends.assistant.issues import COMMANDS, alternatives
from amends.assistant.message import Message
from amends.assistant.own_choice import asks_for_advice
from amends.assistant.person_requests import CALLS
from amends.assistant.plain_language import folded
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.policy.decision import Remedy

_EFFECT = re.compile(
    r"\b(?:what (?:happens|will happen|would happen|becomes?) (?:then|to|with|of)|what then|will (?:i"
    r"|my \w+) (?:lose|still)"
    r"|wat gebeurt er|wat dan|wat is er dan|ben ik (?:het|hem|die|alles) dan kwijt"
    r"|hva skjer|hva da|mister jeg)\b"
)
_COST = re.compile(
    r"\b(?:what (?:does|will|would) (?:it|that|this) cost|cost me|any (?:fee|cost)|wat kost|kost (?:het|dat|me)|kosten"
    r"|hva koster|koster (?:det|noe)|gebyr)\b"
)

_CHOICES = frozenset({"accepts", "narrow", "confirmation"})


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """How much comes back, why, when, or how the options differ; empty where nothing is put to choose from or nothing
    of it is asked."""
    draft = situation.draft
    names = message.facts.order_number or message.facts.email
    if message.choice or names:
        return ()
    if draft.asked in _CHOICES and asks_for_advice(message.text) and message.intent not in CALLS:
        return (_difference(draft),)
    if draft.asked not in CONFIRMATIONS or draft.proposal is None:
        return ()
    answers = message.intent in COMMANDS | CALLS or yes_no.answer(message.text) is True  # «sure, why not»
    asks = None if answers else _asks(message.text)
    if asks is None or (order := context.order_of(situation)) is None:
        return ()
    policy = context.policy_of(situation, order)
    amounts = [act.amount for _, act in draft.proposal.acts if act.amount is not None]
    match asks:
        case "how_much":
            if not amounts:
                return (Say("utter_proposed_no_amount"),)
            return (Say("utter_proposed_amount", {"amount": amounts[0].text(situation.language)}),)
        case "effect":
            ends = any(act.cancels or act.remedy == Remedy.CANCELLATION for _, act in draft.proposal.acts)
            args = {"order": order.number, "product": order.product.name}
            return (Say("utter_proposed_end" if ends else "utter_proposed_no_end", args),)
        case "when" if "due" in draft.proposal.say.args:
            return (Say("utter_proposed_due", {"due": draft.proposal.say.args["due"]}),)
        case "when":
            return timing.told({act.remedy for _, act in draft.proposal.acts}, policy, granted=False)
        case "why":
            decision = context.decide(situation, order)
            shown = () if decision is None else decision.shown_clauses
            return (Say("utter_proposed_why", {"clauses": wording.clauses(policy, shown, situation.language)}),)
    return ()


def _asks(text: str) -> str | None:
    plain = folded(text)
    if "?" in plain and _EFFECT.search(plain):
        return "effect"
    return "how_much" if "?" in plain and _COST.search(plain) else asked_about(text)


def _difference(draft: Draft) -> Say:
    """What each answer to the open choice comes to, in a line."""
    if draft.proposal is None:
        issues = alternatives(draft.issue, draft.either)
        return Say(f"utter_difference_{issues[0]}_or_{issues[1]}")
    if draft.asked == "accepts":
        return Say("utter_difference_full_refund_or_wait", draft.proposal.say.args)
    return Say("utter_difference_yes_or_no")
