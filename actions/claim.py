"""The claim form's actions: every message goes to the core, which says what to ask next and what was decided."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import claims, leaving, message_of, turn_of, utter
from amends.assistant.service import Step

FORM = "claim_form"
ANSWER = "answer"
"""The form's one slot. It is never filled: which question is open is known to the core alone."""

Events = list[dict[str, Any]]


class ValidateClaimForm(Action):
    """Hears one message of the customer. Without a slot set, the form steps back and a rule answers the message."""

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        step = await asyncio.to_thread(claims().hear, tracker.sender_id, message_of(tracker))
        if step.interrupted:
            return []
        utter(dispatcher, step.says)
        return [SlotSet("heard", turn_of(tracker)), SlotSet("requested_slot", _requested(step))]


class AskClaimForm(Action):
    """Puts the open question."""

    def name(self) -> str:
        return f"action_ask_{FORM}_{ANSWER}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        utter(dispatcher, await asyncio.to_thread(claims().question, tracker.sender_id, turn_of(tracker)))
        return []


class DecideClaim(Action):
    """Concludes the claim: whatever is said comes from what the core has committed."""

    def name(self) -> str:
        return "action_decide_claim"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        step = await asyncio.to_thread(claims().conclude, tracker.sender_id, turn_of(tracker))
        utter(dispatcher, step.says)
        return [FollowupAction(FORM)] if step.asked else []


class StopClaim(Action):
    """Abandons the claim under way."""

    def name(self) -> str:
        return "action_stop_claim"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        utter(dispatcher, await asyncio.to_thread(leaving().stop, tracker.sender_id))
        return []


class RestartClaim(Action):
    """Abandons the claim under way and starts again."""

    def name(self) -> str:
        return "action_restart_claim"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        utter(dispatcher, await asyncio.to_thread(leaving().start_over, tracker.sender_id))
        return []


def _requested(step: Step) -> str | None:
    return ANSWER if step.asked else None
