"""Runs inside Rasa's environment: what a model makes of sentences. Each line of stdin is a JSON list of a merchant and
the sentences of its customers; each line of stdout has [intent, confidence, intent before the fallback, way, language]
of each, in their order."""

import json
import logging
import sys

import structlog

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.core.processor import MessageProcessor  # noqa: E402
from rasa.engine.constants import PLACEHOLDER_MESSAGE  # noqa: E402
from rasa.nlu.classifiers.fallback_classifier import (  # noqa: E402
    is_fallback_classifier_prediction,
    undo_fallback_prediction,
)
from rasa.shared.nlu.training_data.message import Message  # noqa: E402

from rasa_addons import own_acts, yaml_scalars  # noqa: E402

MANY = 200
"""So many are read together, which is twice as quick; fewer one by one, as in the server. The encoder's whole numbers
are scaled to what is read together, so that a probability may differ in its third digit."""


def parsed(processor: MessageProcessor, sentences: list, about: dict) -> list:  # type: ignore[type-arg]
    """What the server's own graph makes of each, with `about` as the metadata that web sends along."""
    step = len(sentences) if len(sentences) >= MANY else 1
    return [
        each
        for at in range(0, len(sentences), max(1, step))
        for each in _read(processor, sentences[at : at + step], about)
    ]


def _read(processor: MessageProcessor, sentences: list, about: dict) -> list:  # type: ignore[type-arg]
    messages = [UserMessage(sentence, metadata=about) for sentence in sentences]
    target = processor.model_metadata.nlu_target
    found = processor.graph_runner.run(inputs={PLACEHOLDER_MESSAGE: messages}, targets=[target])[target]
    assert [each.get("text") for each in found] == sentences
    return [_told(each) for each in found]


def _told(message: Message) -> list:  # type: ignore[type-arg]
    found = message.as_dict(only_output_properties=True)
    intent = found["intent"]
    before = undo_fallback_prediction(found)["intent"] if is_fallback_classifier_prediction(found) else intent
    languages = [entity["value"] for entity in found.get("entities") or [] if entity["entity"] == "language"]
    way = (found.get("meant") or {}).get("name", "stated")
    if before["name"] == own_acts.INTENT:
        before = next(act for act in found["intent_ranking"] if own_acts.issue_of(act["name"]))
    return [intent["name"], intent["confidence"], before["name"], way, next(iter(languages), None)]


def main(model: str) -> None:
    yaml_scalars.install()
    processor = Agent.load(model).processor
    for line in sys.stdin:
        merchant, sentences = json.loads(line)
        sys.stdout.write(json.dumps(parsed(processor, sentences, {"merchant": merchant})) + "\n")
        sys.stdout.flush()


main(sys.argv[1])
