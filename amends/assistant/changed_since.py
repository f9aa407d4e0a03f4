"""A yes to what the records no longer bear out: what has happened meanwhile is told."""

from dataclasses import replace

from amends.assistant import order_state
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say


def told(context: Context, situation: Situation, asked: str) -> Situation:
    """The situation before `asked` is put, where the customer's yes was given to something else: without it, where it
    is asked for anew, and with what was paid back, where the yes just now leads to another question."""
    agreed = situation.draft.confirmed
    if agreed is None:
        return situation
    if asked == "confirmation":
        changed = replace(situation, draft=replace(situation.draft, confirmed=None))
        return changed.say(Say("utter_changed_since_yes"))
    just_now = agreed.by == situation.message and situation.draft.issue != "withdraw"
    paid_back = order_state.paid_back(context, situation) if just_now else None
    return situation if paid_back is None else situation.say(paid_back)
