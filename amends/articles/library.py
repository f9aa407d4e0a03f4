"""The help articles of a merchant, as they are listed, found by name, and searched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from amends.articles.article import Article
from amends.articles.search import Index


@dataclass(frozen=True)
class Library:
    """All of one merchant, by language and slug, in the order in which they are listed."""

    articles: Mapping[str, Mapping[str, Article]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, language: str) -> tuple[Article, ...]:
        """Those in `language`."""
        return tuple(self.articles.get(language, {}).values())

    def index(self, language: str) -> Index:
        """To search those in `language` by, made once for all who ask."""
        return self._indexes.get(language, Index(()))

    def find(self, language: str, slug: str) -> Article | None:
        return self.articles.get(language, {}).get(slug)

    def languages(self, slug: str | None = None) -> Iterator[str]:
        """In which there are any, or that one."""
        return (language for language, found in self.articles.items() if slug is None or slug in found)

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        return {language: Index(self.of(language)) for language in self.articles}
