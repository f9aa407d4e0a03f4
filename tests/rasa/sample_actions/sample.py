"""One action that answers and one that fails."""

from typing import Any

from rasa_sdk import Action


class Answers(Action):
    def name(self) -> str:
        return "action_answers"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="here")
        return []


class Fails(Action):
    def name(self) -> str:
        return "action_fails"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise RuntimeError("inside: canary")
