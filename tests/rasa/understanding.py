"""What the trained model makes of sentences, by a process of Rasa's environment that is slow to load: one for all."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.rasa.server import PYTHON, ROOT


class Meant(NamedTuple):
    """`guess` is the best intent even where the model was not sure, and `intent` the fallback's; `meant` the likeliest
    way; `language` the one that the chat would move into."""

    intent: str
    sure: float
    guess: str
    meant: str
    language: str | None


class Understanding:
    """Ask it, as often as needed; no sentence is parsed twice. It is to be closed."""

    def __init__(self, model: Path, log: Path) -> None:
        self._log = log
        self._known: dict[tuple[str, str], Meant] = {}
        with log.open("wb") as err:
            self._process = subprocess.Popen(
                [str(PYTHON), "-m", "tests.rasa.parse_sentences", str(model)],
                cwd=ROOT, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"}, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=err,
            )  # fmt: skip

    def __call__(self, sentences: Iterable[str], merchant: str = "norrnet") -> list[Meant]:
        """Of each sentence, in their order. `merchant`: whose customers write them."""
        asked = [(merchant, sentence) for sentence in sentences]
        if new := sorted(set(asked) - self._known.keys()):
            parsed = self._parsed(merchant, [sentence for _, sentence in new])
            self._known |= dict(zip(new, parsed, strict=True))
        return [self._known[each] for each in asked]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=120)

    def _parsed(self, merchant: str, sentences: list[str]) -> list[Meant]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([merchant, sentences]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self._log.read_text()[-2000:]
        return [Meant(*found) for found in json.loads(answer)]
