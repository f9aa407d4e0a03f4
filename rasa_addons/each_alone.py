"""One logistic regression a class, each against all others: learned in seconds from very many features. Its numbers are
kept as numbers: nothing that is loaded can run code."""

from pathlib import Path
from typing import List, Optional, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier


class EachAlone:
    """Probabilities of `classes`, from features; a row of them is brought to a sum of 1."""

    def __init__(self, classes: List[str], weights: np.ndarray, bias: np.ndarray) -> None:
        self.classes = classes
        self._weights = weights
        self._bias = bias

    @classmethod
    def learn(cls, features: csr_matrix, wanted: Sequence[str], shares: Optional[np.ndarray] = None) -> "EachAlone":
        """`shares` say how much each row counts."""
        model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=10, tol=None, random_state=0, n_jobs=2)
        model.fit(features, list(wanted), sample_weight=shares)
        coefficients, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # one model serves both
            coefficients, bias = np.vstack([-coefficients, coefficients]), np.hstack([-bias, bias])
        weights = np.ascontiguousarray(coefficients.T, dtype=np.float32)  # a row a feature: few are read for a text
        return cls([str(name) for name in model.classes_], weights, bias)

    def probabilities(self, features: csr_matrix) -> np.ndarray:
        """One row a row of features, one column a class."""
        each: np.ndarray = 1 / (1 + np.exp(-(np.asarray(features @ self._weights) + self._bias)))
        return each / np.maximum(each.sum(axis=1, keepdims=True), 1e-9)

    def save(self, file: Path) -> None:
        np.savez(file, classes=np.array(self.classes), weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, file: Path) -> "EachAlone":
        with np.load(file, allow_pickle=False) as kept:
            return cls([str(name) for name in kept["classes"]], kept["weights"], kept["bias"])
