"""What simulated customers say: ways of saying each key, by language, from simulate/wordings/<language>/*.tsv."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "wordings"
LANGUAGES = ("en", "nl", "nb", "sv", "de")
SLOT = re.compile(r"\{(\w+)\}")


class Wordings:
    """The ways of one language. ValueError where a line is not a key, a tab and a text."""

    def __init__(self, ways: Mapping[str, tuple[str, ...]]) -> None:
        self._ways = ways

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._ways)

    def ways(self, key: str) -> tuple[str, ...]:
        """All ways of saying it, with their slots; KeyError where there is none."""
        return self._ways[key]

    def say(self, key: str, chance: Random, slots: Mapping[str, str], past: set[str] | None = None) -> str:
        """One way, filled. Ways that stand in `past` are taken only when no other is left; what was taken is put in."""
        ways = self._ways[key]
        fresh = [way for way in ways if past is None or way not in past] or ways
        way = chance.choice(fresh)
        if past is not None:
            past.add(way)
        return SLOT.sub(lambda found: slots[found[1]], way)


@cache
def wordings(language: str) -> Wordings:
    """Those of `language`, read once."""
    return read(FOLDER / language)


def read(folder: Path) -> Wordings:
    """All files of a folder together, in the order of their names."""
    ways: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            key, tab, text = line.partition("\t")
            if not tab or not text.strip() or "\t" in text:
                raise ValueError(f"{file.name}, line {number}: write a key, one tab, and a text")
            ways[key].append(text.strip())
    return Wordings({key: tuple(texts) for key, texts in ways.items()})
