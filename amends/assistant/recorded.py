"""What the customer told, held against the order's records, and said back once where it decides."""

from dataclasses import replace

from amends.assistant.context import Context
from amends.assistant.gathering import HAS_A_TIME, by_the_records
from amends.assistant.situation import Situation
from amends.assistant.wording import written_out
from amends.messages.say import Say
from amends.orders.order import Order


def as_recorded(context: Context, situation: Situation, order: Order) -> Situation:
    """The situation with what the records settle, and with how a moment is understood that was told in words."""
    now = context.clock().astimezone(context.merchants[situation.merchant].merchant.zone)
    draft = by_the_records(situation.draft, order, now)
    situation = replace(situation, draft=draft)
    when = draft.told.certain
    if when is None or draft.told.said_back or draft.occurred_at is None or draft.issue not in HAS_A_TIME:
        return situation
    situation = replace(situation, draft=replace(draft, told=replace(draft.told, said_back=True)))
    written = written_out(when, now, situation.language)
    return situation.say(Say("utter_understood_when", {"when": written}))
