"""Names with one slip of the finger: a letter too few or too many, a wrong one, two in the wrong order."""

from collections.abc import Iterable


class Slips:
    """Which of some names a word is meant to be. The first letter is taken to be right."""

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()) -> None:
        """`others` are words of their own, however near."""
        self._names = frozenset(names)
        self._others = frozenset(others)
        self._longest = max(map(len, self._names)) + 1
        self._slips: dict[str, str] = {}
        for name in sorted(self._names):
            for place in range(1, len(name)):
                before, letter, after = name[:place], name[place], name[place + 1 :]
                for slip in (before + after, f"{before}?{after}", f"{before}?{letter}{after}"):
                    self._slips[slip] = name
                self._slips[before + after[:1] + letter + after[1:]] = name

    def mend(self, word: str) -> str:
        """The name, in the letters of the names; or the word itself."""
        if word in self._names or word in self._others or len(word) > self._longest:
            return word
        wild = (f"{word[:place]}?{word[place + 1 :]}" for place in range(1, len(word)))
        return next((self._slips[slip] for slip in (word, *wild) if slip in self._slips), word)
