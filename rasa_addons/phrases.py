"""Phrases that mean one thing: what may not be missed in any language is recognised without a trained guess.

The phrases are data (data/phrases/<language>.yml says how they are written). Standard library only, and pure.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Pattern, Sequence, Tuple

GAP = "..."
GAP_WORDS = 4
"""So many words, none of `not_between`, may stand where a phrase has dots."""

_KEYS = {"courtesies", "groups", "intents", "not_after", "not_between"}
_CLAUSE = re.compile(r"[.!?;:,\n()\"«»“”]+|\s[-–—]+\s")
_WORD = re.compile(r"[\w']+")
_ACCENTS = {0x0300: None, 0x0301: None, 0x0308: None}
_PART = re.compile(r"\.\.\.|\{\w+\}|[^\s{}]+")


class BadPhrases(ValueError):
    """What is wrong in a file of phrases."""


@dataclass(frozen=True)
class _Rule:
    """One phrase of an intent. `whole`: it must be all that the message says. `at_most`: words of the message."""

    intent: str
    pattern: Pattern[str]
    whole: bool
    at_most: Optional[int]


class Phrases:
    """Every language's phrases at once: a customer may write in another one than that of the chat."""

    def __init__(self, files: Sequence[Mapping[str, Any]]) -> None:
        self._courtesies = {word for file in files for word in _words(" ".join(file.get("courtesies") or []))}
        self._rules = [rule for file in files for rule in _rules(file)]

    def intent_of(self, text: str) -> Optional[str]:
        """The intent that `text` plainly has; None where it is for the model to guess."""
        clauses = [_words(clause) for clause in _CLAUSE.split(_plain(text))]
        length = sum(len(words) for words in clauses)
        whole = _spaced([word for words in clauses for word in words if word not in self._courtesies])
        parts = [_spaced(words) for words in clauses]
        for rule in self._rules:
            if rule.at_most is not None and length > rule.at_most:
                continue
            if rule.whole and rule.pattern.fullmatch(whole):
                return rule.intent
            if not rule.whole and any(rule.pattern.search(part) for part in parts):
                return rule.intent
        return None


def _rules(file: Mapping[str, Any]) -> List[_Rule]:
    if set(file) - _KEYS:
        raise BadPhrases(f"a file has {', '.join(sorted(file))}; known are {', '.join(sorted(_KEYS))}")
    groups: Dict[str, str] = {}
    gap = rf"(?:{_unless(file, 'not_between')}\S+ ){{0,{GAP_WORDS}}}"
    end = _unless(file, "not_after")
    for name, phrases in (file.get("groups") or {}).items():
        groups[name] = "(?:" + "|".join(_pattern(phrase, groups, gap) for phrase in phrases) + ")"
    found = []
    for intent, said in (file.get("intents") or {}).items():
        if set(said) - {"alone", "within", "at_most"}:
            raise BadPhrases(f"{intent} has {', '.join(sorted(said))}; known are alone, within and at_most")
        for phrase in said.get("alone") or []:
            found.append(_Rule(intent, re.compile(_pattern(phrase, groups, gap)), True, said.get("at_most")))
        for phrase in said.get("within") or []:
            pattern = re.compile(r"(?<!\S)" + _pattern(phrase, groups, gap) + (end if phrase.endswith("}") else ""))
            found.append(_Rule(intent, pattern, False, said.get("at_most")))
    return found


def _unless(file: Mapping[str, Any], name: str) -> str:
    """What fails before one of those words."""
    words = [word for phrase in file.get(name) or [] for word in _words(phrase)]
    return "(?!(?:" + "|".join(map(re.escape, words)) + ") )" if words else ""


def _pattern(phrase: str, groups: Mapping[str, str], gap: str) -> str:
    """A regular expression over words that are each followed by one blank."""
    parts = []
    for part in _PART.findall(_plain(phrase)):
        if part == GAP:
            parts.append(gap)
        elif part.startswith("{"):
            if part[1:-1] not in groups:
                raise BadPhrases(f"`{phrase}` names the group {part}, which does not stand before it")
            parts.append(groups[part[1:-1]])
        elif _WORD.fullmatch(part):
            parts.append(re.escape(part) + " ")
        else:
            raise BadPhrases(f"`{phrase}` has {part}, which is not a word")
    return "".join(parts)


def _plain(text: str) -> str:
    """Small letters, without the accents that are often left out; å, ø and æ stay."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").replace("\u2060", "")
    apart = unicodedata.normalize("NFD", folded).translate(_ACCENTS)
    return unicodedata.normalize("NFC", apart)


def _words(text: str) -> Tuple[str, ...]:
    return tuple(_WORD.findall(_plain(text)))


def _spaced(words: Sequence[str]) -> str:
    return "".join(f"{word} " for word in words)
