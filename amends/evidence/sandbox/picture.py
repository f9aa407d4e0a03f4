"""What the sandbox makes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A JPEG of our own making, with its size in pixels."""

    width: int
    height: int
    jpeg: bytes


@dataclass(frozen=True)
class Decoded:
    """`pages` has one picture, or one per page of a document; `thumb` is the first of them, small."""

    pages: tuple[Picture, ...]
    thumb: Picture


@dataclass(frozen=True)
class Written:
    """A text: UTF-8 in normal form C, its lines ended by LF, without characters that show nothing."""

    text: bytes
