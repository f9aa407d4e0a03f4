"""Words that are stored, each with what staff read for it. The stored word never changes; its label may."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A closed set of stored words: `NAME = "word", "label"`. Without a label of its own, the word with blanks."""

    label: str

    def __new__(cls, word: str, label: str = "") -> Self:
        """The member itself is the stored word."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.label = label or word.replace("_", " ")
        return member

    @classmethod
    def label_of(cls, word: str, otherwise: str | None = None) -> str:
        """The label of a word that was stored, maybe by another release; `otherwise` or the word itself for none."""
        return cls(word).label if word in cls else word if otherwise is None else otherwise
