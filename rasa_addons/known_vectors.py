"""Vectors of the repository's messages, kept beside the encoder that made them: training reads only newer messages.

`make encoder` writes them; `python -m rasa_addons.known_vectors` does so alone, where messages came by thousands. A
vector is kept in one byte a number, with a scale of its own. They are of no use to another encoder than the one that is
named in them.
"""

import hashlib
import sys
from pathlib import Path
from typing import Callable, Dict, Sequence

import numpy as np

from rasa_addons import encoder

FILE = encoder.FOLDER / "vectors.npz"
Read = Callable[[Sequence[str]], np.ndarray]


def vectors(texts: Sequence[str], read: Read, file: Path = FILE) -> np.ndarray:
    """One row a text, in their order. `read` is asked for those that `file` does not have."""
    known = _load(file)
    keys = [_key(text) for text in texts]
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        known.update(zip(new, read(list(new.values())), strict=True))
    return np.stack([known[key] for key in keys])


def write(texts: Sequence[str], read: Read, file: Path = FILE) -> None:
    """Keep the vectors of `texts`, and of nothing else."""
    found = dict(zip(map(_key, texts), vectors(texts, read, file), strict=True))
    rows = np.stack(list(found.values()))
    scales = np.abs(rows).max(axis=1, keepdims=True).astype(np.float32) / 127
    whole = np.rint(rows / scales).astype(np.int8)
    np.savez_compressed(
        file, encoder=encoder.digest(), keys=np.array(list(found), np.uint64), vectors=whole, scales=scales
    )


def _load(file: Path) -> Dict[int, np.ndarray]:
    if not file.is_file():
        return {}
    with np.load(file, allow_pickle=False) as kept:
        if str(kept["encoder"]) != encoder.digest():
            return {}
        rows = kept["vectors"].astype(np.float32) * kept["scales"]
        return dict(zip(map(int, kept["keys"]), rows, strict=True))


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


if __name__ == "__main__":
    from rasa_addons import labelled
    from rasa_addons.ids import problem_of

    write(
        [problem_of(each.text) for each in labelled.read()],
        encoder.Encoder(threads=2).vectors,
    )
    sys.stdout.write(f"{FILE}\n")
