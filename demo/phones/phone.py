"""One visitor's phone on one channel: what they sent, and what arrived there, in the order in which it did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TAKEN = range(200, 300)


@dataclass(frozen=True)
class Line:
    """`mine`: the visitor's own words. `choices` are titles with what stands behind them for the provider; a mail has a
    `subject`."""

    text: str
    mine: bool
    choices: tuple[tuple[str, str], ...] = ()
    lost: bool = False
    subject: str = ""


@dataclass
class Phone:
    """`stand_in` is the provider's; everything goes over it, as it would over the provider itself."""

    stand_in: Any
    address: Any
    lines: list[Line] = field(default_factory=list)
    _seen: int = 0

    def say(self, text: str, **mail: str) -> None:
        """`mail` is what a mail has beside its text."""
        self._send(text, lambda: self.stand_in.say(self.address, text, **mail))

    def press(self, token: str) -> None:
        """KeyError for a choice that never arrived here."""
        titles = {token: title for line in self.shown() for title, token in line.choices}
        self._send(titles[token], lambda: self.stand_in.press(self.address, token))

    def photo(self, raw: bytes, caption: str, **mail: str) -> None:
        shown = f"[picture] {caption}".strip()
        self._send(shown, lambda: self.stand_in.photo(self.address, raw, caption, **mail))

    def shown(self) -> list[Line]:
        """All of it, with what arrived since the last look."""
        arrived = self.stand_in.sent_to(str(self.address))
        for each in arrived[self._seen :]:
            choices = tuple((choice.title, choice.token) for choice in each.choices)
            self.lines.append(Line(each.text, False, choices, subject=str(each.raw.get("subject", ""))))
        self._seen = len(arrived)
        return self.lines

    def _send(self, text: str, send: Callable[[], Any]) -> None:
        """Shown at once. Where the webhook did not take it, the line says so, as a phone does; where nobody is called,
        it waits until it is asked for."""
        place = len(self.shown())
        self.lines.append(Line(text, True))
        hook = send()
        lost = any(status not in TAKEN for status in self.stand_in.statuses[-1:])
        self.lines[place] = Line(text, True, lost=lost, subject=getattr(hook, "subject", ""))
