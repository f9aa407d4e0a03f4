"""One visitor's phone on one channel: what they sent, and what arrived there, in the order in which it did."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from demo.phones.gestures import Gestures

TAKEN = range(200, 300)


class NoSuchGesture(Exception):
    """The channel cannot do that, or not with that line."""


@dataclass(frozen=True)
class Line:
    """`mine`: the visitor's own words. `choices` are titles with what stands behind them for the provider; a mail has a
    `subject`. `can`: what the visitor may do with the line now, of "edit" and "delete"; `now`: what became of it, of
    "edited" and "deleted"; `has_file`: what arrived is a file, whose name is the text."""

    text: str
    mine: bool
    choices: tuple[tuple[str, str], ...] = ()
    lost: bool = False
    subject: str = ""
    can: tuple[str, ...] = ()
    now: str = ""
    has_file: bool = False


@dataclass
class Phone:
    """`stand_in` is the provider's; everything goes over it, as it would over the provider itself."""

    stand_in: Any
    address: Any
    gestures: Gestures = field(default_factory=Gestures)
    lines: list[Line] = field(default_factory=list)
    _named: dict[int, Any] = field(default_factory=dict)
    _files: dict[int, bytes] = field(default_factory=dict)
    _seen: int = 0

    def say(self, text: str, **mail: str) -> None:
        """`mail` is what a mail has beside its text."""
        self._send(text, lambda: self.stand_in.say(self.address, text, **mail), may_edit=True)

    def press(self, token: str) -> None:
        """KeyError for a choice that never arrived here."""
        titles = {token: title for line in self.shown() for title, token in line.choices}
        self._send(titles[token], lambda: self.stand_in.press(self.address, token))

    def photo(self, raw: bytes, caption: str, **mail: str) -> None:
        shown = f"[picture] {caption}".strip()
        self._send(shown, lambda: self.stand_in.photo(self.address, raw, caption, **mail), may_delete=True)

    def voice(self) -> None:
        """A voice message of nothing."""
        if (record := self.gestures.voice) is None:
            raise NoSuchGesture
        self._send("[voice message]", lambda: record(self.stand_in, self.address), may_delete=True)

    def block(self) -> None:
        """Take nothing from the merchant any more: the provider refuses what is sent here."""
        if (refuse := self.gestures.block) is None or not self.lines:
            raise NoSuchGesture
        refuse(self.stand_in, self.address)
        self.lines.append(Line("[blocked: nothing arrives here any more]", True))

    def edit(self, number: int, text: str) -> None:
        """Change the visitor's own line of that number."""
        line = self._own(number, "edit")
        assert self.gestures.edit is not None
        self.gestures.edit(self.stand_in, self.address, self._named[number], text)
        self.lines[number] = replace(line, text=text, now="edited")

    def delete(self, number: int) -> None:
        """Take the visitor's own line of that number back."""
        line = self._own(number, "delete")
        assert self.gestures.delete is not None
        self.gestures.delete(self.stand_in, self.address, self._named[number])
        self.lines[number] = replace(line, can=(), now="deleted")

    def file(self, number: int) -> bytes:
        """What arrived in the line of that number. KeyError where that is no file."""
        return self._files[number]

    def shown(self) -> list[Line]:
        """All of it, with what arrived since the last look."""
        arrived = self.stand_in.sent_to(str(self.address))
        for each in arrived[self._seen :]:
            choices = tuple((choice.title, choice.token) for choice in each.choices)
            if each.file:
                self._files[len(self.lines)] = each.file
            subject = str(each.raw.get("subject", ""))
            self.lines.append(Line(each.text, False, choices, subject=subject, has_file=bool(each.file)))
        self._seen = len(arrived)
        return self.lines

    def _own(self, number: int, what: str) -> Line:
        lines = self.shown()
        if number >= len(lines) or what not in lines[number].can:
            raise NoSuchGesture
        return lines[number]

    def _send(self, text: str, send: Callable[[], Any], *, may_edit: bool = False, may_delete: bool = False) -> None:
        """Shown at once. Where the webhook did not take it, the line says so, as a phone does; where nobody is called,
        it waits until it is asked for."""
        place = len(self.shown())
        self.lines.append(Line(text, True))
        hook = send()
        lost = any(status not in TAKEN for status in self.stand_in.statuses[-1:])
        can = self._can(place, hook, may_edit=may_edit, may_delete=may_edit or may_delete)
        self.lines[place] = Line(text, True, lost=lost, subject=getattr(hook, "subject", ""), can=can)

    def _can(self, place: int, hook: Any, *, may_edit: bool, may_delete: bool) -> tuple[str, ...]:
        if self.gestures.named is None or not (may_edit or may_delete):
            return ()
        self._named[place] = self.gestures.named(hook)
        edit = ("edit",) if may_edit and self.gestures.edit is not None else ()
        return (*edit, "delete") if may_delete and self.gestures.delete is not None else edit
