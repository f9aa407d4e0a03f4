"""A turn commits or did not happen.

Rasa goes on after a failed action: it skips a form whose validation failed, and says what a rule has next although the
action before it did nothing. Here any failure ends the turn: the tracker is not saved, no reply is delivered, the lock
is released, and web sends the same turn again later.
"""

from typing import Any, Dict, List, NoReturn

import rasa
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import EventVerbosity

from rasa_addons.action_server import post

_VERSION = rasa.__version__


class TurnFailed(BaseException):
    """This turn is abandoned; `str()` says why and holds nothing that the customer wrote.

    Not an Exception, because Rasa's message processor catches those and goes on.
    """


class RanInCircles(TurnFailed):
    """The rules found no end. With rules that are tested, that is a tracker that makes no sense."""


def install() -> None:
    """Put both into Rasa. Calling it again changes nothing."""
    RemoteAction.run = run_remote_action
    if not hasattr(MessageProcessor._run_action, "all_or_nothing"):
        MessageProcessor._run_action = _all_or_nothing(MessageProcessor._run_action)


async def run_remote_action(action: Any, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> List[Event]:
    """Call the action server once; its replies and events. TurnFailed on anything but a whole, valid answer."""
    try:
        answer = await post(action.action_endpoint, _call(action.name(), tracker))
        # Rasa's schema requires neither, so `{}` would pass for an action that did its work and had nothing to say.
        if not isinstance(answer, dict) or not {"events", "responses"} <= answer.keys():
            raise ValueError("no events or no responses in the answer")
        action._validate_action_result(answer)
        events = deserialise_events(answer["events"])
        for event in events:  # what the answer says of the language counts for its own sentences
            if isinstance(event, SlotSet) and event.key == "language":
                event.apply_to(tracker)
        replies = [await _uttered(reply, action, output_channel, nlg, tracker) for reply in answer["responses"]]
        return [*replies, *events]
    except Exception as error:
        raise TurnFailed(f"{action.name()}: {_kind(error)}") from error


def _call(name: str, tracker: Any) -> Dict[str, Any]:
    """As RemoteAction builds it, without the domain and the events of the past: they are most of it, and our actions
    read the message and the slots. The core knows the rest."""
    state = tracker.current_state(EventVerbosity.NONE)
    known = {**state, "events": []}
    return {"next_action": name, "sender_id": tracker.sender_id, "tracker": known, "domain": {}, "version": _VERSION}


async def _uttered(reply: Any, action: Any, output_channel: Any, nlg: Any, tracker: Any) -> Event:
    uttered = await action._utter_responses([reply], output_channel, nlg, tracker)
    if not uttered:
        raise ValueError("a response that the domain does not have")
    return uttered[0]


def _all_or_nothing(run_action: Any) -> Any:
    async def run(processor: Any, action: Action, tracker: Any, output_channel: Any, nlg: Any, prediction: Any) -> bool:
        return await run_action(processor, _Whole(action), tracker, output_channel, nlg, prediction)

    run.all_or_nothing = True  # type: ignore[attr-defined]
    return run


class _Whole:
    """An action of Rasa, except that its failure ends the turn. A form that rejects the message did not fail."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *args: Any, **kwargs: Any) -> List[Event]:
        try:
            return await self._action.run(*args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            raise TurnFailed(f"{self._action.name()}: {_kind(error)}") from error


def circuit_broken(*_: Any) -> NoReturn:
    """For MessageProcessor.on_circuit_break: Rasa would save what it has and wait for the next message."""
    raise RanInCircles("too many actions in one turn")


def _kind(error: Exception) -> str:
    status = getattr(error, "status", None)
    detail = f" {status}" if isinstance(status, int) else ""
    reason = f": {error}" if type(error) is ValueError else ""
    return f"{type(error).__name__}{detail}{reason}"
