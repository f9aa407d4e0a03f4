"""A merchant's own kinds of problem: `issues.yml` beside its merchant.yml.

Each kind has the words on its button, the messages that the model learns it from (rasa_addons/own_issues.py), and the
question that asks what happened, where the merchant has one. What follows from it is a row of the policy, as for ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from amends.claims.claim import ISSUES
from amends.policy.document import Place, each, read

FILE = "issues.yml"
FEWEST_MESSAGES = 10
"""In each of the merchant's languages: docs/understanding.md has how well so few are understood."""
_LONGEST_LABEL, _LONGEST_QUESTION, _LONGEST_MESSAGE = 40, 300, 500
_NAME = re.compile(r"[a-z][a-z0-9_]{2,29}")


@dataclass(frozen=True)
class OwnIssue:
    """One kind. `label` and `question` by language; the question is None where the usual one does."""

    label: Mapping[str, str]
    question: Mapping[str, str] | None = None


def read_own_issues(folder: Path, languages: tuple[str, ...]) -> dict[str, OwnIssue]:
    """By name, in the file's order; none where the merchant's folder has no such file. PolicyError with every fault."""
    file = folder / FILE
    if not file.is_file():
        return {}
    kinds = read(file).mapping()
    found: dict[str, OwnIssue] = each({name: partial(_kind, name, kind, languages) for name, kind in kinds.items()})
    _check_different(kinds)
    return found


def names_of(folder: Path) -> tuple[str, ...]:
    """How the kinds are called, whatever else is wrong with the file: what is, `read_own_issues` tells."""
    file = folder / FILE
    return tuple(read(file).entries()) if file.is_file() else ()


def _kind(name: str, place: Place, languages: tuple[str, ...]) -> OwnIssue:
    if not _NAME.fullmatch(name):
        place.fail(f"`{name}` is not a name for it", "Use 3 to 30 small letters, digits and _, as event_moved.")
    if name in ISSUES:
        place.fail(f"`{name}` is an issue already", "Write rows for it as it is, or choose another name.")
    entries = place.mapping(("question",), required=("label", "messages"))
    readers: dict[str, Any] = {
        "label": partial(_texts, entries["label"], languages, _LONGEST_LABEL),
        "messages": partial(_messages, entries["messages"], languages),
    }
    if "question" in entries:
        readers["question"] = partial(_texts, entries["question"], languages, _LONGEST_QUESTION)
    found = each(readers)
    return OwnIssue(found["label"], found.get("question"))


def _texts(place: Place, languages: tuple[str, ...], longest: int) -> Mapping[str, str]:
    texts = place.by_language(languages)
    each({language: partial(_held_to, entry, longest) for language, entry in place.mapping().items()})
    return texts


def _messages(place: Place, languages: tuple[str, ...]) -> None:
    each({language: partial(_in_one, entry) for language, entry in place.mapping((), required=languages).items()})


def _in_one(place: Place) -> None:
    """As customers write, none of them twice."""
    listed = place.sequence()
    each({number: partial(_held_to, entry, _LONGEST_MESSAGE) for number, entry in enumerate(listed)})
    different = {entry.text().casefold().strip() for entry in listed}
    if len(different) < FEWEST_MESSAGES:
        place.fail(
            f"there are {len(different)} different messages, too few to be understood by",
            f"Write {FEWEST_MESSAGES} at least, each as another customer would; thirty are better.",
        )


def _held_to(place: Place, longest: int) -> None:
    if len(place.text()) > longest:
        place.fail(f"the text has {len(place.text())} characters", f"Write {longest} at most.")


def _check_different(kinds: Mapping[str, Place]) -> None:
    """One message cannot mean two kinds."""
    known: dict[str, str] = {}
    for name, kind in kinds.items():
        for texts in kind.mapping()["messages"].mapping().values():
            for text in texts.sequence():
                other = known.setdefault(text.text().casefold().strip(), name)
                if other != name:
                    text.fail(f"this message stands under `{other}` as well", "Keep it under the one that it means.")
