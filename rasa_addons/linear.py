"""A multinomial logistic regression whose numbers are kept as numbers: nothing that is loaded can run code."""

from pathlib import Path
from typing import List, Optional, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

TOLERANCE = 1.0
"""Where the learning ends: the steepest slope of a loss that is summed over some 30,000 messages. A thousandth of it
takes twice as long and changes one act in 3,000, no probability by more than 0.02."""


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
