"""The last word on a message's intent: plain phrases of data/phrases override what the model guessed.

The model knows the languages that it was trained in. Asking for a person, anger, disagreement and asking how a case
stands must be understood in all of them; docs/decisions/0025 has the reasons.
"""

import json
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from rasa_addons.ids import problem_of
from rasa_addons.phrases import Phrases
from rasa_addons.typed_text import is_like_a_command

_FILE = "phrases.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PlainWords(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """`folder` holds one file per language. What it held at training is kept in the model."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"folder": "data/phrases"}

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, files: List[Any]) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._phrases = Phrases(files)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlainWords":
        return cls(config, model_storage, resource, [])

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "PlainWords":
        """The component with the phrases of its training. Raises where they are not there."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, json.loads((folder / _FILE).read_text("utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        """Read the phrases. Raises BadPhrases for a broken file and ValueError for a folder without any."""
        found = [read_yaml_file(file) for file in sorted(Path(self._config["folder"]).glob("*.yml"))]
        if not found:
            raise ValueError(f"{self._config['folder']} has no phrases")
        self._phrases = Phrases(found)
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """A message that is plain has that intent, for sure."""
        for message in messages:
            text = message.get(TEXT) or ""
            name = None if is_like_a_command(text) else self._phrases.intent_of(problem_of(text))
            if name is not None:
                intent = {"name": name, "confidence": 1.0}
                others = [each for each in message.get(INTENT_RANKING_KEY) or [] if each["name"] != name]
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
        return messages
