"""Rasa's own pipeline for intents (DIET, as `rasa init` writes it), trained on some messages and asked about others."""

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

# Rasa writes each message to the standard output otherwise, where the report is.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

PIPELINE = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)


def read(texts: Sequence[str], acts: Sequence[Sequence[str]], asked: Sequence[str], epochs: int) -> list[str]:
    """The intent of each text of `asked`, after `epochs` (`rasa init`: 100) over `texts` with their first acts.

    Takes an hour and more for 28,000 messages and 20 epochs on two cores.
    """
    diet = {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True, "entity_recognition": False}
    with tempfile.TemporaryDirectory() as folder:
        config, data = Path(folder, "config.yml"), Path(folder, "nlu.yml")
        config.write_text(yaml.safe_dump({"recipe": "default.v1", "language": "en", "pipeline": [*PIPELINE, diet]}))
        of_intent: dict[str, list[str]] = {}
        for text, act in zip(texts, acts, strict=True):
            of_intent.setdefault(act[0], []).append(" ".join(text.replace("[", "(").split()))
        nlu = [
            {"intent": intent, "examples": "".join(f"- {each}\n" for each in found if each)}
            for intent, found in of_intent.items()
        ]
        data.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True))
        model = train_nlu(str(config), str(data), output=folder)
        return asyncio.run(_parsed(Agent.load(model), asked))


async def _parsed(agent: Agent, asked: Sequence[str]) -> list[str]:
    return [(await agent.parse_message(text))["intent"]["name"] or "nlu_fallback" for text in asked]
