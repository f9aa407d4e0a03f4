"""The sentence encoder of models/encoder: texts to vectors. `make encoder` makes it; docs/encoder.md tells how."""

import hashlib
from pathlib import Path
from typing import List, Sequence

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parent.parent / "models" / "encoder"
_PREFIX = "query: "
_BATCH = 32


class EncoderDiffers(Exception):
    """models/encoder is not what its digests were written for: a part is missing or was changed."""


def digest(folder: Path = FOLDER) -> str:
    """What the encoder is known by: the noted digests of its parts. EncoderDiffers where the note is missing."""
    note = folder / "sha256"
    if not note.is_file():
        raise EncoderDiffers(f"{note} is missing; the encoder comes with the repository, or run make encoder")
    return note.read_text("utf-8")


def check(folder: Path = FOLDER) -> None:
    """EncoderDiffers unless every part has its noted digest."""
    for line in digest(folder).splitlines():
        wanted, name = line.split()
        part = folder / name
        if not part.is_file() or hashlib.sha256(part.read_bytes()).hexdigest() != wanted:
            raise EncoderDiffers(f"{part} is missing or is not the file that sha256 was written for")


class Encoder:
    """Reads up to 128 pieces of a text; a vector has length 1. `threads` of the machine's cores are used."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        check(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Waiting threads sleep: where cores are shared, spinning takes the time of whoever has work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, ["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text, in their order; those of like length are read together."""
        encoded = self._tokenizer.encode_batch([_PREFIX + text for text in texts])
        order = sorted(range(len(texts)), key=lambda n: len(encoded[n].ids))
        found: List[np.ndarray] = []
        for at in range(0, len(order), _BATCH):
            found.append(self._read([encoded[n].ids for n in order[at : at + _BATCH]]))
        result = np.empty((len(texts), found[0].shape[1] if found else 0), np.float32)
        if found:
            result[order] = np.concatenate(found)
        return result

    def _read(self, ids: List[List[int]]) -> np.ndarray:
        pieces = np.ones((len(ids), max(map(len, ids))), np.int64)
        mask = np.zeros_like(pieces)
        for row, each in enumerate(ids):
            pieces[row, : len(each)] = each
            mask[row, : len(each)] = 1
        vectors: np.ndarray = self._session.run(["vectors"], {"pieces": pieces, "mask": mask})[0]
        return vectors
