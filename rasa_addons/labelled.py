"""The labelled messages: one folder a language, one file a hand. Standard library only.

Those of the first three languages are in data/messages, those of a further one in its own folder of domain/.

A line says the acts; how the first of them is meant; after which question it was written, if after one; and the text.
CONTRIBUTING.md tells how to add some.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Tuple

FOLDER = Path("data/messages")
LANGUAGES = Path("domain")
OWN = "messages"
"""The folder of a language's own folder that holds its messages."""
COLUMNS = ["acts", "meant", "after", "text"]


class BadMessages(Exception):
    """A file that cannot be read as labelled messages; says where."""


@dataclass(frozen=True)
class Labelled:
    """`acts` as docs/rasa.md names them, the first the one that `meant` is about; `after`: what the bot had asked."""

    language: str
    acts: Tuple[str, ...]
    meant: str
    after: str
    text: str


def read(folder: Path = FOLDER, languages: Path = LANGUAGES) -> List[Labelled]:
    """All messages below `folder` and of the folders in `languages`, in a fixed order. BadMessages for a file of
    another shape, or where none is."""
    files = [(file, file.parent.name) for file in sorted(folder.glob("*/*.tsv"))]
    files += [(file, file.parents[1].name) for file in sorted(languages.glob(f"*/{OWN}/*.tsv"))]
    found = [each for file, language in files for each in _read(file, language)]
    if not found:
        raise BadMessages(f"{folder} holds no messages")
    return found


def _read(file: Path, language: str) -> Iterator[Labelled]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != COLUMNS:
            raise BadMessages(f"{file}: the first line must be {' '.join(COLUMNS)}, with tabs between")
        for number, row in enumerate(rows, 2):
            if len(row) != len(COLUMNS) or not row[0] or not row[1] or not row[3].strip():
                raise BadMessages(f"{file}, line {number}: acts, meant, after and text, with tabs between")
            acts, meant, after, text = row
            yield Labelled(language, tuple(acts.split("+")), meant, after, text)
