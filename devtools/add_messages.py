"""Take reviewed messages into the training data: `python -m devtools.add_messages filed.tsv`.

The file is what `amends desk sentences` prints, read and put right by a person. Each message goes to the file
desk.tsv of its language, in data/messages or in the language's own folder of domain/; what is there already is left
out. Nothing is written where a line is wrong.
"""

import argparse
import csv
import sys
from pathlib import Path

from amends.desk.unrecognised import intents
from amends.desk.unrecognised.intents import Intents
from amends.reading.acts import Meant

COLUMNS = ["language", "acts", "meant", "after", "text"]
WAYS = {str(way) for way in Meant}
QUESTIONS = {"confirm", "options", "when", "order", "email", "what", "evidence", "service", "amount", "error",
             "destination", "more", "decision"}  # fmt: skip
FOLDERS = ("data/messages/*/", "domain/*/messages/")


class Refused(Exception):
    """A line that cannot be learned from; says which and why."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="add_messages", description=__doc__)
    parser.add_argument("file", type=Path, help="what `amends desk sentences` printed, reviewed")
    try:
        added = add(parser.parse_args(arguments).file, Path())
    except (OSError, Refused) as fault:
        sys.stderr.write(f"{fault}\nNothing was added.\n")
        return 2
    for file, count in added.items():
        sys.stdout.write(f"{count} new in {file}\n")
    sys.stdout.write("Train with them: make model. See what they change: make test.\n")
    return 0


def add(file: Path, root: Path) -> dict[str, int]:
    """How many messages were new, by file. Refused for a line that is wrong; then nothing is written."""
    acts = intents.read(root / "domain")
    folders = {_language_of(folder): folder for pattern in FOLDERS for folder in root.glob(pattern)}
    known = {
        line.rpartition("\t")[2]
        for folder in folders.values()
        for each in folder.glob("*.tsv")
        for line in _lines(each)
    }
    new: dict[Path, list[str]] = {}
    for number, row in _rows(file):
        if wrong := _wrong(row, acts, set(folders)):
            raise Refused(f"{file}, line {number}: {wrong}")
        if row["text"] not in known:
            known.add(row["text"])
            new.setdefault(folders[row["language"]] / "desk.tsv", []).append("\t".join(list(row.values())[1:]))
    for target, lines in new.items():
        before = _lines(target) if target.is_file() else ["\t".join(COLUMNS[1:])]
        target.write_text("".join(f"{line}\n" for line in (*before, *lines)), "utf-8")
    return {str(target): len(lines) for target, lines in new.items()}


def _language_of(folder: Path) -> str:
    return folder.parent.name if folder.name == "messages" else folder.name


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != COLUMNS:
        raise Refused(f"{file}: the first line must be {' '.join(COLUMNS)}, with tabs between")
    short = next((number for number, row in enumerate(rows, 1) if len(row) != len(COLUMNS)), None)
    if short is not None:
        raise Refused(f"{file}, line {short}: {len(COLUMNS)} columns with tabs between are needed")
    return [(number, dict(zip(COLUMNS, row, strict=True))) for number, row in enumerate(rows[1:], 2)]


def _wrong(row: dict[str, str], acts: Intents, languages: set[str]) -> str:
    if row["language"] not in languages:
        return f"no language {row['language']!r}; there are {', '.join(sorted(languages))}"
    if unknown := {act for act in row["acts"].split("+") if act not in acts}:
        return f"no act {', '.join(map(repr, sorted(unknown)))}; domain.yml names them"
    if row["meant"] not in WAYS:
        return f"meant {row['meant']!r} is none of {', '.join(sorted(WAYS))}"
    if row["after"] and row["after"] not in QUESTIONS:
        return f"after {row['after']!r} is none of {', '.join(sorted(QUESTIONS))}"
    return "" if row["text"].strip() else "no text"


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


if __name__ == "__main__":
    sys.exit(main())
