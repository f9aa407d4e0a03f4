"""What is not a claim: questions, a person, an appeal, a new session, and what was not understood."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, FollowupAction, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.claim import ANSWER, FORM, Events
from actions.turn import adding, answers, appeals, claims, handover, message_of, turn_of, utter


class Answer(Action):
    """Answers a question. Where a question of ours is open and no form runs, the message may be its answer."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        taken = await _taken_up(dispatcher, tracker)
        if taken is not None:
            return taken
        utter(dispatcher, await asyncio.to_thread(answers().to, tracker.sender_id, message_of(tracker)))
        return []


class Fallback(Action):
    """Says that a message was not understood, unless it answers a question that is still open."""

    def name(self) -> str:
        return "action_default_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        taken = await _taken_up(dispatcher, tracker, parked_too=True)
        if taken is not None:
            return taken
        added = await asyncio.to_thread(adding().add, tracker.sender_id, message_of(tracker))
        if not added:
            added = await asyncio.to_thread(answers().not_understood, tracker.sender_id, message_of(tracker))
        utter(dispatcher, added)
        return []


class Handoff(Action):
    """Gives the case to a person, who was asked for or is needed."""

    def name(self) -> str:
        return "action_handoff"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        utter(dispatcher, await asyncio.to_thread(handover().called, tracker.sender_id, message_of(tracker)))
        return []


class Appeal(Action):
    """Has a decision looked at again by a person."""

    def name(self) -> str:
        return "action_appeal"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        utter(dispatcher, await asyncio.to_thread(appeals().appeal, tracker.sender_id, turn_of(tracker)))
        return []


class SessionStart(Action):
    """Begins a Rasa session from our database: the tracker is a cache, and may have been lost."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        situation = await asyncio.to_thread(claims().situation, tracker.sender_id)
        events: list[dict[str, Any]] = [
            SessionStarted(),
            SlotSet("language", situation.language),
            SlotSet("merchant", situation.merchant),
        ]
        if situation.draft.asked is not None:
            events += [ActiveLoop(FORM), SlotSet("requested_slot", ANSWER)]
        return [*events, ActionExecuted("action_listen")]


async def _taken_up(dispatcher: CollectingDispatcher, tracker: Tracker, *, parked_too: bool = False) -> Events | None:
    """The message heard as the answer to a question that the worker put, or as more about a parked claim; else None."""
    situation = await asyncio.to_thread(claims().situation, tracker.sender_id)
    draft = situation.draft
    again = draft.heard_turn == turn_of(tracker)  # its first answer was lost on the way: it is answered alike
    open_or_parked = draft.asked is not None or (parked_too and draft.parked)
    if not (open_or_parked or again) or (tracker.active_loop or {}).get("name"):
        return None
    step = await asyncio.to_thread(claims().hear, tracker.sender_id, message_of(tracker))
    if step.interrupted:
        return None
    utter(dispatcher, step.says)
    if step.asked:
        return [FollowupAction(FORM)]
    after = await asyncio.to_thread(claims().situation, tracker.sender_id)
    # What was done on hearing it, such as the answer to an offer, leaves nothing to conclude.
    return [] if after.draft.concluded_turn == turn_of(tracker) else [FollowupAction("action_decide_claim")]
