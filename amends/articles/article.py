"""A help article as it was read: its words in pieces, of which none is markup."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A piece of a line: plain, `strong`, or a link to the address `link`."""

    text: str
    strong: bool = False
    link: str | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """`kind`: `heading`, `text`, `list` (any order) or `steps` (one after the other); `lines` are its items, of the
    first two there is one."""

    kind: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return "\n".join("".join(span.text for span in line) for line in self.lines)


@dataclass(frozen=True)
class Article:
    """`slug` names it in addresses, and its translations have the same. `clauses` are ids of the merchant's policy that
    it rests on; `asked` is how customers ask for it."""

    slug: str
    language: str
    title: str
    summary: str
    clauses: tuple[str, ...]
    asked: tuple[str, ...]
    body: tuple[Block, ...]
