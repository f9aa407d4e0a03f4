"""Between Rasa's tracker and the core: one turn as a Message, and what the core says as messages of the bot."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from amends import bootstrap
from amends.assistant.context import Context
from amends.assistant.dialogue import Dialogue
from amends.assistant.status_questions import StatusQuestions
from amends.assistant.turn import Turn
from amends.messages.say import Say
from amends.reading.acts import NOTHING, Part, Reading, of_ranking
from amends.reading.message import Message
from rasa_addons import own_acts

FORM = "claim_form"
ANSWER = "answer"
"""The form's one slot. It is never filled: which question is open is known to the core alone."""
LANGUAGE = "language"

Events = list[dict[str, Any]]


@cache
def context() -> Context:
    """The core, put together at the first turn."""
    return bootstrap.build().context


def dialogue() -> Dialogue:
    return Dialogue(context())


def asking_status() -> StatusQuestions:
    return StatusQuestions(context())


def message_of(tracker: Tracker) -> Message:
    """The customer's last message. Its id and time are web's own, signed on their way to Rasa. A button that stands for
    no choice comes under its intent, whatever its title is in the chat's language; what is typed never does."""
    latest: dict[str, Any] = tracker.latest_message
    about: dict[str, Any] = latest.get("metadata") or {}
    entities = {entity["entity"]: str(entity["value"]) for entity in latest.get("entities") or ()}
    reading = _reading(latest)
    pressed = None if entities else about.get("pressed")
    return Message(
        turn=str(about["turn"]),
        text=str(pressed or latest.get("text") or ""),
        at=datetime.fromisoformat(about["sent_at"]),
        intent=reading.act,
        confidence=reading.sure,
        choice={name: value for name, value in entities.items() if name != LANGUAGE},
        besides=reading.besides,
        meant=reading.meant,
        likely=reading.likely,
        either=reading.either,
        language=entities.get(LANGUAGE),
        parts=parts_of(latest),
    )


def traceparent_of(tracker: Tracker) -> str | None:
    """Which trace the turn belongs to, as web told it."""
    about: dict[str, Any] = tracker.latest_message.get("metadata") or {}
    return about.get("traceparent")


def _reading(latest: dict[str, Any]) -> Reading:
    """What Rasa's classifiers wrote on the message: the intent taken, then the others that they ranked."""
    intent, meant = latest.get("intent") or {}, latest.get("meant")
    ranked = [(str(each["name"]), float(each["confidence"])) for each in latest.get("intent_ranking") or ()]
    taken = [(str(intent.get("name") or NOTHING), float(intent.get("confidence") or 0.0))]
    if taken[0][0] == own_acts.INTENT:  # which of the merchant's own it is stands in the ranking alone
        taken = ranked[:1]
    others = [each for each in ranked if each[0] != taken[0][0]]
    return of_ranking([*taken, *others], None if meant is None else (meant["name"], float(meant["confidence"])))


def parts_of(latest: dict[str, Any]) -> tuple[Part, ...]:
    """The clauses that Rasa's classifier read alone; none where it read the message as a whole."""
    found = []
    for each in latest.get("parts") or ():
        acts = [(str(act["name"]), float(act["confidence"])) for act in each["acts"]]
        way = (str(each["meant"]["name"]), float(each["meant"]["confidence"]))
        found.append(Part(int(each["start"]), int(each["end"]), of_ranking(acts, way)))
    return tuple(found)


def utter_turn(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Have Rasa say the turn, in the language that the chat has, not in the one that it took the message for."""
    utter(dispatcher, turn.says)
    return [] if turn.language is None else [SlotSet(LANGUAGE, turn.language)]


def utter(dispatcher: CollectingDispatcher, says: Iterable[Say]) -> None:
    """Have Rasa say each response, with the buttons that are made of data."""
    for say in says:
        buttons = [{"title": title, "payload": payload} for title, payload in say.choices]
        args = {name: _plain(value) for name, value in say.args.items()}
        dispatcher.utter_message(response=say.response, buttons=buttons, **args)


def _plain(value: Any) -> Any:
    """Rasa's generator takes `0[` in an argument for a place it failed to fill, and then fills none: break it up."""
    return value.replace("0[", "0\N{WORD JOINER}[") if isinstance(value, str) else value
