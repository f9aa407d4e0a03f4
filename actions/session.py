"""Begins a Rasa session from our database: the tracker is a cache, and may have been lost."""

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import ANSWER, FORM, Events, dialogue


class SessionStart(Action):
    """Language, merchant, and whether a question is open."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        situation = await asyncio.to_thread(dialogue().situation, tracker.sender_id)
        events: Events = [
            SessionStarted(),
            SlotSet("language", situation.language),
            SlotSet("merchant", situation.merchant),
        ]
        if situation.draft.asked is not None:
            events += [ActiveLoop(FORM), SlotSet("requested_slot", ANSWER)]
        return [*events, ActionExecuted("action_listen")]
