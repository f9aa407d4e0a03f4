"""The status form: case number and e-mail, then what became of the case."""

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.claim import Events
from actions.turn import asking_status, case_status, message_of, utter
from amends.assistant.asking_status import Given

NUMBER, EMAIL = "case_number", "status_email"
_SLOT = {"number": NUMBER, "email": EMAIL, None: None}


class ValidateStatusForm(Action):
    """Takes what was found in the message into the form's slots."""

    def name(self) -> str:
        return "validate_status_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        message = message_of(tracker)
        before = Given(tracker.get_slot(NUMBER), tracker.get_slot(EMAIL))
        heard = await asyncio.to_thread(asking_status().hear, tracker.sender_id, message, before)
        if heard is None:
            return []
        utter(dispatcher, heard.says)
        found = [SlotSet(NUMBER, heard.given.number), SlotSet(EMAIL, heard.given.email)]
        return [*found, SlotSet("heard", message.turn), SlotSet("requested_slot", _SLOT[heard.lacks])]


class TellCaseStatus(Action):
    """Tells the state of the case, and forgets what was typed."""

    def name(self) -> str:
        return "action_case_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        number, email = tracker.get_slot(NUMBER), tracker.get_slot(EMAIL)
        if number and email:
            says = await asyncio.to_thread(case_status().of_number, tracker.sender_id, number, email)
        else:
            says = await asyncio.to_thread(case_status().of_conversation, tracker.sender_id)
        utter(dispatcher, says)
        return [SlotSet(NUMBER, None), SlotSet(EMAIL, None)]
