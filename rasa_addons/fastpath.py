"""What Rasa works out again on every message, kept instead. Results are the same; docs/decisions/0020 and 0153.

Checking the action server's answer re-checks the schema itself each time (about 20 ms a call), and every stored event
looks its class up in a new list of all event classes (a third of the time of a long conversation). Whether the domain
is empty is found by writing it out, beside an empty one that is made for it. The fourth is in graph_run.py.
"""

from typing import Any, Dict, Optional, Type

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event

from rasa_addons import graph_run

_SPEC = RemoteAction.action_response_format_spec()
_VALIDATOR = validator_for(_SPEC)(_SPEC)
_look_up = Event.resolve_by_type
_is_empty = Domain.is_empty
_EVERY_DOMAINS = frozenset(DEFAULT_INTENTS)
_known: Dict[str, Type[Event]] = {}
_PLAIN = frozenset({"active_loop", "followup", "session_started"})
"""Events of which Rasa's schema asks for no more than `_is_plain_event` looks at."""


def install() -> None:
    """Put them into Rasa. Calling it again changes nothing."""
    RemoteAction._validate_action_result = validate_action_result
    Event.resolve_by_type = staticmethod(resolve_by_type)
    DaskGraphRunner.run = graph_run.run
    Domain.is_empty = is_empty


def validate_action_result(_action: Any, result: Any) -> bool:
    """True, or raises jsonschema's ValidationError, as the method it replaces. What our actions send all the time is
    seen to be right at a glance; whatever else there is, the schema judges."""
    if _is_plain(result):
        return True
    error = best_match(_VALIDATOR.iter_errors(result))
    if error is not None:
        raise error
    return True


def is_empty(domain: Domain) -> bool:
    """Whether it is the empty domain. One with intents of its own is not, and is asked at each message: it need not be
    written out whole beside an empty one to see that."""
    return set(domain.intents) <= _EVERY_DOMAINS and bool(_is_empty(domain))


def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """The class of a stored event; what is not known yet goes to the function it replaces, errors included."""
    known = _known.get(type_name)
    if known is not None:
        return known
    found = _look_up(type_name, default)
    if found is not None and found.type_name == type_name:
        _known[type_name] = found
    return found


def _is_plain(result: Any) -> bool:
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events"), result.get("responses")
    if not isinstance(events, list) or not isinstance(responses, list):
        return False
    return all(isinstance(each, dict) for each in responses) and all(map(_is_plain_event, events))


def _is_plain_event(event: Any) -> bool:
    if not isinstance(event, dict):
        return False
    kind, timestamp, metadata = event.get("event"), event.get("timestamp"), event.get("metadata")
    if not (timestamp is None or type(timestamp) in (int, float)) or not (metadata is None or type(metadata) is dict):
        return False
    if kind == "slot":
        return type(event.get("name")) is str and "value" in event
    if kind == "action":
        text = all(type(event.get(part)) in (str, type(None)) for part in ("name", "policy", "action_text"))
        return text and type(event.get("confidence")) in (int, float, type(None)) and "hide_rule_turn" not in event
    return type(kind) is str and kind in _PLAIN
