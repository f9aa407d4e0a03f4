"""What a message does, how it is meant and in which language: three small heads on the sentence encoder's vectors.

`rasa train` learns the heads in seconds; the encoder stays as it is (docs/encoder.md). Beside Rasa's `intent` and
its ranking the message gets `meant`, how the first act is meant, and an entity `language` where it is surely in one;
and `parts`, its clauses read alone, where the whole may hide a problem (`parts.py`).
"""

import re
from collections import Counter
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_CONFIDENCE,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_RANKING_KEY,
    METADATA,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_addons import encoder, known_vectors, languages, own_acts
from rasa_addons.heads import Heads
from rasa_addons.ids import problem_of, without
from rasa_addons.messages import ACTS, LANGUAGE, MEANT
from rasa_addons.parts import PARTS, after_greeting, has_parts, parts_of, problem_of_part
from rasa_addons.readable import is_readable

_RANKED = 10
_RANKED_OF_A_PART = 3
_DIGEST = "encoder.sha256"
SURE_OF_LANGUAGE = 0.95
WORDS_OF_A_LANGUAGE = 3
"""«ok», a number and a name are in every language; docs/understanding.md has what was measured."""
WORDS_OF_A_WISH = 10
"""A language that is named in so few words is asked for: «in english please»."""
COUNTS_FOR = 240.0
"""So many messages a merchant's own kind counts for, however few tell of it; ours have 750 on average."""
_LANGUAGES = languages.called()
_WORD = re.compile(r"[^\W\d_]{2,}")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """`threads`: of how many cores the encoder makes use while training; one message is read by one."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"threads": 2}

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, heads: Optional[Heads] = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._heads = heads
        self._encoder = encoder.Encoder(threads=1 if heads else config["threads"])

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceClassifier":
        """The trained component. EncoderDiffers where its heads were learned on another encoder than is here."""
        with model_storage.read_from(resource) as folder:
            if (folder / _DIGEST).read_text("utf-8") != encoder.digest():
                raise encoder.EncoderDiffers("this model was trained on another encoder; train it again: make model")
            return cls(config, model_storage, resource, Heads.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the heads."""
        messages = training_data.intent_examples
        texts = [problem_of(each.get(TEXT)) for each in messages]
        tongues = [each.get(LANGUAGE) or "en" for each in messages]
        acts = [each.get(ACTS) or [each.get(INTENT)] for each in messages]
        meant = [each.get(MEANT) or "stated" for each in messages]
        vectors = known_vectors.vectors(texts, self._encoder.vectors)
        self._heads = Heads.learn(texts, vectors, acts, meant, tongues, _weights(acts))
        with self._storage.write_to(self._resource) as folder:
            self._heads.save(folder)
            (folder / _DIGEST).write_text(encoder.digest(), "utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """What each message is, with probabilities from 0 to 1. One without text is left alone."""
        read = [each for each in messages if each.get(TEXT)]
        if not read or self._heads is None:
            return messages
        texts = [problem_of(each.get(TEXT)) for each in read]
        shares = self._heads.read(texts, self._encoder.vectors(texts))
        for message, acts, meant, language in zip(read, *shares, strict=True):
            if not is_readable(message.get(TEXT)):
                acts = np.full_like(acts, 1 / len(acts))  # noqa: PLW2901 - none is likelier than another
            merchant = (message.get(METADATA) or {}).get("merchant")
            ranking = _ranked(*self._heard_by(merchant, acts))
            message.set(INTENT, _of_rasa(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(MEANT, _ranked(self._heads.meant.classes, meant)[0], add_to_output=True)
            if found := self._language(message.get(TEXT), language):
                message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
            text, act = message.get(TEXT), ranking[0]["name"]
            if has_parts(text, act):
                likeliest = _ranked(self._heads.language.classes, language)[0]["name"]
                places = parts_of(text, likeliest) or (after_greeting(text) if act == "greet" else [])
                message.set(PARTS, self._parts(text, places, merchant), add_to_output=True)
        return messages

    def _heard_by(self, merchant: Optional[str], shares: np.ndarray) -> Tuple[List[str], np.ndarray]:
        """The acts that a customer of `merchant` may mean, with their shares of 1: no other merchant's own."""
        assert self._heads is not None
        classes = self._heads.acts.classes
        if not any(map(own_acts.is_learnt, classes)):
            return classes, shares
        places, names = own_acts.heard_by(merchant, classes)
        counting = shares[places]
        return names, counting / max(counting.sum(), 1e-9)

    def _parts(self, text: str, places: List[Tuple[int, int]], merchant: Optional[str]) -> List[Dict[str, Any]]:
        """The clauses of `text` at `places`, each with its place, the likeliest acts and the likeliest way."""
        assert self._heads is not None
        if not places:
            return []
        texts = [problem_of_part(text[start:end]) for start, end in places]
        acts, meant, _ = self._heads.read(texts, self._encoder.vectors(texts))
        return [
            {
                "start": start,
                "end": end,
                "acts": _ranked(*self._heard_by(merchant, share))[:_RANKED_OF_A_PART],
                "meant": _ranked(self._heads.meant.classes, way)[0],
            }
            for (start, end), share, way in zip(places, acts, meant, strict=True)
        ]

    def _language(self, text: str, shares: np.ndarray) -> Optional[Dict[str, Any]]:
        """The entity that moves the chat into another language; None for a text of too few words, or too unsure."""
        words = words_of(without(text))
        named = [_LANGUAGES[word] for word in words if word in _LANGUAGES]
        likeliest = _ranked(self._heads.language.classes, shares)[0]
        if len(set(named)) == 1 and len(words) <= WORDS_OF_A_WISH:
            likeliest = {"name": named[0], "confidence": 1.0}
        elif likeliest["confidence"] < SURE_OF_LANGUAGE or len(words) < WORDS_OF_A_LANGUAGE:
            return None
        return {
            ENTITY_ATTRIBUTE_TYPE: LANGUAGE,
            ENTITY_ATTRIBUTE_VALUE: likeliest["name"],
            ENTITY_ATTRIBUTE_START: 0,
            ENTITY_ATTRIBUTE_END: len(text),
            ENTITY_ATTRIBUTE_CONFIDENCE: likeliest["confidence"],
        }


def words_of(text: str) -> List[str]:
    """What a language can be told by."""
    return _WORD.findall(text.casefold())


def _weights(acts: List[List[str]]) -> List[float]:
    """A merchant tells its own kinds by a few messages each: these count for as many as ours have."""
    own = Counter(act for several in acts for act in several if own_acts.is_learnt(act))
    return [max([1.0, *(COUNTS_FOR / own[act] for act in several if act in own)]) for several in acts]


def _of_rasa(act: Dict[str, Any]) -> Dict[str, Any]:
    """The act under the name of an intent that the domain has."""
    return act if own_acts.issue_of(act["name"]) is None else {**act, "name": own_acts.INTENT}


def _ranked(names: List[str], shares: np.ndarray) -> List[Dict[str, Any]]:
    order = np.argsort(-shares)[:_RANKED]
    return [{"name": names[n], "confidence": float(shares[n])} for n in order]
