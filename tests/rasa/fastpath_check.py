"""Runs inside Rasa's environment: the kept results equal Rasa's own, on good and on bad input. Exit code 0 when so."""

import sys

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

from rasa_addons import fastpath

ANSWERS = [
    {}, {"events": [], "responses": []}, {"events": [{"event": "slot", "name": "a", "value": 1}]}, None, [], "x", 7,
    {"events": [{"event": "nonsense"}]}, {"events": [{"name": "a"}]}, {"events": {}}, {"responses": ["x"]},
    {"events": [{"event": "active_loop", "name": None}], "responses": [{"text": "hi"}]},
    {"events": [{"event": "slot", "timestamp": "late", "name": "a", "value": 1}]},
    *({"events": [event], "responses": []} for event in (
        {"event": "slot", "name": "a"}, {"event": "slot", "name": 1, "value": 1}, {"event": "slot", "value": 1},
        {"event": "slot", "name": "a", "value": None, "timestamp": 1.5}, {"event": "slot", "name": "a", "value": [{}]},
        {"event": "followup", "timestamp": True}, {"event": "followup", "metadata": []}, {"event": "session_started"},
        {"event": "followup", "name": "action_listen", "metadata": {"a": 1}}, {"event": ["slot"]}, "slot", None,
        {"event": "action", "name": "action_listen"}, {"event": "action", "name": 1}, {"event": "user", "text": 1},
        {"event": "action", "name": "a", "policy": None, "confidence": 0.5}, {"event": "action", "policy": 1},
        {"event": "action", "confidence": "1"}, {"event": "action", "confidence": True}, {"event": "action"},
        {"event": "action", "hide_rule_turn": 1}, {"event": "action", "hide_rule_turn": True, "action_text": "x"},
    )),
    {"events": [], "responses": [{"text": 1}, "x"]}, {"events": None, "responses": []}, {"events": [], "responses": {}},
]  # fmt: skip
DOMAINS = [Domain.empty(), *(Domain.from_dict(each) for each in (
    {"intents": ["greet"]}, {"actions": ["action_x"]}, {"slots": {"a": {"type": "any", "mappings": []}}},
))]  # fmt: skip
NAMES = [*(kind.type_name for kind in all_subclasses(Event)), "nonsense", "topic", "", "slot", "user"]


def outcome(function, *arguments):  # type: ignore[no-untyped-def]
    try:
        return function(*arguments)
    except (ValidationError, ValueError) as error:
        return type(error).__name__, str(getattr(error, "message", error)).split(". Failed to validate")[0]


action = RemoteAction("action_x", None)
check, resolve = RemoteAction._validate_action_result, Event.resolve_by_type
before = [outcome(check, action, answer) for answer in ANSWERS], [outcome(resolve, name) for name in NAMES]
empty = [domain.is_empty() for domain in DOMAINS]
fastpath.install()
if [domain.is_empty() for domain in DOMAINS] != empty or empty != [True, False, False, False]:
    sys.exit(f"empty {empty}")
check, resolve = RemoteAction._validate_action_result, Event.resolve_by_type
for _ in range(2):
    after = [outcome(check, action, answer) for answer in ANSWERS], [outcome(resolve, name) for name in NAMES]
    if after != before or outcome(resolve, "nonsense", Event) is not Event:
        sys.exit(f"before {before}\nafter {after}")
