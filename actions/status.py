"""The status form: case number and e-mail, then what became of the case."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.claim import Events
from actions.turn import case_status, message_of, utter
from amends.assistant.calls import calls_a_person
from amends.assistant.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from amends.claims.extract import find_case_number, find_email

NUMBER, EMAIL = "case_number", "status_email"
_FOR_OTHERS = COMMANDS - {"talk_to_human"} | SMALL_TALK | set(ISSUE_OF_INTENT) | (QUESTIONS - {"ask_case_status"})


class ValidateStatusForm(Action):
    """Finds case number and e-mail in a message. A customer with a case in this chat need not give them."""

    def name(self) -> str:
        return "validate_status_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        message = message_of(tracker)
        number, email = find_case_number(message.text), find_email(message.text)
        if number is None and email is None:
            if await asyncio.to_thread(case_status().of_conversation, tracker.sender_id):
                return [SlotSet("heard", message.turn), SlotSet("requested_slot", None)]
            if message.intent in _FOR_OTHERS or calls_a_person(message):
                return []
            if message.intent != "ask_case_status":
                dispatcher.utter_message(response="utter_not_understood")
        found: dict[str, Any] = {NUMBER: number or tracker.get_slot(NUMBER), EMAIL: email or tracker.get_slot(EMAIL)}
        wanting = next((slot for slot, value in found.items() if not value), None)
        events = [SlotSet(slot, value) for slot, value in found.items()]
        return [*events, SlotSet("heard", message.turn), SlotSet("requested_slot", wanting)]


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
