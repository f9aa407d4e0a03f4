"""The three heads that `rasa train` learns: acts, how they are meant, language.

Acts and ways stand on the encoder's vectors and on the wording, half each. The language stands on runs of letters: the
encoder was taught to forget it.
"""

from collections import Counter
from pathlib import Path
from typing import Optional, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from rasa_addons.each_alone import EachAlone
from rasa_addons.linear import Linear
from rasa_addons.wording import Wording

STRENGTH, LANGUAGE_STRENGTH = 3.0, 30.0
SHARPNESS = 1.7
"""The mean of two models is less sure than it is right; this power makes it as sure: docs/understanding.md."""
LANGUAGE_SHARPNESS = 1.3
"""The languages' shares are too modest as they are learnt: of 1,171 messages of three to eight words in five languages
none got 0.95 and more of a wrong language, before this power and after it."""
_LETTERS = HashingVectorizer(analyzer="char_wb", ngram_range=(1, 4), n_features=2**15, alternate_sign=False)


class Head:
    """Two models of the same classes, the mean of which is read."""

    def __init__(self, of_vectors: Linear, of_wording: EachAlone) -> None:
        self.of_vectors = of_vectors
        self.of_wording = of_wording
        self.classes = of_vectors.classes

    @classmethod
    def learn(
        cls, vectors: np.ndarray, wording: csr_matrix, wanted: Sequence[str], shares: Optional[np.ndarray] = None
    ) -> "Head":
        """From a row a message of each; `shares` say how much each row counts."""
        return cls(Linear.learn(vectors, wanted, STRENGTH, shares), EachAlone.learn(wording, wanted, shares))

    def probabilities(self, vectors: np.ndarray, wording: csr_matrix) -> np.ndarray:
        """One row a message, one column a class."""
        mean = (self.of_vectors.probabilities(vectors) + self.of_wording.probabilities(wording)) / 2
        return _sharpened(mean, SHARPNESS)

    def save(self, folder: Path, name: str) -> None:
        self.of_vectors.save(folder / f"{name}.vectors.npz")
        self.of_wording.save(folder / f"{name}.wording.npz")

    @classmethod
    def load(cls, folder: Path, name: str) -> "Head":
        return cls(Linear.load(folder / f"{name}.vectors.npz"), EachAlone.load(folder / f"{name}.wording.npz"))


class Heads:
    """What `read` gives stands in the order of each head's `classes`."""

    def __init__(self, wording: Wording, acts: Head, meant: Head, language: Linear) -> None:
        self.wording = wording
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
        weights: Optional[Sequence[float]] = None,
    ) -> "Heads":
        """From messages, their vectors, one row each, and what each message is. Several acts share their message, which
        counts for them by its weight, or once."""
        weights = weights or [1.0] * len(acts)
        rows = [row for row, several in enumerate(acts) for _ in several]
        names = [act for several in acts for act in several]
        shares = np.array(
            [weight / len(several) for weight, several in zip(weights, acts, strict=True) for _ in several]
        )
        wording, features = Wording.learn(texts)
        return cls(
            wording,
            Head.learn(vectors[rows], features[rows], names, shares),
            Head.learn(vectors, features, meant),
            Linear.learn_of_many_features(_LETTERS.transform(texts), language, LANGUAGE_STRENGTH, _evenly(language)),
        )

    def read(self, texts: Sequence[str], vectors: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probabilities of acts, of ways of meaning, and of languages, a row a text."""
        features = self.wording.features(texts)
        acts, meant = self.acts.probabilities(vectors, features), self.meant.probabilities(vectors, features)
        return acts, meant, _sharpened(self.language.probabilities(_LETTERS.transform(texts)), LANGUAGE_SHARPNESS)

    def save(self, folder: Path) -> None:
        self.wording.save(folder / "wording.npz")
        self.acts.save(folder, "acts")
        self.meant.save(folder, "meant")
        self.language.save(folder / "language.npz")

    @classmethod
    def load(cls, folder: Path) -> "Heads":
        acts, meant = Head.load(folder, "acts"), Head.load(folder, "meant")
        return cls(Wording.load(folder / "wording.npz"), acts, meant, Linear.load(folder / "language.npz"))


def _evenly(language: Sequence[str]) -> np.ndarray:
    """What each message counts for, so that all languages count alike: a few thousand messages beside ten thousand of
    another language would make it the less likely one of every short sentence."""
    of_each = Counter(language)
    return np.array([len(language) / len(of_each) / of_each[code] for code in language])


def _sharpened(probabilities: np.ndarray, power: float) -> np.ndarray:
    """Row by row, surer by a power above 1, in the same order."""
    shares: np.ndarray = probabilities**power
    return shares / shares.sum(axis=1, keepdims=True)
