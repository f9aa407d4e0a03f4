"""Rasa's logistic regression on TF-IDF weights, and no guess where nothing of the message is known.

On bare counts a message of unknown signs or words leaves only the intercepts, and those say `affirm`: measured on
this bot, a smiley was a yes with 0.47. docs/decisions/0021 has the figures.
"""

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize
from sklearn.utils.validation import check_is_fitted

_IDF = "idf.npy"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TfidfClassifier(LogisticRegressionClassifier):  # type: ignore[misc]
    """Options as LogisticRegressionClassifier, and `C`, the inverse of the regularisation's strength."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "C": 30.0}

    def __init__(self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])
        self.idf: Optional[np.ndarray] = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn how rare each feature is, then the intents."""
        counts, _ = self._create_training_matrix(training_data)
        seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
        rarity = np.log((1 + counts.shape[0]) / (1 + seen_in)) + 1
        # What every message has, as the blank around a word, says nothing and must not count as known.
        self.idf = np.where(seen_in < counts.shape[0], rarity, 0.0)
        return super().train(training_data)

    def persist(self) -> None:
        super().persist()
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / _IDF, self.idf, allow_pickle=False)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TfidfClassifier":
        """The trained component. Raises where it cannot be read: the parent would go on untrained."""
        component = super().load(config, model_storage, resource, execution_context, **kwargs)
        with model_storage.read_from(resource) as folder:
            component.idf = np.load(folder / _IDF, allow_pickle=False)
        check_is_fitted(component.clf)
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """As the parent; a message of which no feature is known gets every intent alike, so that none is taken."""
        super().process(messages)
        weights = np.asarray(self._create_X(messages).sum(axis=1)).ravel()
        for message, known in zip(messages, weights, strict=True):
            if not known:
                even = 1.0 / len(self.clf.classes_)
                ranking = [{"name": intent, "confidence": even} for intent in self.clf.classes_]
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking[:10], add_to_output=True)
        return messages

    def _create_X(self, messages: List[Message]) -> csr_matrix:  # noqa: N802
        counts = csr_matrix(super()._create_X(messages), dtype=float)
        if self.idf is None:
            return counts
        counts.data = 1 + np.log(counts.data)
        return normalize(counts.multiply(self.idf))
