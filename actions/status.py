"""The status form: case number and e-mail, then what became of the case. Anything else is the dialogue's to take."""

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn import Events, asking_status, dialogue, message_of, traceparent_of, utter, utter_turn
from amends import tracing
from amends.assistant.status_questions import Given, asks_nothing_of_a_case, goes_on
from amends.reading.message import Message
from rasa_addons.log_lines import about

NUMBER, EMAIL = "case_number", "status_email"
_SLOT = {"number": NUMBER, "email": EMAIL, None: None}


class ValidateStatusForm(Action):
    """Takes what was found in the message into the form's slots, and tells the status when all is there."""

    def name(self) -> str:
        return "validate_status_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        message = message_of(tracker)
        if tracker.get_slot("requested_slot") is None and asks_nothing_of_a_case(message.text):
            return await self._otherwise(dispatcher, tracker, message, Given())  # nothing was asked, nor does it ask
        before = Given(tracker.get_slot(NUMBER), tracker.get_slot(EMAIL))
        ids = {"conversation": tracker.sender_id, "turn": message.turn}
        with about(**ids), tracing.span("turn taken", traceparent_of(tracker), **ids):
            heard = await asyncio.to_thread(asking_status().hear, tracker.sender_id, message, before)
        if heard is None:
            return await self._otherwise(dispatcher, tracker, message, before)
        utter(dispatcher, heard.says)
        if heard.lacks is None:
            return _left(message)
        return _kept(message, heard.given)

    async def _otherwise(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, message: Message, before: Given
    ) -> Events:
        with tracing.span("turn taken", traceparent_of(tracker), conversation=tracker.sender_id, turn=message.turn):
            turn = await asyncio.to_thread(dialogue().take, tracker.sender_id, message)
        said = utter_turn(dispatcher, turn)
        return [*said, *(_kept(message, before) if goes_on(message, turn) else _left(message))]


def _kept(message: Message, given: Given) -> Events:
    return [
        SlotSet(NUMBER, given.number),
        SlotSet(EMAIL, given.email),
        SlotSet("heard", message.turn),
        SlotSet("requested_slot", _SLOT[given.lacks]),
    ]


def _left(message: Message) -> Events:
    """What was typed is forgotten."""
    forgotten = [SlotSet(name, None) for name in (NUMBER, EMAIL, "requested_slot")]
    return [SlotSet("heard", message.turn), *forgotten]
