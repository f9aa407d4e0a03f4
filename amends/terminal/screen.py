"""Shows events as lines of text, and knows which numbers stand for which buttons."""

import unicodedata
from collections.abc import Callable
from typing import Any

SHOWN = {"Zs"}
"""Spaces that do not break, as amounts of money have them, are not control characters."""
WHO = {"customer": "you", "bot": "bot", "agent": "person", "system": "note"}


class Screen:
    """`write` takes one line. The buttons of the newest reply that has any can be chosen by number."""

    def __init__(self, write: Callable[[str], None], *, echo: bool) -> None:
        self._write = write
        self._echo = echo
        self._tokens: list[str] = []
        self.seen = 0

    def show(self, event: dict[str, Any]) -> None:
        """Print one event, once."""
        if event["seq"] <= self.seen:
            return
        self.seen = event["seq"]
        body = event["body"]
        if event["author"] == "customer" and not self._echo:
            return
        if text := body.get("text"):
            self._write(f"{WHO[event['author']]}: {_printable(text)}")
        if buttons := body.get("buttons"):
            self._tokens = [button["token"] for button in buttons]
            for number, button in enumerate(buttons, 1):
                self._write(f"  {number}. {_printable(button['title'])}")

    def note(self, line: str) -> None:
        """Something that is not part of the conversation."""
        self._write(f"({line})")

    def content(self, line: str) -> dict[str, str]:
        """What a typed line means: the button of this number, or the text itself."""
        if line.isascii() and line.isdigit() and 1 <= int(line) <= len(self._tokens):
            return {"token": self._tokens[int(line) - 1]}
        return {"text": line}


def _printable(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return "".join(c if c == "\n" or unicodedata.category(c) in SHOWN or c.isprintable() else "\ufffd" for c in text)
