"""Two things that Rasa works out again on every message, kept instead. Results are the same; docs/decisions/0020.

Checking the action server's answer re-checks the schema itself each time (about 20 ms a call), and every stored event
looks its class up in a new list of all event classes (a third of the time of a long conversation).
"""

from typing import Any, Dict, Optional, Type

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

_SPEC = RemoteAction.action_response_format_spec()
_VALIDATOR = validator_for(_SPEC)(_SPEC)
_look_up = Event.resolve_by_type
_known: Dict[str, Type[Event]] = {}


def install() -> None:
    """Put both into Rasa. Calling it again changes nothing."""
    RemoteAction._validate_action_result = validate_action_result
    Event.resolve_by_type = staticmethod(resolve_by_type)


def validate_action_result(_action: Any, result: Any) -> bool:
    """True, or raises jsonschema's ValidationError, as the method it replaces."""
    error = best_match(_VALIDATOR.iter_errors(result))
    if error is not None:
        raise error
    return True


def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """The class of a stored event; what is not known yet goes to the function it replaces, errors included."""
    known = _known.get(type_name)
    if known is not None:
        return known
    found = _look_up(type_name, default)
    if found is not None and found.type_name == type_name:
        _known[type_name] = found
    return found
