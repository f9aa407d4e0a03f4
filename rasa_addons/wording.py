"""What the words and letters of a message say by themselves, beside what the encoder makes of the whole.

The encoder was taught on the messages of its day and learns nothing from those that came after; runs of words and
letters do. The two are wrong about different messages (docs/decisions/0104).
"""

from pathlib import Path
from typing import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

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
    def learn(cls, texts: Sequence[str]) -> "Wording":
        """How rare each run is among `texts`."""
        return cls(TfidfTransformer().fit(_counted(texts)).idf_.astype(np.float32))

    def features(self, texts: Sequence[str]) -> csr_matrix:
        """One row a text, of length 1; a text without letters has none."""
        counted = _counted(texts)
        counted.data = 1 + np.log(counted.data)
        weighed = counted @ diags(self._rarity)
        lengths = np.sqrt(weighed.multiply(weighed).sum(axis=1)).A1
        return csr_matrix(diags(1 / np.maximum(lengths, 1e-9)) @ weighed, dtype=np.float32)

    def save(self, file: Path) -> None:
        np.savez(file, rarity=self._rarity)

    @classmethod
    def load(cls, file: Path) -> "Wording":
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["rarity"])


def _counted(texts: Sequence[str]) -> csr_matrix:
    return hstack([_WORDS.transform(texts), _LETTERS.transform(texts)], format="csr")
