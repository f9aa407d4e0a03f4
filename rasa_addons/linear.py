"""A multinomial logistic regression whose numbers are kept as numbers: nothing that is loaded can run code."""

from pathlib import Path
from typing import List, Optional, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, SGDClassifier

TOLERANCE = 1.0
"""Where the learning ends: the steepest slope of a loss that is summed over some 30,000 messages. A thousandth of it
takes twice as long and changes one act in 3,000, no probability by more than 0.02."""
TOLERANCE_OF_MANY_FEATURES = 3.0
"""Where it ends for tens of thousands of features, having begun near the end: the language of 1,143 messages that were
not learned from is found as often (92.6 %), surely as often (72 %) and never surely wrong, in a seventh of the time."""


class Linear:
    """Probabilities of `classes`, from vectors."""

    def __init__(self, classes: List[str], weights: np.ndarray, bias: np.ndarray) -> None:
        self.classes = classes
        self._weights = weights
        self._bias = bias

    @classmethod
    def learn(
        cls, vectors: np.ndarray, wanted: Sequence[str], strength: float, weights: Optional[np.ndarray] = None
    ) -> "Linear":
        """`strength` is the inverse of the regularisation's; `weights` say how much each row counts."""
        model = LogisticRegression(C=strength, max_iter=300, tol=TOLERANCE)
        model.fit(vectors, list(wanted), sample_weight=weights)
        return cls([str(name) for name in model.classes_], model.coef_, model.intercept_)

    @classmethod
    def learn_of_many_features(
        cls, features: csr_matrix, wanted: Sequence[str], strength: float, weights: Optional[np.ndarray] = None
    ) -> "Linear":
        """The same from very many features, most of them absent: each class is told from the others first, roughly, and
        half of what that found is where the learning begins."""
        features = features.astype(np.float32)
        rough = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=5, tol=None, random_state=0)
        rough.fit(features, list(wanted), sample_weight=weights)
        model = LogisticRegression(C=strength, max_iter=300, tol=TOLERANCE_OF_MANY_FEATURES, warm_start=True)
        if len(rough.classes_) > 2:  # of two there is one row, which is no beginning for a row of each
            model.classes_, model.coef_ = rough.classes_, (rough.coef_ / 2).astype(np.float32)
            model.intercept_ = (rough.intercept_ / 2).astype(np.float32)
        model.fit(features, list(wanted), sample_weight=weights)
        return cls([str(name) for name in model.classes_], model.coef_, model.intercept_)

    def probabilities(self, vectors: np.ndarray) -> np.ndarray:
        """One row a vector, one column a class."""
        scores = np.asarray(vectors @ self._weights.T) + self._bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def save(self, file: Path) -> None:
        np.savez(file, classes=np.array(self.classes), weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, file: Path) -> "Linear":
        with np.load(file, allow_pickle=False) as kept:
            return cls([str(name) for name in kept["classes"]], kept["weights"], kept["bias"])
