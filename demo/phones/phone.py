"""One visitor's phone on one channel: what they sent, and what arrived there, in the order in which it did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TAKEN = range(200, 300)


@dataclass(frozen=True)
class Line:
    """`mine`: the visitor's own words. `choices` are titles with what stands behind them for the provider."""

    text: str
    mine: bool
    choices: tuple[tuple[str, str], ...] = ()
    lost: bool = False


@dataclass
class Phone:
    """`stand_in` is the provider's; everything goes over it, as it would over the provider itself."""

    stand_in: Any
    address: Any
    lines: list[Line] = field(default_factory=list)
    _seen: int = 0

    def say(self, text: str) -> None:
        self._send(text, lambda: self.stand_in.say(self.address, text))

    def press(self, token: str) -> None:
        """KeyError for a choice that never arrived here."""
        titles = {token: title for line in self.shown() for title, token in line.choices}
        self._send(titles[token], lambda: self.stand_in.press(self.address, token))

    def photo(self, raw: bytes, caption: str) -> None:
        self._send(f"[picture] {caption}".strip(), lambda: self.stand_in.photo(self.address, raw, caption))

    def shown(self) -> list[Line]:
        """All of it, with what arrived since the last look."""
        arrived = self.stand_in.sent_to(str(self.address))
        for each in arrived[self._seen :]:
            self.lines.append(Line(each.text, False, tuple((choice.title, choice.token) for choice in each.choices)))
        self._seen = len(arrived)
        return self.lines

    def _send(self, text: str, send: Callable[[], Any]) -> None:
        """Shown at once. Where the webhook did not take it, the line says so, as a phone does."""
        place = len(self.shown())
        self.lines.append(Line(text, True))
        send()
        if self.stand_in.statuses[-1] not in TAKEN:
            self.lines[place] = Line(text, True, lost=True)
