"""Text as a reader finds it on a picture, and the rows that it makes."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One piece of text in its box, in pixels from the top left corner. `confidence` is the reader's own, 0 to 1."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Row:
    """What stands side by side, from left to right: a label and its value, often far apart."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "  ".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        return min(line.confidence for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def height(self) -> float:
        return self.bottom - self.top


def rows(lines: Iterable[Line]) -> list[Row]:
    """The rows from top to bottom: a line belongs to the row in whose middle it overlaps."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (each.top + each.bottom, each.left)):
        middle = (line.top + line.bottom) / 2
        if found and found[-1][0].top <= middle <= found[-1][0].bottom and not _collides(line, found[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return [Row(tuple(sorted(row, key=lambda each: each.left))) for row in found]


def _collides(line: Line, row: list[Line]) -> bool:
    return any(line.left < other.right and other.left < line.right for other in row)
