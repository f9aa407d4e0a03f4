"""Runs inside Rasa's environment: what a model makes of sentences. Each line of stdin is a JSON list of them; each line
of stdout has [intent, confidence, intent before the fallback, way, language] of each, in their order."""

import asyncio
import json
import logging
import sys

import structlog

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

from rasa.core.agent import Agent  # noqa: E402
from rasa.nlu.classifiers.fallback_classifier import (  # noqa: E402
    is_fallback_classifier_prediction,
    undo_fallback_prediction,
)


async def parsed(agent: Agent, sentence: str) -> list:  # type: ignore[type-arg]
    found = await agent.parse_message(sentence)
    intent = found["intent"]
    before = undo_fallback_prediction(found)["intent"] if is_fallback_classifier_prediction(found) else intent
    languages = [entity["value"] for entity in found["entities"] if entity["entity"] == "language"]
    way = (found.get("meant") or {}).get("name", "stated")
    return [intent["name"], intent["confidence"], before["name"], way, next(iter(languages), None)]


async def main(model: str) -> None:
    agent = Agent.load(model)
    for line in sys.stdin:
        sys.stdout.write(json.dumps([await parsed(agent, sentence) for sentence in json.loads(line)]) + "\n")
        sys.stdout.flush()


asyncio.run(main(sys.argv[1]))
