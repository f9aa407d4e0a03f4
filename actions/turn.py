"""Between Rasa's tracker and the core: one turn as a Message, and what the core says as messages of the bot."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from amends import bootstrap
from amends.assistant.adding import Adding
from amends.assistant.answers import Answers
from amends.assistant.appeals import Appeals
from amends.assistant.asking_status import AskingStatus
from amends.assistant.context import Context
from amends.assistant.handover import Handover
from amends.assistant.leaving import Leaving
from amends.assistant.message import Message
from amends.assistant.service import Claims
from amends.assistant.status import CaseStatus
from amends.notices.say import Say


@cache
def context() -> Context:
    """The core, put together at the first turn."""
    return bootstrap.build().context


def claims() -> Claims:
    return Claims(context())


def answers() -> Answers:
    return Answers(context())


def handover() -> Handover:
    return Handover(context())


def appeals() -> Appeals:
    return Appeals(context())


def leaving() -> Leaving:
    return Leaving(context())


def adding() -> Adding:
    return Adding(context())


def case_status() -> CaseStatus:
    return CaseStatus(context())


def asking_status() -> AskingStatus:
    return AskingStatus(context())


def message_of(tracker: Tracker) -> Message:
    """The customer's last message. Its id and time are web's own, signed on their way to Rasa."""
    latest: dict[str, Any] = tracker.latest_message
    about: dict[str, Any] = latest.get("metadata") or {}
    intent = latest.get("intent") or {}
    return Message(
        turn=str(about["turn"]),
        text=(latest.get("text") or "").lstrip("\u2060"),
        at=datetime.fromisoformat(about["sent_at"]),
        intent=intent.get("name") or "nlu_fallback",
        confidence=float(intent.get("confidence") or 0.0),
        choice={entity["entity"]: str(entity["value"]) for entity in latest.get("entities") or ()},
    )


def turn_of(tracker: Tracker) -> str:
    return message_of(tracker).turn


def utter(dispatcher: CollectingDispatcher, says: Iterable[Say]) -> None:
    """Have Rasa say each response, with the buttons that are made of data."""
    for say in says:
        buttons = [{"title": title, "payload": payload} for title, payload in say.choices]
        args = {name: _plain(value) for name, value in say.args.items()}
        dispatcher.utter_message(response=say.response, buttons=buttons, **args)


def _plain(value: Any) -> Any:
    """Rasa's generator takes `0[` in an argument for a place it failed to fill, and then fills none: break it up."""
    return value.replace("0[", "0\N{WORD JOINER}[") if isinstance(value, str) else value
