"""A message, taken by the dialogue in one call: under the names by which Rasa calls for it."""

import asyncio
from abc import ABC, abstractmethod

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import ANSWER, FORM, Events, dialogue, message_of, traceparent_of, utter_turn
from amends import tracing
from rasa_addons.log_lines import about


class _TakesMessage(Action, ABC):
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        message = message_of(tracker)
        ids = {"conversation": tracker.sender_id, "turn": message.turn}
        with about(**ids), tracing.span("turn taken", traceparent_of(tracker), **ids):
            turn = await asyncio.to_thread(dialogue().take, tracker.sender_id, message)
        return [*utter_turn(dispatcher, turn), SlotSet("heard", message.turn), *self.left(turn.open)]

    @abstractmethod
    def left(self, is_open: bool) -> Events:
        """How the form stands after the turn."""


class ValidateClaimForm(_TakesMessage):
    """While a question of ours is open."""

    def name(self) -> str:
        return f"validate_{FORM}"

    def left(self, is_open: bool) -> Events:
        return [SlotSet("requested_slot", ANSWER if is_open else None)]


class Answer(_TakesMessage):
    """Where no form runs."""

    def name(self) -> str:
        return "action_answer"

    def left(self, is_open: bool) -> Events:
        if not is_open:
            return []
        # Rasa would run the form now, on the message that was just taken: it listens instead.
        return [ActiveLoop(FORM), SlotSet("requested_slot", ANSWER), FollowupAction("action_listen")]


class Fallback(Answer):
    """Where the model finds nothing in it."""

    def name(self) -> str:
        return "action_default_fallback"
