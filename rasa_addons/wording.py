"""What the words and letters of a message say by themselves, beside what the encoder makes of the whole.

The encoder was taught on the messages of its day and learns nothing from those that came after; runs of words and
letters do. The two are wrong about different messages (docs/decisions/0104).
"""

from pathlib import Path
from typing import Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

FEATURES = 2**17
_WORDS = HashingVectorizer(
    ngram_range=(1, 2),
    n_features=FEATURES,
    alternate_sign=False,
    norm=None,
    token_pattern=r"(?u)\b\w+\b",  # noqa: S106 - no password; words of one letter count
)
_LETTERS = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 5), n_features=FEATURES, alternate_sign=False, norm=None
)


class Wording:
    """Which runs of words and letters a text has, the rarer the weightier. Nothing of the texts is kept."""

    def __init__(self, rarity: np.ndarray) -> None:
        self._rarity = rarity

    @classmethod
    def learn(cls, texts: Sequence[str]) -> "Tuple[Wording, csr_matrix]":
        """How rare each run is among `texts`, and their features: counting them is most of the work."""
        counted = _counted(texts)
        wording = cls(TfidfTransformer().fit(counted).idf_.astype(np.float32))
        return wording, wording._weighed(counted)

    def features(self, texts: Sequence[str]) -> csr_matrix:
        """One row a text, of length 1; a text without letters has none."""
        return self._weighed(_counted(texts))

    def _weighed(self, counted: csr_matrix) -> csr_matrix:
        counted.data = (1 + np.log(counted.data)) * self._rarity[counted.indices]
        return normalize(counted, copy=False).astype(np.float32)

    def save(self, file: Path) -> None:
        np.savez(file, rarity=self._rarity)

    @classmethod
    def load(cls, file: Path) -> "Wording":
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["rarity"])


def _counted(texts: Sequence[str]) -> csr_matrix:
    return hstack([_WORDS.transform(texts), _LETTERS.transform(texts)], format="csr")
