"""The one input channel: takes a turn that web signed, waits for Rasa, and answers with the replies."""

import asyncio
import logging
import os
import time
from dataclasses import replace
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from rasa_addons.log_lines import about
from rasa_addons.request import BadTurn, Payload, Turn, read_turn, storable
from rasa_addons.signing import HEADER, sign_answer, verify
from rasa_addons.spans import current, span
from rasa_addons.turn import RanInCircles, TurnFailed

SECRET_VARIABLE = "AMENDS_INTERNAL_SECRET"  # noqa: S105
TURN_S = 45

logger = logging.getLogger(__name__)


class AmendsInput(InputChannel):  # type: ignore[misc]
    """POST /webhooks/amends/turn. 401 unsigned, 400 no turn, 503 the turn did not happen, 200 with its replies."""

    @classmethod
    def name(cls) -> str:
        return "amends"

    def __init__(self, *secrets: str) -> None:
        """A turn that is signed with any of `secrets` is taken: with the present one, or the former while it counts."""
        self._secrets = secrets

    @classmethod
    def from_credentials(cls, _credentials: Optional[Dict[str, Any]]) -> "AmendsInput":
        return cls(os.environ[SECRET_VARIABLE])

    def blueprint(self, _on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The route. Rasa's own handler is not used: it gives no way to see whether the turn was done before."""
        inbox = Blueprint("amends_inbox")

        @inbox.post("/turn")
        async def take(request: Request) -> HTTPResponse:
            signature, now = request.headers.get(HEADER, ""), time.time()
            secret = next((each for each in self._secrets if verify(each, signature, request.body, now)), None)
            if secret is None:
                return response.json({"error": "not signed"}, status=401)
            try:
                turn = read_turn(request.body)
                ids = {"conversation": turn.conversation, "turn": turn.turn}
                with about(**ids), span("turn answered", turn.traceparent, **ids):
                    traced = replace(turn, traceparent=current())  # the actions' part is a part of this one
                    replies = await asyncio.wait_for(_answer(request.app.ctx.agent, traced), TURN_S)
            except BadTurn as wrong:
                return response.json({"error": str(wrong)}, status=400)
            except (TurnFailed, Exception) as failure:
                # Rasa and its store raise many things here, and all mean the same: nothing was saved.
                reason = str(failure) if isinstance(failure, TurnFailed) else type(failure).__name__
                logger.error("Turn %s of %s abandoned: %s", turn.turn, turn.conversation, reason)
                return response.json({"error": f"the turn did not happen: {reason}"}, status=503)
            answer = response.json({"replies": replies})
            answer.headers[HEADER] = sign_answer(secret, signature, answer.body)
            return answer

        return inbox


class Replies(OutputChannel):  # type: ignore[misc]
    """Collects what the assistant says, one entry an utterance; nothing leaves before the turn is saved."""

    def __init__(self) -> None:
        self.collected: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "amends"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        self.collected.append(as_reply(message))


def as_reply(message: Dict[str, Any]) -> Dict[str, Any]:
    """An utterance of Rasa as web gets it."""
    buttons = [{"title": item["title"], "payload": item["payload"]} for item in message.get("buttons") or []]
    return {"text": storable(message.get("text") or ""), "buttons": buttons, "custom": message.get("custom") or None}


async def _answer(agent: Any, turn: Turn) -> List[Dict[str, Any]]:
    if turn.payload is not None:
        _check(turn.payload, agent.domain)
    async with agent.lock_store.lock(turn.conversation):
        known = already_answered(await agent.tracker_store.retrieve(turn.conversation), turn.turn)
        if known is not None:
            return known
        replies = Replies()
        try:
            await agent.processor.handle_message(_message(turn, replies))
        except RanInCircles:
            agent.tracker_store.forget(turn.conversation)
            raise
        return replies.collected


def already_answered(tracker: Optional[DialogueStateTracker], turn: str) -> Optional[List[Dict[str, Any]]]:
    """The replies of `turn` where it is the last one that was saved: web lost our answer and asks again."""
    said: List[Dict[str, Any]] = []
    for event in reversed(tracker.events if tracker else []):
        if isinstance(event, BotUttered):
            said.insert(0, as_reply(event.message()))
        if isinstance(event, UserUttered):
            return said if event.message_id == turn else None
    return None


def _check(payload: Payload, domain: Any) -> None:
    # Rasa's own commands (/restart, /session_start ...) are intents of every domain; no button of ours has one.
    if payload.intent not in set(domain.intents) - set(DEFAULT_INTENTS) | {"out_of_scope"}:
        raise BadTurn("payload names an intent that there is not")
    if set(payload.entities) - set(domain.entities):
        raise BadTurn("payload names an entity that there is not")


def _message(turn: Turn, replies: Replies) -> UserMessage:
    return UserMessage(
        text=turn.text,
        output_channel=replies,
        sender_id=turn.conversation,
        parse_data=turn.payload.as_parse_data(turn.text) if turn.payload else None,
        input_channel=AmendsInput.name(),
        message_id=turn.turn,
        metadata=turn.metadata,
    )
