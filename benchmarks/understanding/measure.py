"""How many messages of a set are understood, beside each half of the model alone, trained on the same data.

    .venv-rasa/bin/python -m benchmarks.understanding.measure tests/nlu

The sets are files like those of data/messages (a folder a language or `<language>.tsv`), or have the columns language,
label and text. None of them may have been trained on: tests/rasa/test_nlu.py holds the project's own to it.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml

from rasa_addons import known_vectors, languages, messages
from rasa_addons.encoder import Encoder
from rasa_addons.heads import Heads
from rasa_addons.ids import problem_of, without
from rasa_addons.sentence_classifier import SURE_OF_LANGUAGE, words_of

LANGUAGES = {code: table["name"] for code, table in languages.tables().items()}
WORST = 30
SHORT = range(3, 9)
"""So many words has a first message that has to show its language."""
NOTHING = {"nlu_fallback", "inform"}
CONFIG = Path(__file__).parents[2] / "config.yml"


class Wanted(NamedTuple):
    """A message and what it is; `meant` is empty where the set does not say."""

    language: str
    acts: list[str]
    meant: str
    text: str


class Read(NamedTuple):
    """What a model made of one message."""

    act: str
    sure: float
    second: str
    second_sure: float
    meant: str
    language: str
    language_sure: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--stock", type=int, metavar="EPOCHS", help="beside it, Rasa's own DIET after so many epochs")
    options = parser.parse_args()
    wanted = [each for path in options.sets for each in read_set(path)]
    trained = messages.read(Path("data/messages"), Path("domain"))
    texts, acts = [problem_of(each.get("text")) for each in trained], [each.get("acts") for each in trained]
    started = time.monotonic()
    encoder = Encoder(threads=2)
    vectors = known_vectors.vectors(texts, encoder.vectors)
    meant, tongues = [each.get("meant") for each in trained], [each.get("language") for each in trained]
    heads = Heads.learn(texts, vectors, acts, meant, tongues)
    seconds = time.monotonic() - started
    ours = _ours(heads, encoder, wanted)
    say(f"# Understanding of {len(wanted)} messages\n")
    say(f"Trained on {len(texts)} messages in {seconds:.0f} s (vectors and heads).\n")
    say("| right act of all messages, % | " + " | ".join(LANGUAGES.values()) + " |")
    say("| --- " * (len(LANGUAGES) + 1) + "|")
    _row("this model", wanted, [each.act for each in ours])
    asked = [problem_of(each.text) for each in wanted]
    of_vectors = heads.acts.of_vectors.probabilities(encoder.vectors(asked))
    of_wording = heads.acts.of_wording.probabilities(heads.wording.features(asked))
    _row("its half on the encoder's vectors, alone", wanted, [heads.acts.classes[row.argmax()] for row in of_vectors])
    _row("its half on words and letters, alone", wanted, [heads.acts.classes[row.argmax()] for row in of_wording])
    if options.stock:
        from benchmarks.understanding import stock  # noqa: PLC0415 - TensorFlow takes half a minute to import

        _row(f"Rasa's DIET, {options.stock} epochs", wanted, stock.read(texts, acts, asked, options.stock))
    _scope(wanted, ours)
    _others(wanted, ours)
    _worst(wanted, ours)


def read_set(path: Path) -> list[Wanted]:
    """The messages of a file, or of every file below a folder. ValueError for columns that are not known."""
    files = sorted(path.glob("**/*.tsv")) if path.is_dir() else [path]
    return [each for file in files for each in _read_file(file)]


def _read_file(file: Path) -> list[Wanted]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if "label" in rows[0]:
        return [Wanted(row["language"], [row["label"]], "", row["text"]) for row in rows]
    if "acts" not in rows[0]:
        raise ValueError(f"{file} has other columns than a set of messages")
    language = file.stem if file.stem in LANGUAGES else file.parent.name
    return [Wanted(language, row["acts"].split("+"), row["meant"], row["text"]) for row in rows]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _threshold() -> float:
    """Below it the bot takes no act at all."""
    pipeline = yaml.safe_load(CONFIG.read_text("utf-8"))["pipeline"]
    return next(float(part["threshold"]) for part in pipeline if part["name"] == "FallbackClassifier")


def _ours(heads: Heads, encoder: Encoder, wanted: Sequence[Wanted]) -> list[Read]:
    texts = [problem_of(each.text) for each in wanted]
    acts, meant, language = heads.read(texts, encoder.vectors(texts))
    found, least = [], _threshold()
    for row in range(len(wanted)):
        first, second = np.argsort(-acts[row])[:2]
        sure = float(acts[row][first])
        name = heads.acts.classes[first] if sure >= least else "nlu_fallback"
        way, tongue = heads.meant.classes[meant[row].argmax()], heads.language.classes[language[row].argmax()]
        other, other_sure = heads.acts.classes[second], float(acts[row][second])
        found.append(Read(name, sure, other, other_sure, way, tongue, float(language[row].max())))
    return found


def _row(name: str, wanted: Sequence[Wanted], found: Sequence[str]) -> None:
    say(f"| {name} | " + " | ".join(f"{_share(wanted, found, language):.1f}" for language in LANGUAGES) + " |")


def _share(wanted: Sequence[Wanted], found: Sequence[str], language: str) -> float:
    right = [act in each.acts for each, act in zip(wanted, found, strict=True) if each.language == language]
    return 100 * sum(right) / max(1, len(right))


def _scope(wanted: Sequence[Wanted], ours: Sequence[Read]) -> None:
    outside = [read.act in {"out_of_scope", *NOTHING} for each, read in zip(wanted, ours, strict=True) if _out(each)]
    refused = {"out_of_scope", "nlu_fallback"}
    inside = [read.act in refused for each, read in zip(wanted, ours, strict=True) if not _out(each)]
    say(f"\nOut of scope: {sum(outside)} of {len(outside)} kept out. In scope: {sum(inside)} of {len(inside)} got the")
    say("fallback or were taken for out of scope.")


def _out(wanted: Wanted) -> bool:
    return wanted.acts[0] == "out_of_scope"


def _others(wanted: Sequence[Wanted], ours: Sequence[Read]) -> None:
    pairs = list(zip(wanted, ours, strict=True))
    say(f"\nLanguage right: {sum(each.language == read.language for each, read in pairs)} of {len(pairs)}.")
    _languages(wanted, ours)
    ways = Counter((each.meant, read.meant) for each, read in pairs if each.meant)
    if ways:
        right = sum(count for (wished, read), count in ways.items() if wished == read)
        say(f"How it is meant, right: {right} of {sum(ways.values())}; by way:")
        for way in sorted({a for a, _ in ways}):
            total = sum(n for (a, _), n in ways.items() if a == way)
            claimed = sum(n for (_, b), n in ways.items() if b == way)
            say(f"- {way}: {ways[way, way]} of {total} found, {ways[way, way]} of {claimed} claimed were")
    several = [(each, read) for each, read in pairs if len(each.acts) > 1]
    if several:
        both = sum({read.act, read.second} == set(each.acts[:2]) for each, read in several)
        say(f"Two acts: both among the likeliest two in {both} of {len(several)}.")
    say("\nOf what the model is so sure of, so much is right:")
    for low, high in ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        within = [read.act in each.acts for each, read in pairs if low <= read.sure < high]
        say(f"- {low:.1f} to {min(high, 1):.1f}: {sum(within)} of {len(within)}")


def _languages(wanted: Sequence[Wanted], ours: Sequence[Read]) -> None:
    """Below that certainty the bot stays in the page's language, so a wrong one is worse than none."""
    say(f"Of messages of {SHORT[0]} to {SHORT[-1]} words, surely taken for their language, and for another one:")
    pairs = [pair for pair in zip(wanted, ours, strict=True) if len(words_of(without(pair[0].text))) in SHORT]
    for code, name in LANGUAGES.items():
        of_it = [read for each, read in pairs if each.language == code]
        sure = [read.language for read in of_it if read.language_sure >= SURE_OF_LANGUAGE]
        right = sum(language == code for language in sure)
        say(f"- {name}: {right} of {len(of_it)} ({100 * right / max(1, len(of_it)):.1f} %), {len(sure) - right}")


def _worst(wanted: Sequence[Wanted], ours: Sequence[Read]) -> None:
    wrong = [(each, read) for each, read in zip(wanted, ours, strict=True) if read.act not in each.acts]
    taken: dict[str, int] = Counter(f"{each.acts[0]} taken for {read.act}" for each, read in wrong)
    say("\n## Confusions")
    for name, count in sorted(taken.items(), key=lambda item: -item[1])[:20]:
        say(f"- {count} × {name}")
    say(f"\n## The {WORST} that it was surest of, and wrong")
    for each, read in sorted(wrong, key=lambda pair: -pair[1].sure)[:WORST]:
        say(f"- {each.language}, {'+'.join(each.acts)} taken for {read.act} ({read.sure:.2f}): {each.text}")


if __name__ == "__main__":
    main()
