"""The three heads that `rasa train` learns: acts, how they are meant, language. Each a logistic regression.

Acts and ways stand on the encoder's vectors. The language stands on runs of letters: the encoder was taught to
forget it.
"""

from pathlib import Path
from typing import Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from rasa_addons.linear import Linear

FALLBACK = 0.25
"""Below it no act is taken at all; config.yml's FallbackClassifier has the same number."""
ACTS_STRENGTH, MEANT_STRENGTH, LANGUAGE_STRENGTH = 3.0, 3.0, 30.0
ACTS_TEMPERATURE, MEANT_TEMPERATURE = 1.0, 1.0
"""What makes the probabilities those of messages that were not trained on, measured: docs/understanding.md."""
_LETTERS = HashingVectorizer(analyzer="char_wb", ngram_range=(1, 4), n_features=2**15, alternate_sign=False)


class Heads:
    """What `read` gives stands in the order of each head's `classes`."""

    def __init__(self, acts: Linear, meant: Linear, language: Linear) -> None:
        self.acts = acts
        self.meant = meant
        self.language = language

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        vectors: np.ndarray,
        acts: Sequence[Sequence[str]],
        meant: Sequence[str],
        language: Sequence[str],
    ) -> "Heads":
        """From messages, their vectors, one row each, and what each message is. Several acts share their message."""
        rows = [row for row, several in enumerate(acts) for _ in several]
        names = [act for several in acts for act in several]
        shares = np.array([1 / len(several) for several in acts for _ in several])
        return cls(
            Linear.learn(vectors[rows], names, ACTS_STRENGTH, shares, ACTS_TEMPERATURE),
            Linear.learn(vectors, meant, MEANT_STRENGTH, temperature=MEANT_TEMPERATURE),
            Linear.learn(_letters(texts), language, LANGUAGE_STRENGTH),
        )

    def read(self, texts: Sequence[str], vectors: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probabilities of acts, of ways of meaning, and of languages, a row a text."""
        acts, meant = self.acts.probabilities(vectors), self.meant.probabilities(vectors)
        return acts, meant, self.language.probabilities(_letters(texts))

    def save(self, folder: Path) -> None:
        for name in ("acts", "meant", "language"):
            getattr(self, name).save(folder / f"{name}.npz")

    @classmethod
    def load(cls, folder: Path) -> "Heads":
        return cls(*(Linear.load(folder / f"{name}.npz") for name in ("acts", "meant", "language")))


def _letters(texts: Sequence[str]) -> csr_matrix:
    return _LETTERS.transform(texts)
