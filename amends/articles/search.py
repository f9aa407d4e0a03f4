"""Which articles a few words are about: a plain ranking by the words that both have, for a handful of articles."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from amends.articles.article import Article
from amends.articles.stop_words import STOP_WORDS
from amends.reading.plain_language import words

STEM = 6
"""So many letters of a word are compared: «terugbetaling» and «terugbetaald» are about the same."""
_TITLE, _ASKED, _SUMMARY, _BODY = 3.0, 3.0, 2.0, 1.0


@dataclass(frozen=True)
class Found:
    """`score` is from 0 (no word in common) to 1 (every word, where it weighs most)."""

    article: Article
    score: float


@dataclass(frozen=True)
class Index:
    """The articles of one merchant in one language."""

    articles: Sequence[Article]

    def find(self, text: str) -> list[Found]:
        """Those that have a word of `text`, the best first."""
        wanted = set(stems(text))
        if not wanted:
            return []
        weights = {stem: self._rarity(stem) for stem in wanted}
        whole = sum(weights.values()) * _TITLE
        scored = (
            Found(article, sum(weights[stem] * held.get(stem, 0.0) for stem in wanted) / whole)
            for article, held in zip(self.articles, self._held, strict=True)
        )
        return sorted((found for found in scored if found.score > 0), key=lambda found: -found.score)

    def _rarity(self, stem: str) -> float:
        """A word that every article has says little, one that none has says that it is about something else."""
        having = sum(stem in held for held in self._held)
        return math.log(1 + (len(self.articles) + 1) / (having + 0.5))

    @cached_property
    def _held(self) -> list[dict[str, float]]:
        return [_held(article) for article in self.articles]


def _held(article: Article) -> dict[str, float]:
    """The weight of each of its words: by the most telling place in which it stands."""
    weights: dict[str, float] = {}
    body = (block.text for block in article.body)
    places: Iterable[tuple[float, Iterable[str]]] = (
        (_BODY, body), (_SUMMARY, (article.summary,)), (_ASKED, article.asked), (_TITLE, (article.title,)),
    )  # fmt: skip
    for weight, texts in places:
        for text in texts:
            for stem in stems(text):
                weights[stem] = max(weights.get(stem, 0.0), weight)
    return weights


@lru_cache(maxsize=512)
def stems(text: str) -> tuple[str, ...]:
    """The beginnings of the words that say what a text is about."""
    return tuple(word[:STEM] for word in words(text) if word not in STOP_WORDS and len(word) > 1)
