"""A text of ours for a page: its lists as lists, as the chat window shows them."""

from dataclasses import dataclass
from itertools import groupby

BULLET = "• "


@dataclass(frozen=True)
class Block:
    """Lines that belong together: of a list, without their bullets, or of running text."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The text in its order, cut where a list begins or ends."""
    runs = groupby(text.splitlines(), key=lambda line: line.startswith(BULLET))
    return [Block(is_list, tuple(line.removeprefix(BULLET) for line in lines)) for is_list, lines in runs]
