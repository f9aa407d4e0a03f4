"""The little of Markdown that help articles are written in: `## headings`, paragraphs, `-` and `1.` lists, **strong**
words and [links](https://example.com). Whatever else stands there is refused and not guessed at, so no markup of
anybody's reaches a page."""

import re
from collections.abc import Callable
from itertools import groupby

from amends.articles.article import Block, Line, Span

Fault = Callable[[int, str, str], Exception]
"""Makes the error of a line (from 1) of what is wrong and what to write instead."""

_INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|\[(?P<text>[^\[\]\n]+)\]\((?P<link>[^()\s]+)\)")
_LINK = re.compile(r"https://[^\s<>\"']+|mailto:[^\s<>\"'@]+@[^\s<>\"']+|/[^\s<>\"'/][^\s<>\"']*")
_ITEM, _STEP, _HEADING = re.compile(r"- (?=\S)"), re.compile(r"\d{1,2}\. (?=\S)"), re.compile(r"## (?=\S)")
_FOREIGN = re.compile(r"[<>`|\\]|\*|\[|\]|^(?:#|=|-{2,}|\+|~)|^[ \t]")
_PICTURE = re.compile(r"!(?=\[)")
_KINDS = (("heading", _HEADING), ("list", _ITEM), ("steps", _STEP))


def blocks(lines: list[str], first: int, fault: Fault) -> tuple[Block, ...]:
    """What the lines say. `first` is the number of the first of them. Raises what `fault` makes."""
    numbered = [(number, line.rstrip()) for number, line in enumerate(lines, first)]
    found: list[Block] = []
    for is_text, paragraph in groupby(numbered, key=lambda each: bool(each[1])):
        if is_text:
            found += _paragraph(list(paragraph), fault)
    return tuple(found)


def _paragraph(lines: list[tuple[int, str]], fault: Fault) -> list[Block]:
    found: list[Block] = []
    for kind, group in groupby(lines, key=lambda each: _kind(each[1])):
        if kind == "text":
            several = list(group)
            text = " ".join(line for _, line in several)
            for number, line in several:
                _refuse_foreign(number, line, fault)
            found.append(Block(kind, (_spans(several[0][0], text, fault),)))
            continue
        mark = dict(_KINDS)[kind]
        items = tuple(_item(number, mark.sub("", line, count=1), fault) for number, line in group)
        found += [Block(kind, (item,)) for item in items] if kind == "heading" else [Block(kind, items)]
    return found


def _kind(line: str) -> str:
    return next((kind for kind, mark in _KINDS if mark.match(line)), "text")


def _item(number: int, text: str, fault: Fault) -> Line:
    _refuse_foreign(number, text, fault)
    return _spans(number, text, fault)


def _refuse_foreign(number: int, line: str, fault: Fault) -> None:
    if found := _PICTURE.search(line) or _FOREIGN.search(_INLINE.sub("", line)):
        way_out = "Write ## headings, - or 1. lists, **strong** words and [links](https://example.com)."
        raise fault(number, f"`{found[0].strip() or 'a blank'}` is not of the Markdown that is read here", way_out)


def _spans(number: int, text: str, fault: Fault) -> Line:
    spans: list[Span] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            spans.append(Span(text[at : found.start()]))
        if found["strong"]:
            spans.append(Span(found["strong"], strong=True))
        elif _LINK.fullmatch(found["link"]):
            spans.append(Span(found["text"], link=found["link"]))
        else:
            raise fault(number, f"`{found['link']}` is no address", "Write https://…, mailto:… or a path from /.")
        at = found.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)
